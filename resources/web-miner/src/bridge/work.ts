import * as z from 'zod/mini';
import {
  headerBytes,
  headerOffsets,
  solutionLength,
} from '../../../../electron/protocols/stratum/verus/block-header.ts';
import { solutionBytes } from '../../../../electron/protocols/stratum/verus/solution.ts';
import type { MiningJob } from '../mining/mining-job.ts';

/** Of `data`, which is padded to 48 words, only the header's words count. */
const headerWords = 35;
const lastNonce = 2 ** 32 - 1;

const uint32 = z.int().check(z.minimum(0), z.maximum(lastNonce));
const byte = z.int().check(z.minimum(0), z.maximum(255));
const list = <Item extends z.ZodMiniType>(item: Item, least: number, most: number) =>
  z.array(item).check(z.minLength(least), z.maxLength(most));

/** Work as spec 001 has it; what the bridge says besides is for others. */
const FullWork = z.object({
  job_id: z.string().check(z.minLength(1), z.maxLength(200)),
  data: list(uint32, headerWords, 64),
  target: list(uint32, 8, 8),
  solution: list(byte, solutionBytes, solutionBytes),
  start_nonce: z._default(uint32, 0),
  max_nonce: z._default(uint32, lastNonce),
});

export const Work = z.pipe(FullWork, z.transform(readFullWork));

function readFullWork(work: z.output<typeof FullWork>): MiningJob {
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  for (const [index, word] of work.data.slice(0, headerWords).entries()) {
    view.setUint32(4 * index, word, true);
  }
  header.set(solutionLength, headerOffsets.solutionLength);
  header.set(work.solution, headerOffsets.solution);
  const target = new Uint8Array(32);
  const targetView = new DataView(target.buffer);
  for (const [index, word] of work.target.entries()) targetView.setUint32(4 * index, word, true);
  return {
    jobId: work.job_id,
    header,
    target,
    firstNonce: work.start_nonce,
    lastNonce: work.max_nonce,
  };
}
