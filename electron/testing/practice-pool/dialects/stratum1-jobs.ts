import { randomBytes } from 'node:crypto';
import type { StratumJob } from '../../../protocols/stratum/bitcoin/job.ts';
import type { PracticeJob, Tip } from '../dialect.ts';

export interface Stratum1Job extends PracticeJob, Omit<StratumJob, 'id' | 'cleanJobs'> {}

/** What every client chooses and is given, bytes each. */
export const extranonceBytes = 4;

/** A network that was at its beginning: no processor finds a block by accident. */
const bits = 0x1d00_ffff;
const version = 0x2000_0000;

/** @param now  epoch ms */
export function makeStratum1Job(tip: Tip, now: number): Stratum1Job {
  return {
    tip,
    previousHash: tip.previousHash,
    ...coinbase(tip.height),
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
