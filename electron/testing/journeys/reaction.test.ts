import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BuiltinAlgorithm } from '../../contract/values/profile.ts';
import { until } from '../until.ts';
import { openSharePool, type SharePool } from './share-pool.ts';

const entry = fileURLToPath(new URL('../../builtin-miner/main.ts', import.meta.url));
const threads = 2;
const rounds = 12;
/** What a person does not notice. */
const limitMs = 50;
/** No processor finds such a share: its threads hash whole chunks. */
const never = 2 ** 80;
/** So often that a thread which has changed its job tells so at once. */
const always = 200;

const kinds: readonly (readonly [BuiltinAlgorithm, 'fastest' | 'wasm'])[] = [
  ['sha256d', 'fastest'],
  ['verushash', 'fastest'],
  ['verushash', 'wasm'],
];

async function startMiner(pool: SharePool, algorithm: BuiltinAlgorithm, kernel: string) {
  const flags = ['--algorithm', algorithm, '--threads', String(threads)];
  if (kernel === 'wasm') flags.push('--backend', 'wasm');
  const child = spawn(process.execPath, [entry, '--url', pool.url, '--user', 'me', ...flags], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  await until('the miner to connect', () => pool.clients === 1);
  return {
    child,
    exited,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** CPU time of each thread of a process, ns; Linux only. */
function threadTimes(pid: number): Map<string, number> {
  const folder = `/proc/${pid}/task`;
  return new Map(
    readdirSync(folder).map((thread) => {
      const [time = ''] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ');
      return [thread, Number(time)];
    }),
  );
}

/** The threads that are busy for a while: those that hash. */
async function busyThreads(pid: number): Promise<string[]> {
  const before = threadTimes(pid);
  await delay(200);
  const after = threadTimes(pid);
  return [...after.keys()].filter(
    (thread) => (after.get(thread) ?? 0) - (before.get(thread) ?? 0) > 20e6,
  );
}

/** Watches until some threads have not moved for a tenth of a second. @returns when the last did */
async function restOf(pid: number, watched: readonly string[]): Promise<number> {
  let last = '';
  let changedAt = performance.now();
  while (performance.now() - changedAt < 100) {
    const times = threadTimes(pid);
    const now = watched.map((thread) => times.get(thread)).join();
    if (now !== last) changedAt = performance.now();
    last = now;
    await delay(1);
  }
  return changedAt;
}

/** Says what was measured. @returns the median, ms: one that another program delays is not ours */
function medianOf(what: string, times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Infinity;
  const max = sorted.at(-1) ?? Infinity;
  process.stdout.write(`${what}: median ${median.toFixed(1)} ms, max ${max.toFixed(1)} ms\n`);
  return median;
}

describe.each(kinds)('the miner of %s with the %s kernel', (algorithm, kernel) => {
  const name = `${algorithm} ${kernel}`;

  it('changes to a new job with all its threads within 50 ms', async () => {
    await using pool = await openSharePool(algorithm);
    await using _miner = await startMiner(pool, algorithm, kernel);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pool.sendJob(`never-${round}`, never);
      await delay(60 + 7 * round);
      const jobId = `always-${round}`;
      const sentAt = pool.sendJob(jobId, always);
      const firstOf = (half: number): number | undefined =>
        pool.shares.find(
          (share) => share.jobId === jobId && share.nonce >= 2 ** 31 === (half === 1),
        )?.at;
      const firsts = await until('a share of each thread', () => {
        const [low, high] = [firstOf(0), firstOf(1)];
        return low !== undefined && high !== undefined && [low, high];
      });
      times.push(Math.max(...firsts) - sentAt);
    }
    expect(medianOf(`${name}: new job`, times)).toBeLessThan(limitMs);
  });

  it.runIf(process.platform === 'linux')('rests within 50 ms of a pause', async () => {
    await using pool = await openSharePool(algorithm);
    await using miner = await startMiner(pool, algorithm, kernel);
    const { child } = miner;
    const pid = child.pid ?? 0;
    pool.sendJob('never', never);
    await until('the threads to hash', async () => (await busyThreads(pid)).length >= threads);
    const watched = await busyThreads(pid);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const askedAt = performance.now();
      child.stdin.write('p');
      times.push((await restOf(pid, watched)) - askedAt);
      child.stdin.write('r');
      await delay(60 + 7 * round);
    }
    expect(medianOf(`${name}: pause`, times)).toBeLessThan(limitMs);
  });

  it.runIf(process.platform !== 'win32')('has ended a moment after a stop', async () => {
    await using pool = await openSharePool(algorithm);
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await using miner = await startMiner(pool, algorithm, kernel);
      pool.sendJob('never', never);
      await delay(300);
      const askedAt = performance.now();
      miner.child.kill('SIGTERM');
      await miner.exited;
      times.push(performance.now() - askedAt);
      await until('the connection to be gone', () => pool.clients === 0);
    }
    // Its threads rest as after a pause; what follows is the end of Node itself.
    expect(medianOf(`${name}: stop`, times)).toBeLessThan(5 * limitMs);
  });
});
