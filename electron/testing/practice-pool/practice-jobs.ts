import { randomBytes } from 'node:crypto';
import type { StratumJob } from '../../protocols/stratum/bitcoin/job.ts';

/** A job as all clients get it; each of them knows it under an id of its own. */
export interface PracticeJob extends Omit<StratumJob, 'id' | 'cleanJobs'> {
  /** Jobs of the same block may be worked on one beside the other. */
  readonly height: number;
}

/** What every client chooses and is given, bytes each. */
export const extranonceBytes = 4;

/** A network that was at its beginning: no processor finds a block by accident. */
const bits = 0x1d00_ffff;
const version = 0x2000_0000;

/** As many jobs before there is a new block: five minutes, half of what Bitcoin takes. */
const jobsPerBlock = 10;

/** How long shares of the last block are taken: they were on their way when the new one was told. */
const graceMs = 1_000;

/** Makes the jobs of a network that does not exist. */
export class PracticeJobs {
  #current: PracticeJob;
  #jobs = 1;
  #blockSince: number;

  /** @param now  epoch ms */
  constructor(now: number) {
    this.#blockSince = now;
    this.#current = makeJob(900_000, randomBytes(32), now);
  }

  get current(): PracticeJob {
    return this.#current;
  }

  /** @returns whether it is of a new block, so that all earlier jobs are over */
  next(now: number): boolean {
    const isNewBlock = this.#jobs % jobsPerBlock === 0;
    this.#jobs += 1;
    if (isNewBlock) this.#blockSince = now;
    const { height, previousHash } = this.#current;
    this.#current = isNewBlock
      ? makeJob(height + 1, randomBytes(32), now)
      : makeJob(height, previousHash, now);
    return isNewBlock;
  }

  /** Whether shares of this job still count. */
  isOpen(job: PracticeJob, now: number): boolean {
    const { height } = this.#current;
    if (job.height === height) return true;
    return job.height === height - 1 && now - this.#blockSince <= graceMs;
  }
}

function makeJob(height: number, previousHash: Uint8Array, now: number): PracticeJob {
  const hash = Uint8Array.from(previousHash);
  // The hash of a real block ends with zeros, in the order in which it is hashed.
  hash.fill(0, 28);
  return {
    height,
    previousHash: hash,
    ...coinbase(height),
    // Three levels of other transactions, new ones for each job.
    merkleBranch: [0, 1, 2].map(() => new Uint8Array(randomBytes(32))),
    version,
    bits,
    time: Math.floor(now / 1000),
  };
}

/** A transaction like a real one that pays to nobody. */
function coinbase(height: number): Pick<StratumJob, 'coinbase1' | 'coinbase2'> {
  const tag = Buffer.from('/Rigwright practice pool/');
  const heightPush = Buffer.from([3, height & 0xff, (height >> 8) & 0xff, (height >> 16) & 0xff]);
  const note = Buffer.from('practice, no reward');
  const output = Buffer.from([0x6a, note.length, ...note]);
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE(312_500_000n);
  const parts = {
    coinbase1: [
      Buffer.from('0100000001', 'hex'),
      Buffer.alloc(32),
      Buffer.from('ffffffff', 'hex'),
      Buffer.from([heightPush.length + 2 * extranonceBytes + tag.length]),
      heightPush,
    ],
    coinbase2: [
      tag,
      Buffer.from('ffffffff01', 'hex'),
      value,
      Buffer.from([output.length]),
      output,
      Buffer.alloc(4),
    ],
  };
  return {
    coinbase1: new Uint8Array(Buffer.concat(parts.coinbase1)),
    coinbase2: new Uint8Array(Buffer.concat(parts.coinbase2)),
  };
}
