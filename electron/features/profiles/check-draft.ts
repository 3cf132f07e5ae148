import type { ProfileDraft } from '../../contract/values/profile.ts';
import { practicePoolUrl } from '../../contract/values/profile.ts';
import { parsePoolUrl } from '../../protocols/stratum/pool-address.ts';
import { checkSettings } from './check-settings.ts';
import { fillAccount } from './fill-account.ts';
import type { ProfileParts } from './ports.ts';
import {
  ProfileFieldError,
  UnknownMinerError,
  UnsupportedAlgorithmError,
} from './profile-errors.ts';

/**
 * Whether this rig could start it, once the miner is installed.
 * @throws {AppError} where the miner, coin, algorithm, a setting, a pool or a template does not fit
 */
export function checkDraft(
  draft: ProfileDraft,
  { miners, coins }: Pick<ProfileParts, 'miners' | 'coins'>,
): void {
  const { minerId, algorithm, coinId, pools } = draft;
  const miner = miners().find(({ id }) => id === minerId);
  if (!miner) throw new UnknownMinerError(minerId);
  // A package that does not say what it mines is believed.
  if (miner.algorithms.length > 0 && !miner.algorithms.includes(algorithm)) {
    throw new UnsupportedAlgorithmError(miner.name, algorithm, miner.algorithms);
  }
  const coin = coins().find(({ id }) => id === coinId);
  if (coinId !== null && !coin) {
    const message = `This rig knows no coin called “${coinId}”.`;
    throw new ProfileFieldError('coinId', message, 'Choose a coin from the list, or none.');
  }
  checkSettings(draft.settings, miner);
  for (const [index, { url, user, password = '' }] of pools.entries()) {
    if (url !== practicePoolUrl) parsePoolUrl(url);
    // Any name does for the check: where there is none, the start takes that of the rig.
    const values = { ...draft, worker: draft.worker || 'rig', coin: coin?.symbol ?? null };
    fillAccount({ url, user, password }, index, values);
  }
}
