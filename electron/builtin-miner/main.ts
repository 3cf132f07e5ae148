/**
 * The built-in miner: a program of its own that mines on the processor. It is started, read
 * and steered like any other miner.
 */
import packageJson from '../../package.json' with { type: 'json' };
import { AppError } from '../base/app-error.ts';
import { systemClock } from '../base/clock.ts';
import { entryPath } from '../base/entry-path.ts';
import { loadKernel } from '../platform/kernels/load-kernel.ts';
import { startApiServer } from './api-server.ts';
import { dialects } from './dialects/dialects.ts';
import { Miner } from './miner.ts';
import type { MinerOptions } from './miner-options.ts';
import { BadOptionsError, readCommand } from './miner-options.ts';
import { PoolClient } from './pool-client.ts';
import { openPoolSession } from './pool-session.ts';
import { startScanTeam } from './scan-team.ts';
import { processorName, summaryOf } from './summary.ts';
import { watchInput } from './terminal-input.ts';
import { colourful, plain, TerminalLines } from './terminal-lines.ts';
import { usage } from './usage.ts';

const exitCodes = { done: 0, failed: 1, badOptions: 2 };
const { version } = packageJson;
const { platform, arch, versions } = process;
const userAgent = `Rigwright/${version} (${platform} ${arch}) node/${versions.node}`;
const scanWorker = entryPath(import.meta.url, './scan-worker.ts', 'scan-worker');
const clock = systemClock;

process.title = 'rigwright-miner';
// Nobody reads any more: whoever started us is gone.
process.stdout.on('error', () => process.exit(exitCodes.done));

try {
  const command = readCommand(process.argv.slice(2));
  if (command === 'help') process.stdout.write(usage);
  else if (command === 'version') process.stdout.write(`${version}\n`);
  else await mine(command);
} catch (error) {
  fail(error);
}

async function mine(options: MinerOptions): Promise<void> {
  const lines = new TerminalLines(
    (text) => void process.stdout.write(text),
    options.colours ? colourful : plain,
  );
  let stopThreads = (): void => undefined;
  const end = (name: string): void => {
    lines.signal(name);
    // All at once: the process would end them one after the other.
    stopThreads();
    process.exit(exitCodes.done);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => end(name));

  const { algorithm, threads, throttle, backend, api } = options;
  const dialect = dialects[algorithm];
  const startedAt = performance.now();
  // Loaded here too, because a thread that cannot load it cannot say so in words.
  const kernel = await loadKernel(dialect.algorithm, backend === undefined ? {} : { backend });
  const team = await startScanTeam({
    entry: scanWorker,
    algorithm,
    threads,
    throttle,
    backend: kernel.backend,
    onFound: (share) => void miner.submit(share).catch(fail),
    onFailure: fail,
  });
  stopThreads = () => team.stop();
  const miner = new Miner(dialect, team, lines, clock);
  const pause = (): void => miner.pause();
  const resume = (): void => miner.resume();
  const summary = (): object => summaryOf({ ...miner.summary, version, userAgent });
  if (api) await startApiServer({ ...api, summary, pause, resume });
  printBanner(lines, options, `${kernel.backend} ${kernel.path}`);
  lines.ready(threads, performance.now() - startedAt);

  const keys: Readonly<Record<string, () => void>> = {
    h: () => miner.printSpeed(),
    p: pause,
    r: resume,
    s: () => miner.printResults(),
    c: () => miner.printConnection(),
    '\u0003': () => end('Ctrl+C'),
  };
  watchInput({
    input: process.stdin,
    onKey: (key) => keys[key]?.(),
    onEnd: () => process.exit(exitCodes.done),
  });

  const client = new PoolClient({
    pools: options.pools,
    open: (pool, signal) => openPoolSession(pool, { dialect, userAgent, clock, signal }),
    clock,
    random: Math.random,
    onSession: (session) => miner.useSession(session),
    onFailure: (pool, when, error) => miner.poolFailed(pool, when, error),
  });
  // It ends with the process.
  await client.run(new AbortController().signal);
}

function printBanner(lines: TerminalLines, options: MinerOptions, kernel: string): void {
  const { threads, throttle, pools, api, algorithm } = options;
  const rest = throttle === 0 ? '' : ` resting ${throttle}% of the time`;
  lines.banner('ABOUT', `Rigwright/${version} node/${versions.node} (${platform} ${arch})`);
  lines.banner('CPU', processorName());
  lines.banner('THREADS', `${threads}${rest}`);
  lines.banner('KERNEL', kernel);
  for (const [index, { name }] of pools.entries()) {
    lines.banner(`POOL #${index + 1}`, `${name} algo ${algorithm}`);
  }
  lines.banner('COMMANDS', 'hashrate, pause, resume, results, connection');
  if (api) lines.banner('HTTP API', `${api.host}:${api.port}`);
}

function fail(error: unknown): never {
  process.stderr.write(`rigwright-miner: ${failureText(error)}\n`);
  process.exit(error instanceof BadOptionsError ? exitCodes.badOptions : exitCodes.failed);
}

function failureText(error: unknown): string {
  if (!(error instanceof AppError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { userMessage, suggestion } = error;
  return suggestion === undefined ? userMessage : `${userMessage} ${suggestion}`;
}
