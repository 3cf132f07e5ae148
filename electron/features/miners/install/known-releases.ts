import type { MinerId } from '../../../contract/values/ids.ts';
import type { MinerRelease, NewerRelease } from '../../../contract/values/miner.ts';

/** As many as a site may list. */
const mostReleases = 100;

/** The releases of miners as of the last look at them; forgotten when the program ends. */
export class KnownReleases {
  /** Newest first. */
  readonly #lists = new Map<MinerId, readonly MinerRelease[]>();

  /** @param releases  newest first */
  listed(minerId: MinerId, releases: readonly MinerRelease[]): void {
    this.#lists.set(minerId, releases.slice(0, mostReleases));
  }

  /**
   * One release was looked up.
   *
   * @param isLatest  whether it is the latest: an old one alone would look like news to who has a newer one
   */
  found(
    minerId: MinerId,
    release: MinerRelease,
    { isLatest }: { readonly isLatest: boolean },
  ): void {
    const known = this.#lists.get(minerId);
    if (!known && !isLatest) return;
    const others = (known ?? []).filter(({ version }) => version !== release.version);
    const publishedAt = (one: MinerRelease): number => one.publishedAt ?? 0;
    const all = [release, ...others].toSorted((a, b) => publishedAt(b) - publishedAt(a));
    this.listed(minerId, all);
  }

  /**
   * The newest release that is newer than the active version and can be installed here. A prerelease
   * is none, unless the active version is one. A version that is not in the list is taken for an old one.
   *
   * @param active  null: none is installed
   * @returns       null where none is known
   */
  newer(minerId: MinerId, active: string | null): NewerRelease | null {
    if (active === null) return null;
    const known = this.#lists.get(minerId) ?? [];
    const place = known.findIndex(({ version }) => version === active);
    const before = place < 0 ? known : known.slice(0, place);
    const takesPrereleases = known[place]?.prerelease ?? false;
    const found = before.find(
      ({ asset, prerelease }) => asset !== null && (takesPrereleases || !prerelease),
    );
    return found ? { version: found.version, publishedAt: found.publishedAt } : null;
  }
}
