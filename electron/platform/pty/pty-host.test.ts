import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { ptyHostEntry } from '../../testing/pty-host-entry.ts';
import { processesOf, scriptedMiner } from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';
import { highWaterBytes } from './output-flow.ts';
import type { FromPtyHost, ToPtyHost } from './pty-messages.ts';

/** The host as the client sees it, but taking output only when told. */
class BareHost {
  readonly child: ChildProcess = fork(ptyHostEntry, [], {
    serialization: 'advanced',
    execArgv: [],
  });
  readonly messages: FromPtyHost[] = [];
  bytes = 0;
  text = '';

  constructor() {
    this.child.on('message', (message: FromPtyHost) => {
      if (message.type === 'output') {
        this.bytes += message.chunk.length;
        this.text = (this.text + Buffer.from(message.chunk).toString()).slice(-1_000);
      } else this.messages.push(message);
    });
  }

  send(message: ToPtyHost): void {
    this.child.send(message);
  }

  start(id: number, runId: string, flags: string[]): void {
    const args = [scriptedMiner, ...flags];
    const place = { cwd: '/', env: {}, columns: 80, rows: 24 };
    const request = { mark: `${runId}.1`, file: process.execPath, args, ...place };
    this.send({ type: 'spawn', id, request });
  }

  has(type: FromPtyHost['type']): boolean {
    return this.messages.some((message) => message.type === type);
  }
}

describe.skipIf(process.platform === 'win32')('the pty host', () => {
  let host: BareHost;
  afterEach(() => host.child.kill('SIGKILL'));

  it('stops reading a miner whose output nobody takes, and keeps little of it', async () => {
    host = new BareHost();
    host.start(1, 'untaken', ['--flood', '1e9']);
    await until('the window to be full', () => host.bytes >= highWaterBytes);
    const memoryBefore = memoryOf(host.child.pid);
    // Two questions and answers later it has sent all that it will.
    for (const count of [1, 2]) {
      host.send({ type: 'ping' });
      await until(
        'its answer',
        () => host.messages.filter((m) => m.type === 'pong').length === count,
      );
    }
    const [pid] = await processesOf('untaken');
    await until('the miner to wait in its write', () => stateOf(pid) === 'S');
    // The window, and one chunk that was already read.
    expect(host.bytes).toBeLessThanOrEqual(highWaterBytes + 128 * 1024);
    expect(memoryOf(host.child.pid) - memoryBefore).toBeLessThan(16 * 1024 * 1024);

    const before = host.bytes;
    host.send({ type: 'taken', id: 1, bytes: before });
    await until('more output once it is taken', () => host.bytes > before + 256 * 1024);
    host.send({ type: 'signal', id: 1, request: 1, kind: 'kill' });
    await until('its exit', () => host.has('exited'));
    expect(await processesOf('untaken')).toEqual([]);
  });

  it('gives all that a miner said which ended while nobody took it', async () => {
    host = new BareHost();
    // What is over the window is in the kernel's buffer when the miner ends.
    const bytes = highWaterBytes + 4 * 1024;
    host.start(1, 'left-in-terminal', ['--burst', String(bytes)]);
    await until('its exit', () => host.has('exited'));
    expect(host.bytes).toBe(bytes);
  });

  it('ends every tree and itself when the channel to its parent closes', async () => {
    host = new BareHost();
    host.start(1, 'parted', ['--detached-child', '--ignore', 'INT,TERM,HUP']);
    host.start(2, 'parted', ['--flood', '1e9']);
    await until('three processes', async () => (await processesOf('parted')).length === 3);
    await until('the flood', () => host.bytes >= highWaterBytes);
    const exit = once(host.child, 'exit');
    host.child.disconnect();
    expect(await exit).toEqual([0, null]);
    expect(await processesOf('parted')).toEqual([]);
  });

  it('does not hear the signals that its parent gets with it', async () => {
    host = new BareHost();
    await until('it to be ready', () => host.has('ready'));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) host.child.kill(signal);
    host.send({ type: 'ping' });
    expect(await until('its answer', () => host.has('pong'))).toBe(true);
  });

  it('drops keys that a program does not read instead of working without rest', async () => {
    host = new BareHost();
    host.start(1, 'deaf', ['--echo']);
    await until('it to be ready', () => host.text.includes('ready'));
    const [pid] = await processesOf('deaf');
    if (pid === undefined) throw new Error('it does not run');
    process.kill(pid, 'SIGSTOP');
    for (let keys = 0; keys < 200; keys += 1) {
      host.send({ type: 'write', id: 1, text: 'x'.repeat(1_000) });
    }
    host.send({ type: 'ping' });
    await until('its answer', () => host.has('pong'));
    const before = cpuTicksOf(host.child.pid);
    const end = performance.now() + 300;
    await until('a while', () => performance.now() > end);
    // 300 ms of work without rest would be 30 ticks.
    expect(cpuTicksOf(host.child.pid) - before).toBeLessThan(10);
    host.send({ type: 'shutdown' });
    await once(host.child, 'exit');
    expect(await processesOf('deaf')).toEqual([]);
  });

  it('answers a message that cannot be carried out and goes on', async () => {
    host = new BareHost();
    host.start(1, 'wrong', []);
    await until('its start', () => host.has('spawned'));
    host.send({ type: 'resize', id: 1, columns: -1, rows: 0 });
    await until('the complaint', () => host.has('problem'));
    host.send({ type: 'shutdown' });
    await until('the exit', () => host.has('exited'));
    await once(host.child, 'exit');
    expect(host.messages.at(-1)).toEqual({ type: 'bye' });
  });
});

const statOf = (pid = 0): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
const stateOf = (pid?: number): string | undefined => statOf(pid)[0];
const cpuTicksOf = (pid?: number): number => Number(statOf(pid)[11]) + Number(statOf(pid)[12]);
/** Resident memory, bytes. */
const memoryOf = (pid = 0): number =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
