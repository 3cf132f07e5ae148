import { encodeAnswer } from '../../../protocols/stratum/envelope.ts';
import type { RequestId, StratumFailure } from '../../../protocols/stratum/stratum-errors.ts';

/** How the dialects answer whose methods are called `mining.…`. */
export const miningAnswers = {
  submitMethod: 'mining.submit',
  encodeConsent: (id: RequestId): string => encodeAnswer(id, true, null),
  encodeRefusal: (id: RequestId, failure: StratumFailure): string =>
    encodeAnswer(id, null, failure),
} as const;
