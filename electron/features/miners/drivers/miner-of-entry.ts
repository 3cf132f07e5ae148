import type { Miner, MinerPlatform } from '../../../contract/values/miner.ts';
import { MinerPlatform as MinerPlatforms } from '../../../contract/values/miner.ts';
import type { MinerDialect } from '../../../protocols/miner-output/miner-report.ts';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { InstalledMiners } from '../ports.ts';

/** A miner of the catalogue as it is on this rig now. */
export function minerOfEntry(
  entry: CatalogueEntry,
  {
    installed,
    platform,
    dialect,
  }: {
    readonly installed: Pick<InstalledMiners, 'versions' | 'folder' | 'newer'>;
    readonly platform: MinerPlatform;
    readonly dialect: MinerDialect;
  },
): Miner {
  const versions = installed.versions(entry.id);
  const active = versions.find((version) => version.active);
  const platforms = MinerPlatforms.options.filter((each) => entry.release?.executable[each]);
  return {
    id: entry.id,
    name: entry.name,
    kind: 'catalogue',
    version: active?.version ?? '',
    algorithms: Object.keys(entry.algorithms),
    canPause: dialect.api?.control != null || dialect.pauseKey !== null,
    installed: active !== undefined && active.problem === null,
    description: entry.description,
    licence: entry.licence,
    openSource: entry.openSource,
    homepage: entry.homepage,
    devFee: entry.devFee.text,
    devices: entry.devices,
    platforms,
    supported: platforms.includes(platform),
    settings: entry.settings,
    notes: entryNotes(entry),
    verification: active?.verification ?? null,
    folder: versions.length > 0 ? installed.folder(entry.id) : null,
    versions: [...versions],
    newer: installed.newer(entry.id),
    problem: active?.problem ?? null,
  };
}

/** What a person should know, what follows from how the miner is started among it. */
export function entryNotes({ notes, launch, api }: CatalogueEntry): string[] {
  return [
    ...notes,
    ...(launch?.secretsInArguments
      ? ['It takes wallet and password only as arguments, which other users of this rig can see.']
      : []),
    ...(api && !api.loopback
      ? ['Its figures can be read from the network it is in, and it has no way to forbid that.']
      : []),
  ];
}
