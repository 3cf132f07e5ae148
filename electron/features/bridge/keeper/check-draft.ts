import type {
  BridgeAlgorithm,
  BridgeDialect,
  BridgeDraft,
} from '../../../contract/values/bridge.ts';
import { practicePoolUrl } from '../../../contract/values/profile.ts';
import { parsePoolUrl } from '../../../protocols/stratum/pool-address.ts';
import { readNet } from '../guard/address-list.ts';
import { UnfitBridgeError } from './bridge-errors.ts';

/** What is hashed by those who speak a dialect; null is allowed everywhere. */
const algorithms: Readonly<Record<BridgeDialect, readonly BridgeAlgorithm[]>> = {
  verus: ['verushash'],
  stratum1: ['sha256d', 'scrypt'],
  cryptonote: [],
  hds: ['beamhash'],
};

/**
 * What the shape of a draft does not say already.
 *
 * @throws {BadPoolUrlError | UnfitBridgeError}
 */
export function checkDraft(draft: BridgeDraft): void {
  const { dialect, algorithm, web, tcp, clientDifficulty, guard } = draft;
  for (const { url } of draft.pools) {
    if (url !== practicePoolUrl) parsePoolUrl(url);
  }
  if (algorithm !== null && !algorithms[dialect].includes(algorithm)) {
    throw new UnfitBridgeError('algorithm', `${algorithm} is not mined with pools of ${dialect}.`);
  }
  if (!web.enabled && !tcp.enabled) {
    throw new UnfitBridgeError('web', 'A bridge needs a way in: for browsers, for miners or both.');
  }
  if (web.enabled && dialect !== 'verus') {
    throw new UnfitBridgeError('web', 'Browsers can mine with pools of Verus only.');
  }
  // Without a hash nobody knows what is good for a client and not yet for the pool.
  if (clientDifficulty !== 'pool' && algorithm === null && dialect !== 'cryptonote') {
    const problem = 'An own difficulty for clients needs an algorithm to check shares with.';
    throw new UnfitBridgeError('clientDifficulty', problem);
  }
  for (const list of ['allow', 'deny'] as const) {
    const wrong = guard[list].find((entry) => !readNet(entry));
    if (wrong !== undefined) {
      throw new UnfitBridgeError(`guard.${list}`, `“${wrong}” is no address and no net.`);
    }
  }
}
