import type { BeamSample } from './beam-samples.ts';
import type { Kernel } from './kernel.ts';
import type { SolutionKernel } from './solution-kernel.ts';

// Nothing of Node is used here: a browser is measured with the same loops.

/** How long one scan takes while it is measured, ms: short against the whole, long against a call. */
const chunkMs = 20;

const never = new Uint8Array(32);

/**
 * Hashes a second of one thread that mines. The thread is busy for that time, and a little before,
 * while engines compile what is used often.
 */
export function hashesPerSecond(kernel: Kernel, ms: number): number {
  using job = kernel.prepareJob(sampleHeader(kernel));
  const tail = new Uint8Array(kernel.tailBytes);
  let count = 16;
  let start = 0;
  const scan = (): number => {
    if (start + count > 2 ** 32) start = 0;
    const began = performance.now();
    job.scan(tail, never, start, count);
    const done = count;
    start += done;
    const elapsedMs = Math.max(performance.now() - began, 0.01);
    count = Math.min(2 ** 24, Math.max(16, Math.round((done * chunkMs) / elapsedMs)));
    return done;
  };
  return perSecond(ms, scan);
}

/** Shares a second that one thread can check, their job being prepared. */
export function checksPerSecond(kernel: Kernel, ms: number): number {
  using job = kernel.prepareJob(sampleHeader(kernel));
  const tail = new Uint8Array(kernel.tailBytes);
  let nonce = 0;
  return perSecond(ms, () => {
    nonce = (nonce + 1) % 2 ** 32;
    new DataView(tail.buffer).setUint32(tail.length - 4, nonce, true);
    job.check(tail);
    return 1;
  });
}

/** Valid solutions a second that one thread can verify. */
export function verificationsPerSecond(
  solutions: SolutionKernel,
  { generation, input, nonce, solution }: BeamSample,
  ms: number,
): number {
  return perSecond(ms, () => {
    const verdict = solutions.verifyBeam(generation, input, nonce, solution);
    if (verdict !== 'valid') throw new Error(`the sample of BeamHash ${generation} is ${verdict}`);
    return 1;
  });
}

/** A header whose hash is that of today's blocks: with Verus, version 2.2 without other chains. */
export function sampleHeader({ algorithm, headerBytes }: Kernel): Uint8Array {
  const header = Uint8Array.from({ length: headerBytes }, (_, index) => (index * 7 + 1) % 256);
  if (algorithm !== 'verushash') return header;
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x0001_0004, true);
  view.setUint32(143, 7, true);
  view.setUint8(148, 0);
  return header;
}

/** @param step  does a part of the work; @returns how much it was */
function perSecond(ms: number, step: () => number): number {
  // Engines compile in the background what runs often; that is not to be measured.
  run(Math.min(ms / 4, 300), step);
  const { done, elapsedMs } = run(ms, step);
  return (done / elapsedMs) * 1000;
}

function run(ms: number, step: () => number): { done: number; elapsedMs: number } {
  const began = performance.now();
  let done = 0;
  for (;;) {
    // The clock is asked once for a few steps: where they take a microsecond, asking would count.
    for (let index = 0; index < 8; index += 1) done += step();
    const elapsedMs = performance.now() - began;
    if (elapsedMs >= ms) return { done, elapsedMs };
  }
}
