import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../base/app-error.ts';
import type { Api } from '../contract/index.ts';
import type { ProfileId, RunId } from '../contract/values/ids.ts';
import { MinerId } from '../contract/values/ids.ts';
import type { BuiltinAlgorithm } from '../contract/values/profile.ts';
import { practicePoolUrl } from '../contract/values/profile.ts';
import type { Reading } from '../contract/values/reading.ts';
import type { Run } from '../contract/values/run.ts';
import { hashrateText } from '../base/hashrate-text.ts';
import { stripAnsi } from '../protocols/miner-output/ansi.ts';
import { readXmrigLine } from '../protocols/miner-output/xmrig/xmrig-line.ts';
import type { Output } from './output.ts';
import { durationText, sparkline } from './words.ts';

export interface DemoOptions {
  readonly algorithm: BuiltinAlgorithm;
  readonly seconds: number;
  /** null: one per core */
  readonly threads: number | null;
  readonly signal: AbortSignal;
}

/** What a demonstration measured; `hashrate` is the average in H/s. */
export interface DemoSummary {
  readonly runId: RunId;
  readonly seconds: number;
  readonly threads: number | null;
  readonly algorithm: BuiltinAlgorithm;
  /** What the miner hashed with: `native aes-ni`. */
  readonly kernel: string;
  /** What the practice pool checked the shares with: `wasm wasm-simd`. */
  readonly checkedWith: string;
  readonly hashrate: number;
  readonly maxHashrate: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly restarts: number;
  /** Ten-second samples that went into history. */
  readonly samples: number;
  readonly dataFolder: string;
}

/** Warm-up of a hash that needs none, a pool on this computer: longer means that something is wrong. */
const startTimeoutMs = 30_000;

const unknown = 'unknown';

const names = { verushash: 'VerusHash 2.2', sha256d: 'SHA-256d' } as const;

/**
 * Mines on the practice pool for a while through the same runs, telemetry and history as everything
 * else. The seconds count from the first hash. Ends by itself, or when `signal` says so.
 */
export async function runDemo(
  api: Api,
  options: DemoOptions,
  output: Output,
): Promise<DemoSummary> {
  const profile = await api.call('profiles.create', {
    name: 'Demo',
    minerId: MinerId.parse('builtin'),
    algorithm: options.algorithm,
    pools: [{ url: practicePoolUrl, user: 'demo' }],
    threads: options.threads,
    throttle: 0,
    resumeAfterRestart: false,
  });
  try {
    return await mineFor(api, profile.id, options, output);
  } finally {
    await api.call('profiles.remove', { profileId: profile.id });
  }
}

async function mineFor(
  api: Api,
  profileId: ProfileId,
  { algorithm, seconds, threads, signal }: DemoOptions,
  output: Output,
): Promise<DemoSummary> {
  using seen = watchRun(api);
  const { id: runId } = await api.call('runs.start', { profileId });
  seen.follow(runId);
  let kernel: string;
  try {
    await seen.untilHashing(signal);
    kernel = await kernelOf(api, runId);
    const started = Date.now();
    while (Date.now() - started < seconds * 1000 && !signal.aborted) {
      const left = seconds * 1000 - (Date.now() - started);
      await delay(Math.min(1000, left), undefined, { signal }).catch(() => undefined);
      if (!output.json) showLine(seen, Date.now() - started);
      seen.checkAlive();
    }
  } finally {
    if (!output.json) process.stderr.write('\n');
    await api.call('runs.stop', { runId });
  }
  const info = await api.call('system.info', {});
  const pool = info.practicePools.find((each) => each.algorithm === algorithm);
  const sessions = await api.call('history.sessions', { limit: 500 });
  const session = sessions.find((each) => each.runId === runId);
  return {
    runId,
    seconds,
    threads: threads ?? info.cores,
    algorithm,
    kernel,
    checkedWith: pool?.checkedWith ?? unknown,
    hashrate: session?.averageHashrate ?? seen.reading?.hashrate ?? 0,
    maxHashrate: session?.maxHashrate ?? seen.reading?.hashrate ?? 0,
    accepted: session?.accepted ?? 0,
    rejected: session?.rejected ?? 0,
    restarts: session?.restarts ?? 0,
    samples: seen.samples,
    dataFolder: info.dataFolder,
  };
}

/** The miner says at its start what it hashes with. */
async function kernelOf(api: Api, runId: RunId): Promise<string> {
  const { lines } = await api.call('runs.log', { runId, search: 'KERNEL' });
  const said = lines.map(({ text }) => readXmrigLine(stripAnsi(text)));
  const banner = said.find((line) => line.kind === 'banner' && line.name === 'KERNEL');
  return banner?.kind === 'banner' ? banner.value : unknown;
}

interface Watched extends Disposable {
  readonly reading: Reading | undefined;
  readonly samples: number;
  readonly recent: readonly (number | null)[];
  follow(runId: RunId): void;
  untilHashing(signal: AbortSignal): Promise<void>;
  /** @throws {DemoFailedError} once the run has failed */
  checkAlive(): void;
}

function watchRun(api: Api): Watched {
  let runId: RunId | undefined;
  let run: Run | undefined;
  let reading: Reading | undefined;
  let samples = 0;
  const recent: (number | null)[] = [];
  // Events may come before the answer that names the run, so nothing is filtered until then.
  const isOurs = (id: RunId): boolean => runId === undefined || id === runId;
  const ends = [
    api.on('run.changed', (changed) => {
      if (isOurs(changed.id)) run = changed;
    }),
    api.on('run.reading', (latest) => {
      if (!isOurs(latest.runId)) return;
      reading = latest;
      recent.push(latest.hashrate);
      if (recent.length > 30) recent.shift();
    }),
    api.on('history.sample', (sample) => {
      if (isOurs(sample.runId) && sample.hashrate !== null) samples += 1;
    }),
  ];
  const isHashing = (): boolean => run?.state === 'running';
  const checkAlive = (): void => {
    if (run?.state === 'failed') throw new DemoFailedError(run);
  };
  return {
    get reading() {
      return reading;
    },
    get samples() {
      return samples;
    },
    recent,
    follow: (id) => (runId = id),
    async untilHashing(signal) {
      const deadline = Date.now() + startTimeoutMs;
      while (!isHashing() && !signal.aborted) {
        checkAlive();
        if (Date.now() > deadline) throw new DemoFailedError(run);
        await delay(100);
      }
    },
    checkAlive,
    [Symbol.dispose]: () => ends.forEach((end) => end()),
  };
}

function showLine({ reading, recent }: Watched, elapsedMs: number): void {
  const line = [
    hashrateText(reading?.hashrate ?? null).padStart(10),
    sparkline(recent).padEnd(30),
    `${reading?.accepted ?? 0} accepted`,
    `${reading?.rejected ?? 0} rejected`,
    durationText(elapsedMs),
  ].join('  ');
  // A terminal shows one line that changes; a file or pipe gets no such noise.
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${line}`);
}

export function summaryLines(summary: DemoSummary): string[] {
  return [
    `Mined ${names[summary.algorithm]} for ${durationText(summary.seconds * 1000)} on the practice pool with ${summary.threads} threads.`,
    `Kernel     ${summary.kernel}; the pool checked each share with ${summary.checkedWith}`,
    `Hashrate   ${hashrateText(summary.hashrate)} on average, ${hashrateText(summary.maxHashrate)} at most`,
    `Shares     ${summary.accepted} accepted, ${summary.rejected} rejected`,
    `History    ${summary.samples} samples, kept in ${summary.dataFolder}`,
  ];
}

class DemoFailedError extends AppError {
  readonly code = 'start-failed';
  readonly userMessage: string;
  override readonly suggestion = 'Run “rigwright doctor” to see what is missing.';
  override readonly details: readonly string[];
  constructor(run: Run | undefined) {
    super(`the demonstration did not get to hashing: ${run?.state}`);
    this.userMessage = run?.reason ?? 'The miner did not begin to hash.';
    this.details = run?.lastLines ?? [];
  }
}
