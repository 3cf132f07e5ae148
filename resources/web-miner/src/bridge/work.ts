import * as z from 'zod/mini';
import { fromHex } from './hex.ts';
import {
  headerBytes,
  headerOffsets,
  solutionLength,
} from '../../../../electron/protocols/stratum/verus/block-header.ts';
import { solutionBytes } from '../../../../electron/protocols/stratum/verus/solution.ts';
import type { MiningJob } from '../mining/mining-job.ts';

/** Of `data`, which is padded to 48 words, only the header's words count. */
const headerWords = 35;
const maxNonce = 2 ** 32 - 1;
const targetBytes = 32;

const uint32 = z.int().check(z.minimum(0), z.maximum(maxNonce));
const byte = z.int().check(z.minimum(0), z.maximum(255));
const list = <Item extends z.ZodMiniType>(item: Item, least: number, most = least) =>
  z.array(item).check(z.minLength(least), z.maxLength(most));
const hex = (least: number, most = least) =>
  z
    .string()
    .check(
      z.minLength(2 * least),
      z.maxLength(2 * most),
      z.regex(/^([0-9a-fA-F]{2})*$/, 'must be hexadecimal'),
    );
const jobId = z.string().check(z.minLength(1), z.maxLength(200));

/** As spec 001 has it; the fields that a bridge sends besides are not needed. */
const FullWork = z.object({
  job_id: jobId,
  data: list(uint32, headerWords, 64),
  target: list(uint32, targetBytes / 4),
  solution: list(byte, solutionBytes),
  start_nonce: z._default(uint32, 0),
  max_nonce: z._default(uint32, maxNonce),
});

/** As our bridges send it to those who ask for it. */
const CompactWork = z.object({
  job_id: jobId,
  /** Zeros at its end may be left out. */
  header: hex(0, headerBytes),
  /** Least significant byte first. */
  target: hex(targetBytes),
  start_nonce: z._default(uint32, 0),
  max_nonce: z._default(uint32, maxNonce),
});

export const FullWorkMessage = z.object({ work: z.pipe(FullWork, z.transform(readFullWork)) });
export const CompactWorkMessage = z.object({
  work: z.pipe(CompactWork, z.transform(readCompactWork)),
});

/** @param work  whose fields have been checked */
export function readFullWork(work: z.output<typeof FullWork>): MiningJob {
  const header = new Uint8Array(headerBytes);
  setWords(header, work.data.slice(0, headerWords));
  header.set(solutionLength, headerOffsets.solutionLength);
  header.set(work.solution, headerOffsets.solution);
  const target = new Uint8Array(targetBytes);
  setWords(target, work.target);
  return jobOf(work, header, target);
}

function readCompactWork(work: z.output<typeof CompactWork>): MiningJob {
  const header = new Uint8Array(headerBytes);
  header.set(fromHex(work.header));
  return jobOf(work, header, fromHex(work.target));
}

function jobOf(
  work: { readonly job_id: string; readonly start_nonce: number; readonly max_nonce: number },
  header: Uint8Array,
  target: Uint8Array,
): MiningJob {
  const { job_id, start_nonce: firstNonce, max_nonce: lastNonce } = work;
  return { jobId: job_id, header, target, firstNonce, lastNonce };
}

function setWords(bytes: Uint8Array, words: readonly number[]): void {
  const view = new DataView(bytes.buffer);
  for (const [index, word] of words.entries()) view.setUint32(4 * index, word, true);
}
