import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn as spawnInTerminal } from 'node-pty';
import { afterEach, describe, expect, it } from 'vitest';
import { loadKernel } from '../platform/kernels/load-kernel.ts';
import { listen } from '../platform/net/listen.ts';
import { stripAnsi } from '../protocols/miner-output/ansi.ts';
import { readXmrigLine } from '../protocols/miner-output/xmrig/xmrig-line.ts';
import { readXmrigSummary } from '../protocols/miner-output/xmrig/xmrig-summary.ts';
import { startPracticePool, type PracticePool } from '../testing/practice-pool/practice-pool.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { until } from '../testing/until.ts';

const entry = fileURLToPath(new URL('./main.ts', import.meta.url));
const token = 'process-test';
const kernel = await loadKernel('sha256d');

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

async function openPool(): Promise<PracticePool> {
  return closing.use(await startPracticePool({ kernel }));
}

async function freePort(): Promise<number> {
  await using server = createServer();
  return await listen(server, '127.0.0.1', 0);
}

interface RunningMiner {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything it has printed so far. */
  readonly output: string;
  /** Resolves with its exit code and signal. */
  readonly exited: Promise<unknown[]>;
  /** Answers where it accepted at least as many shares. */
  accepted(count: number): Promise<void>;
}

function start(...args: string[]): RunningMiner {
  const child = spawn(process.execPath, [entry, ...args]);
  const exited = once(child, 'exit');
  closing.defer(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let raw = '';
  const collect = (chunk: Buffer): unknown => (raw += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const textSoFar = (): string => raw.split('\n').map(stripAnsi).join('\n');
  const countAccepted = (): number => textSoFar().match(/accepted \(/g)?.length ?? 0;
  return {
    child,
    get output() {
      return textSoFar();
    },
    exited,
    async accepted(count) {
      await until(`${count} accepted shares`, () => countAccepted() >= count);
    },
  };
}

const poolFlags = ({ address }: PracticePool): string[] => [
  '--url',
  `stratum+tcp://${address}`,
  '--user',
  'tester',
  '--threads',
  '2',
];

async function ask(port: number, path: string, method?: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(method !== undefined && { method: 'POST', body: JSON.stringify({ id: 1, method }) }),
  });
  return await response.json();
}

describe('the built-in miner', () => {
  it('mines for a pool, tells so by its interface, pauses and ends in order', async () => {
    const pool = await openPool();
    const port = await freePort();
    using folder = tempFolder();
    const config = join(folder.path, 'config.json');
    const pools = [{ url: `stratum+tcp://${pool.address}`, user: 'tester', password: '' }];
    const api = { host: '127.0.0.1', port, token };
    writeFileSync(config, JSON.stringify({ pools, algorithm: 'sha256d', threads: 2, api }));
    const miner = start('--config', config);
    await miner.accepted(4);

    const summary = await until('a hashrate', async () => {
      const report = readXmrigSummary(await ask(port, '/2/summary'));
      return report?.hashrate === null ? null : report;
    });
    expect(summary.hashrate).toBeGreaterThan(10_000);
    expect(summary).toMatchObject({ threads: 2, poolConnected: true, paused: false, rejected: 0 });
    expect(summary.accepted).toBeGreaterThanOrEqual(4);
    const kinds = miner.output.split('\n').map((line) => readXmrigLine(line).kind);
    expect(new Set(kinds)).toEqual(
      new Set(['banner', 'ready', 'pool-used', 'job', 'accepted', 'empty']),
    );

    await ask(port, '/json_rpc', 'pause');
    const paused = readXmrigSummary(await ask(port, '/2/summary'));
    expect(paused).toMatchObject({ paused: true, hashrate: 0 });
    await ask(port, '/json_rpc', 'resume');
    expect(readXmrigSummary(await ask(port, '/2/summary'))).toMatchObject({ paused: false });

    const asked = performance.now();
    miner.child.kill('SIGTERM');
    await expect(miner.exited).resolves.toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(miner.output).toContain('signal   SIGTERM received, exiting');
    expect(pool.stats().accepted).toBeGreaterThanOrEqual(4);
    expect(pool.stats().rejected).toBe(0);
  });

  it('mines VerusHash for a pool that speaks its dialect', async () => {
    const kernel = await loadKernel('verushash', { backend: 'wasm' });
    const pool = closing.use(await startPracticePool({ dialect: 'verus', kernel }));
    const port = await freePort();
    const api = ['--api-port', String(port), '--api-token', token];
    const miner = start(...poolFlags(pool), '--algorithm', 'verushash', ...api);
    await miner.accepted(4);
    expect(miner.output).toMatch(/POOL #1 +127\.0\.0\.1:\d+ algo verushash/);
    expect(miner.output).toMatch(/new job from .* diff [\d.]+ algo verushash/);
    expect(await ask(port, '/2/summary')).toMatchObject({
      algo: 'verushash',
      algorithms: ['verushash'],
      connection: { algo: 'verushash', rejected: 0 },
    });
    expect(pool.stats().accepted).toBeGreaterThanOrEqual(4);
    expect(pool.stats().rejected).toBe(0);
  });

  it('stops hashing while it is paused by its key, and goes on', async () => {
    // Some twenty shares a second: a pause of a fraction of one is seen.
    const pool = closing.use(await startPracticePool({ kernel, difficulty: 0.0002 }));
    const miner = start(...poolFlags(pool), '--no-color');
    await miner.accepted(4);
    miner.child.stdin.write('p');
    await until('the pause', () => miner.output.includes('paused, press r to resume'));
    // What was found before the pause may still be on its way.
    await delay(300);
    const { accepted } = pool.stats();
    await delay(300);
    expect(pool.stats().accepted).toBe(accepted);
    const { length } = miner.output;
    miner.child.stdin.write('rhsc');
    await until('a new share', () => miner.output.slice(length).includes('accepted ('));
    for (const text of ['resumed', 'speed 10s/60s/15m', '- RESULTS', '- CONNECTION']) {
      expect(miner.output.slice(length)).toContain(text);
    }
  });

  it('mines with WebAssembly and while it rests half of the time', async () => {
    const pool = await openPool();
    const miner = start(...poolFlags(pool), '--backend', 'wasm', '--throttle', '50');
    await miner.accepted(2);
    expect(miner.output).toMatch(/KERNEL +wasm/);
    expect(miner.output).toContain('resting 50% of the time');
    expect(pool.stats().rejected).toBe(0);
  });

  it('uses the next pool where the first does not answer', async () => {
    const dead = await freePort();
    const pool = await openPool();
    const miner = start('--url', `stratum+tcp://127.0.0.1:${dead}`, ...poolFlags(pool));
    await miner.accepted(1);
    expect(miner.output).toContain(`127.0.0.1:${dead} connect error: "connection refused"`);
    expect(miner.output).toContain(`use pool ${pool.address}`);
  });

  it('comes back to a pool that was gone', async () => {
    const first = await startPracticePool({ kernel });
    const port = Number(first.address.split(':')[1]);
    const miner = start(...poolFlags(first));
    await miner.accepted(1);
    await first[Symbol.asyncDispose]();
    await until('the loss', () => miner.output.includes('no active pools, stop mining'));
    const { length } = miner.output;
    const second = closing.use(await startPracticePool({ kernel, port }));
    await until('a new share', () => miner.output.slice(length).includes('accepted ('));
    expect(second.stats()).toMatchObject({ clients: 1, rejected: 0 });
  });

  it('ends when whoever started it is gone', async () => {
    const pool = await openPool();
    const miner = start(...poolFlags(pool));
    await miner.accepted(1);
    miner.child.stdin.end();
    await expect(miner.exited).resolves.toEqual([0, null]);
  });

  it('says in one sentence why it cannot start', async () => {
    const noPool = start('--threads', '2');
    await expect(noPool.exited).resolves.toEqual([2, null]);
    expect(noPool.output).toBe(
      'rigwright-miner: The setting pools is wrong: needs at least one pool. ' +
        'rigwright-miner --help tells what can be set.\n',
    );
    await using other = createServer();
    const port = await listen(other, '127.0.0.1', 0);
    const url = 'stratum+tcp://127.0.0.1:1';
    const api = ['--api-port', String(port), '--api-token', token];
    const noApi = start('--url', url, '--threads', '1', ...api);
    await expect(noApi.exited).resolves.toEqual([1, null]);
    expect(noApi.output).toBe(
      `rigwright-miner: Port ${port} of 127.0.0.1 is in use by another program. ` +
        'Choose another port, or end the program that uses it.\n',
    );
  });

  it('tells how it is used', async () => {
    const help = start('--help');
    await expect(help.exited).resolves.toEqual([0, null]);
    expect(help.output).toContain('--throttle P     percent of the time each thread rests');
  });
});

describe.runIf(process.platform !== 'win32')('the built-in miner in a terminal', () => {
  function startInTerminal(pool: PracticePool) {
    const terminal = spawnInTerminal(process.execPath, [entry, ...poolFlags(pool)], { cols: 160 });
    let output = '';
    terminal.onData((text) => (output += text));
    const exited = new Promise<{ exitCode: number; signal?: number }>((resolve) =>
      terminal.onExit(resolve),
    );
    closing.defer(async () => {
      terminal.kill('SIGKILL');
      await exited;
    });
    return { terminal, exited, output: () => output };
  }

  it('prints in colours, hears single keys and ends by Ctrl+C', async () => {
    const { terminal, exited, output } = startInTerminal(await openPool());
    await until('a share', () => output().includes('\u001b[1;32maccepted\u001b[0m (1/0)'));
    terminal.write('p');
    await until('the pause', () => output().includes('paused'));
    terminal.write('\u0003');
    await expect(exited).resolves.toMatchObject({ exitCode: 0 });
    expect(stripAnsi(output())).toContain('signal   Ctrl+C received, exiting');
    expect(output()).not.toContain('^C');
  });

  it('ends when the terminal is closed', async () => {
    const { terminal, exited, output } = startInTerminal(await openPool());
    await until('a share', () => output().includes('accepted'));
    const { pid } = terminal;
    // Closes this side of the terminal, as its host does when it ends.
    (terminal as unknown as { destroy(): void }).destroy();
    await exited;
    expect(isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
