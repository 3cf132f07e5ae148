import { z } from 'zod';
import { hexBytes, toHex } from '../bitcoin/hex.ts';
import { nonceBytes, nonceOffset, type CryptonoteJob } from './job.ts';

/** XMRig's buffer holds one byte more. */
const maxBlobBytes = 407;

/** Of a job or a session. */
export const wireId = z.string().min(1).max(128);
export const wireAlgorithm = z.string().min(1).max(40);

const target = hexBytes(4, 32).refine(
  (bytes) => [4, 8, 32].includes(bytes.length) && bytes.some((byte) => byte !== 0),
  'must be 4, 8 or 32 bytes and above zero',
);
const hash = hexBytes(32);
/** Pools without a seed write an empty text. */
const hashOrNone = z.union([z.literal('').transform(() => null), hash], 'must be a hash or empty');

/** A job as it travels. */
export const WireJob = z
  .object({
    job_id: wireId,
    blob: hexBytes(nonceOffset + nonceBytes, maxBlobBytes),
    target,
    algo: wireAlgorithm.nullish(),
    height: z.number().int().min(0).nullish(),
    seed_hash: hashOrNone.nullish(),
    next_seed_hash: hashOrNone.nullish(),
  })
  .transform((wire): CryptonoteJob => ({
    id: wire.job_id,
    blob: wire.blob,
    target: wire.target,
    ...(typeof wire.algo === 'string' && { algorithm: wire.algo }),
    ...(typeof wire.height === 'number' && { height: wire.height }),
    ...(wire.seed_hash && { seedHash: wire.seed_hash }),
    ...(wire.next_seed_hash !== undefined && { nextSeedHash: wire.next_seed_hash }),
  }));

/** What is undefined is left out of the text. */
export function toWireJob(job: CryptonoteJob) {
  const { seedHash, nextSeedHash } = job;
  return {
    blob: toHex(job.blob),
    job_id: job.id,
    target: toHex(job.target),
    algo: job.algorithm,
    height: job.height,
    seed_hash: seedHash && toHex(seedHash),
    next_seed_hash: nextSeedHash === null ? '' : nextSeedHash && toHex(nextSeedHash),
  };
}
