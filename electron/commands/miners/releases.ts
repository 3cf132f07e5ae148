import type { Api } from '../../contract/index.ts';
import { columns, type Output } from '../output.ts';
import { bytesText, timeText } from '../words.ts';
import { chooseInstallable } from './choose-miner.ts';

/** What can be installed, newest first. */
export async function listReleases(
  api: Api,
  named: string,
  { mirror }: { readonly mirror?: string },
  output: Output,
): Promise<void> {
  const { id, name, versions } = await chooseInstallable(api, named);
  const releases = await api.call('miners.releases', {
    minerId: id,
    ...(mirror !== undefined && { mirror }),
  });
  const isInstalled = (version: string): boolean =>
    versions.some((each) => each.version === version);
  const rows = releases.map(({ version, publishedAt, prerelease, asset, bytes }) => [
    version,
    publishedAt === null ? '' : timeText(publishedAt).slice(0, 'YYYY-MM-DD'.length),
    asset ?? 'no build for this rig',
    bytes === null ? '' : bytesText(bytes),
    prerelease ? 'pre-release' : '',
    isInstalled(version) ? 'installed' : '',
  ]);
  output.result(releases, rows.length === 0 ? [`${name} has no releases.`] : columns(rows));
}
