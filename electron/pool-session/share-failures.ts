import { failureKindOf } from '../protocols/stratum/cryptonote/failures.ts';
import { verdictOf, type HdsVerdict } from '../protocols/stratum/hds/codes.ts';
import {
  stratumCodes,
  type StratumFailure,
  type StratumFailureKind,
} from '../protocols/stratum/stratum-errors.ts';
import type { PoolDialect } from './pool-session.ts';

const hdsKinds: Readonly<Partial<Record<HdsVerdict, StratumFailureKind>>> = {
  expired: 'job-not-found',
  stale: 'job-not-found',
  duplicate: 'duplicate-share',
  'low-difficulty': 'low-difficulty',
  unauthorized: 'unauthorized',
  'login-failed': 'unauthorized',
};

/** What a pool means by its refusal of a share. Codes differ from dialect to dialect, words even more. */
export function failureKind(dialect: PoolDialect, failure: StratumFailure): StratumFailureKind {
  if (dialect === 'hds') return hdsKinds[verdictOf(failure.code) ?? 'rejected'] ?? 'other';
  const kinds = Object.keys(stratumCodes) as StratumFailureKind[];
  const byCode = kinds.find((kind) => stratumCodes[kind] === failure.code);
  // Pools of Verus say both with this code: "duplicate share" and "invalid solution version".
  if (byCode === 'duplicate-share' && /version/i.test(failure.message)) return 'other';
  // 20 and codes of a pool's own say nothing.
  return byCode === undefined || byCode === 'other' ? failureKindOf(failure) : byCode;
}
