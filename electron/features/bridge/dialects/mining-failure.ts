import type { ShareRejection } from '../../../contract/values/bridge.ts';
import type {
  StratumFailure,
  StratumFailureKind,
} from '../../../protocols/stratum/stratum-errors.ts';
import { stratumCodes } from '../../../protocols/stratum/stratum-errors.ts';
import type { Refusal } from '../core/work.ts';

/** What pools of `mining.` dialects answer with. */
const failures: Readonly<Record<ShareRejection, readonly [StratumFailureKind, string]>> = {
  stale: ['job-not-found', 'job not found (stale)'],
  'wrong-job': ['job-not-found', 'job not found'],
  duplicate: ['duplicate-share', 'duplicate share'],
  'low-difficulty': ['low-difficulty', 'low difficulty share'],
  malformed: ['other', 'invalid share'],
  'over-rate': ['other', 'too many messages'],
  'not-authorized': ['unauthorized', 'unauthorized worker'],
  'pool-rejected': ['other', 'rejected by the pool'],
  'pool-lost': ['other', 'the pool is gone'],
};

/** A refusal as miners of `mining.` dialects know it. */
export function miningFailure({ reason, detail }: Refusal): StratumFailure {
  const [kind, words] = failures[reason];
  return { code: stratumCodes[kind], message: detail ?? words };
}
