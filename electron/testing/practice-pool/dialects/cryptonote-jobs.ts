import { createHash, randomBytes } from 'node:crypto';
import { nonceBytes, nonceOffset } from '../../../protocols/stratum/cryptonote/job.ts';
import type { PoolClient, PracticeJob, Tip } from '../dialect.ts';

export interface CryptonotePracticeJob extends PracticeJob {
  /** Epoch seconds */
  readonly time: number;
  /** What is different in each job: the root of its transactions is made of it. */
  readonly secret: Uint8Array;
}

/** The version of Monero's blocks, and the one that miners vote for. */
const versions = [16, 16];

/** RandomX makes its data set of a block that is as many blocks back; Monero's rule. */
const seedBlocks = 2_048;

/** @param now  epoch ms */
export function makeCryptonoteJob(tip: Tip, now: number): CryptonotePracticeJob {
  return { tip, time: Math.floor(now / 1000), secret: new Uint8Array(randomBytes(32)) };
}

/**
 * What a client hashes: a header as Monero has it, with the root of its own transactions, so that no two
 * clients hash the same.
 *
 * @returns 76 bytes, with the nonce empty
 */
export function blobOf(
  { tip, time, secret }: CryptonotePracticeJob,
  client: PoolClient,
): Uint8Array {
  const { extranonce1 } = client;
  const root = createHash('sha256').update(secret).update(extranonce1).digest();
  const blob = Uint8Array.from(
    Buffer.concat([
      Buffer.from([...versions, ...varint(time)]),
      tip.previousHash,
      Buffer.alloc(nonceBytes),
      root,
      Buffer.from([1]),
    ]),
  );
  if (blob.length !== nonceOffset + nonceBytes + root.length + 1) {
    throw new RangeError(`${time} is no time of this century`);
  }
  return blob;
}

/** Seven bits a byte, the least significant first; the highest bit says that more follow. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];
}

/** 32 bytes, the same for many blocks: a miner needs a while to prepare for another one. */
export function seedHashOf({ height }: Tip): Uint8Array {
  const epoch = Math.floor(height / seedBlocks);
  return new Uint8Array(createHash('sha256').update(`Rigwright practice seed ${epoch}`).digest());
}
