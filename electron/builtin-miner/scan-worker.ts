/** A mining thread. Everything but jobs and shares goes through shared memory. */
import { constants, setPriority } from 'node:os';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { loadKernel } from '../platform/kernels/load-kernel.ts';
import { ChunkSize } from './chunk-size.ts';
import { dialects } from './dialects/dialects.ts';
import { JobSearch, type Stretch } from './job-search.ts';
import type { ScanOrder, ScanReport, ScanThreadData } from './scan-messages.ts';
import { ScanState } from './scan-state.ts';

/** Rest that is due is taken in pieces of at least this, ms: shorter sleeps are not exact. */
const leastRestMs = 5;

if (!parentPort) throw new Error('a mining thread is started by the miner');
const port = parentPort;
const { algorithm, thread, threads, buffer, backend, throttle } = workerData as ScanThreadData;

lowerPriority();
const dialect = dialects[algorithm];
const kernel = await loadKernel(dialect.algorithm, backend === undefined ? {} : { backend });
const state = new ScanState(threads, buffer);
using search = new JobSearch(dialect, kernel, thread, threads);
const chunk = new ChunkSize();
report({ kind: 'ready', backend: kernel.backend, path: kernel.path });

let seen: number | null = null;
let restDueMs = 0;
while (!state.isStopped) {
  const { news } = state;
  if (news !== seen) readOrders();
  seen = news;
  const isIdle = state.isPaused || state.hasTooManyWaiting(thread);
  const stretch = isIdle ? null : search.next(chunk.count);
  if (!stretch) {
    state.sleep(news);
    continue;
  }
  restDueMs += (scan(stretch) * throttle) / (100 - throttle);
  if (restDueMs >= leastRestMs) restDueMs -= rest(news, restDueMs);
}

/** Sleeps, unless there is news. @returns ms that it slept */
function rest(news: number, timeoutMs: number): number {
  const began = performance.now();
  state.sleep(news, timeoutMs);
  return performance.now() - began;
}

/** @returns ms that it took */
function scan({ workId, prepared, tail, target, choice, start, count }: Stretch): number {
  const began = performance.now();
  const found = prepared.scan(tail, target, start, count);
  const elapsedMs = performance.now() - began;
  const done = found === null ? count : found.nonce - start + 1;
  search.advance(done);
  state.addHashes(thread, done);
  if (count === chunk.count && done === count) chunk.measured(elapsedMs);
  if (found) {
    const { nonce, hash } = found;
    state.addWaiting(thread);
    report({
      kind: 'found',
      thread,
      workId,
      choice,
      nonce,
      difficulty: dialect.difficultyOf(hash),
    });
  }
  return elapsedMs;
}

/** Only the last order counts. */
function readOrders(): void {
  let last: { readonly message: ScanOrder } | undefined;
  for (;;) {
    const received = receiveMessageOnPort(port);
    if (!received) break;
    last = received;
  }
  if (last) search.begin(last.message);
}

function report(message: ScanReport): void {
  port.postMessage(message);
}

/** On Linux this thread alone; on Windows the whole process, which is no harm. */
function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Where it is not permitted, mining goes on as everything else does.
  }
}
