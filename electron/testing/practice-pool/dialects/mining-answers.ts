import { encodeAnswer } from '../../../protocols/stratum/envelope.ts';
import { stratumCodes, type RequestId } from '../../../protocols/stratum/stratum-errors.ts';
import { rejectKinds, type RejectReason } from '../pool-stats.ts';

/** How the dialects answer whose methods are called `mining.…`. */
export const miningAnswers = {
  submitMethod: 'mining.submit',
  isStrict: false,
  jobId: (_job: unknown, number: number): string => number.toString(16),
  encodeConsent: (id: RequestId): string => encodeAnswer(id, true, null),
  encodeRefusal: (id: RequestId, reason: RejectReason, message: string): string =>
    encodeAnswer(id, null, { code: stratumCodes[rejectKinds[reason]], message }),
  refusals: {
    malformed: 'Malformed share',
    'invalid-solution': 'Invalid solution',
    'time-out-of-range': 'Time out of range',
    'unknown-job': 'Job not found',
    stale: 'Stale share',
    duplicate: 'Duplicate share',
    'low-difficulty': 'Low difficulty share',
    unauthorized: 'Unauthorized worker',
    'not-subscribed': 'Not subscribed',
  },
} as const;
