import type { ShareRejection } from '../../contract/values/bridge.ts';

/** What may be wrong where shares are rejected for a reason, and what to do about it. */
export const shareAdvice: Readonly<Record<ShareRejection, string>> = {
  stale:
    'A stale share is for a job that is over. A few after each new job are normal; if there are many, the miner does not change to a new "work" message at once, or works on one with another job_id than the newest.',
  'wrong-job':
    'No job here ever had the job_id of this share. A share has to bring back the job_id of its "work" message as it came; after a restart of the bridge the old ones mean nothing.',
  malformed:
    'The share cannot be read. Its nonce is a number from 0 to 4294967295 or a hexadecimal text of up to 8 digits, and what it brings back of the work has to be as it came but for the nonce.',
  duplicate:
    'The same share came before. The miner goes over the same nonces again: it has to go on from where it stopped, and two miners must not share one connection.',
  'low-difficulty':
    'The hash of this share is above the target. Either the miner hashes something else than the data and the solution of its "work" message, or it compares with the target wrongly: its words stand least significant first, and all 256 bits count.',
  'over-rate':
    'Shares come faster than they can be taken. Give the miner a higher difficulty, or look whether it sends shares that are none.',
  'not-authorized':
    'The pool does not take shares of this account. Check --user and --pass; pools want the wallet first, then a dot and the name of the worker.',
  'pool-rejected':
    'The share was found good here, and the pool did not take it: what it said stands beside. Check that --dialect and the algorithm are those of the pool.',
  'pool-lost':
    'The connection to the pool ended before it answered, so nobody knows whether the share counts. One now and then does no harm.',
};
