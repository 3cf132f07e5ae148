import type { MinerRecord, VersionRecord } from './installed-file.ts';

/** With a version that is installed and active from now on; one of the same name is replaced. */
export function withVersion(miner: MinerRecord, added: VersionRecord): MinerRecord {
  const others = miner.versions.filter(({ version }) => version !== added.version);
  return activated({ ...miner, versions: [...others, added] }, added.version);
}

/** With another active version, if it is there; the one before is remembered to go back to. */
export function activated(miner: MinerRecord, version: string): MinerRecord {
  if (miner.active === version || !miner.versions.some((one) => one.version === version)) {
    return miner;
  }
  return { ...miner, active: version, previous: miner.active };
}

/**
 * Without a version. Where it was the active one, the one before takes its place, else the one that
 * was installed last.
 */
export function withoutVersion(miner: MinerRecord, version: string): MinerRecord {
  const versions = miner.versions.filter((record) => record.version !== version);
  const isThere = (name: string | null): name is string =>
    versions.some((record) => record.version === name);
  const last = versions.toSorted((one, other) => other.installedAt - one.installedAt)[0]?.version;
  const successor = isThere(miner.previous) ? miner.previous : (last ?? null);
  const active = isThere(miner.active) ? miner.active : successor;
  const previous = isThere(miner.previous) && miner.previous !== active ? miner.previous : null;
  return { active, previous, versions };
}

/** With a change to one version, as it is at that moment. */
export function withChanged(
  miner: MinerRecord,
  version: string,
  change: (record: VersionRecord) => VersionRecord,
): MinerRecord {
  return {
    ...miner,
    versions: miner.versions.map((record) =>
      record.version === version ? change(record) : record,
    ),
  };
}

/** What goes when there are more than `limit`: the oldest that are neither active nor the one before. */
export function superfluous(miner: MinerRecord, limit: number): readonly VersionRecord[] {
  const excess = Math.max(0, miner.versions.length - limit);
  return miner.versions
    .filter(({ version }) => version !== miner.active && version !== miner.previous)
    .toSorted((one, other) => one.installedAt - other.installedAt)
    .slice(0, excess);
}
