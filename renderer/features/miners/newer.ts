import type { Miner, NewerRelease } from '../../../electron/contract/values/miner.ts';

/** A newer version than the one in use, unless it lies on this rig already; null: none known. */
export function newerVersion({ newer, versions }: Miner): NewerRelease | null {
  return newer === null || versions.some(({ version }) => version === newer.version) ? null : newer;
}

/** Installed from releases, of which there may be newer ones. */
export const hasReleases = ({ kind, supported, versions }: Miner): boolean =>
  kind === 'catalogue' && supported && versions.length > 0;
