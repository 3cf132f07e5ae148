import type { Kernel } from '../../../electron/platform/kernels/kernel.ts';
import { solutionLength } from '../../../electron/protocols/stratum/verus/block-header.ts';
import {
  counterOffset,
  nonceSpaceOffset,
} from '../../../electron/protocols/stratum/verus/solution.ts';
import { reaches, shareTarget } from '../../../electron/protocols/stratum/verus/target.ts';
import { clientFrame } from './frames.ts';
import { poolDifficulty } from './sizes.ts';

/** What is found, and how it is said. */
export interface ShareOrder {
  /** Whether shares are good for the pool, or below what it takes. */
  readonly isForPool: boolean;
  /** Whether all of the work goes back with it, as with the example of spec 001, or its id alone. */
  readonly isWhole: boolean;
  /** Where the search begins, so that nothing is found twice. */
  readonly from: number;
}

/** As far as it is looked at; the rest goes back as it came. */
interface WorkMessage {
  readonly work: {
    readonly data: readonly number[];
    readonly solution: readonly number[];
    readonly job_id: string;
  };
}

const headerBytes = 140;

/** Finds a share in the work of each client. @returns messages, in the same order */
export function findShares(
  kernel: Kernel,
  works: readonly string[],
  { isForPool, isWhole, from }: ShareOrder,
): Buffer[] {
  const target = shareTarget(poolDifficulty);
  return works.map((text) => {
    const { work } = JSON.parse(text) as WorkMessage;
    using prepared = kernel.prepareJob(headerOf(work), 'miner');
    const space = Uint8Array.from(work.solution.slice(nonceSpaceOffset));
    const view = new DataView(space.buffer);
    let nonce = from;
    for (; ; nonce += 1) {
      view.setUint32(counterOffset, nonce, true);
      if (reaches(prepared.check(space), target) === isForPool) break;
    }
    const said = isWhole ? work : { job_id: work.job_id };
    return clientFrame(Buffer.from(JSON.stringify({ type: 'share', work: said, nonce })));
  });
}

function headerOf({ data, solution }: WorkMessage['work']): Uint8Array {
  const header = new Uint8Array(headerBytes + solutionLength.length + solution.length);
  header.set(new Uint8Array(Uint32Array.from(data).buffer).subarray(0, headerBytes));
  header.set(solutionLength, headerBytes);
  header.set(solution, headerBytes + solutionLength.length);
  return header;
}
