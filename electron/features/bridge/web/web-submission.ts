import { headerNonce } from '../../../protocols/stratum/verus/block-header.ts';
import { counterOffset, nonceSpace } from '../../../protocols/stratum/verus/solution.ts';
import type { Claim, Refusal, Seat, Submission, Work } from '../core/work.ts';
import { isRefusal, refusal } from '../core/work.ts';
import { claimVerus, roundBytes, VerusWork } from '../dialects/verus-work.ts';
import type { WebMessage } from './web-messages.ts';

type WebShare = Extract<WebMessage, { kind: 'share' }>;

/** A share that came by a WebSocket. */
export function webSubmission(share: WebShare): Submission {
  const { jobKey, worker } = share;
  return { jobKey, worker, claim: (work, seat) => claimOf(share, work, seat) };
}

function claimOf({ nonce, space }: WebShare, work: Work, seat: Seat): Claim | Refusal {
  if (!(work instanceof VerusWork)) return refusal('wrong-job');
  const own = work.extranonce1(seat);
  const round = roundBytes(work);
  const claimSpace = (given: Uint8Array): Claim | Refusal =>
    claimVerus(work, seat, {
      time: work.job.job.time,
      nonce: headerNonce(own, round),
      space: given,
    });
  if (space === null)
    return claimSpace(nonceSpace({ extranonce1: own, middle: round, counter: nonce }));
  const counted = withCounter(space, nonce);
  const claim = claimSpace(counted);
  if (isRefusal(claim) || counted.every((byte, index) => byte === space[index])) return claim;
  // Clients send the work back as they got it, others with their find in it: both have the nonce.
  return claim.reaches(work.aims.pool) ? claim : better(claim, claimSpace(space), work);
}

function better(claim: Claim, other: Claim | Refusal, work: Work): Claim {
  return !isRefusal(other) && other.reaches(work.aims.pool) ? other : claim;
}

function withCounter(space: Uint8Array, counter: number): Uint8Array {
  const counted = Uint8Array.from(space);
  new DataView(counted.buffer).setUint32(counterOffset, counter, true);
  return counted;
}
