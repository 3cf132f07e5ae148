import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import type { Log } from '../../base/log.ts';
import { isAlive, processesOf } from '../../testing/scripted-miner/scripted-miner.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { endOrphans } from './end-orphans.ts';
import { readLiveFile } from './live-list.ts';

const ptyApp = join(import.meta.dirname, '../../testing/pty-app.ts');

/** A program with a miner, and what it wrote down of it. */
async function startApp(liveFile: string, runId: string, flags: string[]) {
  const app = spawn(process.execPath, [ptyApp, liveFile, runId, ...flags]);
  const exit = once(app, 'exit');
  const [line] = (await once(app.stdout, 'data')) as [Buffer];
  const [entry] = await until('the identity in the list', async () => {
    const entries = await readLiveFile(liveFile, silentLog);
    return entries[0]?.identity ? entries : undefined;
  });
  return { app, exit, hostPid: Number(line.toString()), entry };
}

const stubborn = ['--child', '--detached-child', '--ignore', 'INT,TERM,HUP'];

describe.skipIf(process.platform === 'win32')(
  'a program killed by kill -9',
  { concurrent: true },
  () => {
    it('takes its miners along within ten seconds', async () => {
      using folder = tempFolder();
      const liveFile = join(folder.path, 'live.json');
      const { app, exit, hostPid } = await startApp(liveFile, 'app-killed', stubborn);
      expect(await processesOf('app-killed')).toHaveLength(3);
      app.kill('SIGKILL');
      await exit;
      await until('the end of the host', async () => !(await isAlive(hostPid)), 10_000);
      expect(await processesOf('app-killed')).toEqual([]);
      expect(await endOrphans(liveFile, silentLog)).toEqual([]);
      expect(existsSync(liveFile)).toBe(false);
    });

    it('together with its host leaves a list by which the next start ends the rest', async () => {
      using folder = tempFolder();
      const liveFile = join(folder.path, 'live.json');
      const { app, exit, hostPid } = await startApp(liveFile, 'both-killed', stubborn);
      // The host first: it must not notice that the program is gone.
      process.kill(hostPid, 'SIGSTOP');
      app.kill('SIGKILL');
      await exit;
      process.kill(hostPid, 'SIGKILL');
      const left = await processesOf('both-killed');
      expect(left).toHaveLength(3);

      const ended = await endOrphans(liveFile, silentLog);
      expect(new Set(ended.map(({ pid }) => pid))).toEqual(new Set(left));
      expect(ended[0]).toMatchObject({ runId: 'both-killed', executable: process.execPath });
      expect(await processesOf('both-killed')).toEqual([]);
      expect(existsSync(liveFile)).toBe(false);
    });
  },
);

describe.skipIf(process.platform === 'win32')('endOrphans', () => {
  it('ends by pid, start time and path what has lost its mark, and nothing that differs', async () => {
    using folder = tempFolder();
    const liveFile = join(folder.path, 'live.json');
    const stranger = spawn('sleep', ['60']);
    const exit = once(stranger, 'exit');
    const found = await until('sleep', async () => {
      const entry = await systemProcesses.find(stranger.pid ?? 0);
      return entry?.executable?.includes('node') ? undefined : entry;
    });
    const { pid, startedAt, boot, executable } = found;
    const identity = { pid, startedAt, boot, executable };
    const list = (...identities: unknown[]): void => {
      const entries = identities.map((each) => ({ runId: 'r', mark: 'r.1', identity: each }));
      writeFileSync(liveFile, JSON.stringify({ version: 1, processes: entries }));
    };

    list(
      { ...identity, startedAt: startedAt + 1 },
      { ...identity, boot: 'the one before' },
      { ...identity, executable: '/usr/bin/another' },
      null,
    );
    expect(await endOrphans(liveFile, silentLog)).toEqual([]);
    expect(await isAlive(pid)).toBe(true);

    list(identity);
    expect(await endOrphans(liveFile, silentLog)).toEqual([{ runId: 'r', pid, executable }]);
    expect(await exit).toEqual([null, 'SIGINT']);
  });

  it.each([
    ['no JSON', 'not json'],
    ['cut off', '{"version":1,"processes":[{"runId"'],
    ['of another version', '{"version":2,"processes":[]}'],
    ['with a pid that is none', listOf({ pid: -1, startedAt: 1, boot: '', executable: null })],
    [
      'with the pid of the first process',
      listOf({ pid: 1, startedAt: 1, boot: '', executable: '' }),
    ],
    ['empty', ''],
  ])('ignores and reports a file that is %s', async (_, text) => {
    using folder = tempFolder();
    const liveFile = join(folder.path, 'live.json');
    writeFileSync(liveFile, text);
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warn: (message) => warnings.push(message) };
    expect(await endOrphans(liveFile, log)).toEqual([]);
    expect(warnings).toEqual(['the list of live processes is broken and ignored']);
    expect(() => readFileSync(liveFile)).toThrow('ENOENT');
  });

  it('has nothing to do and nothing to say where there is no file', async () => {
    using folder = tempFolder();
    const log: Log = { ...silentLog, warn: (message) => expect.unreachable(message) };
    expect(await endOrphans(join(folder.path, 'live.json'), log)).toEqual([]);
  });
});

function listOf(identity: unknown): string {
  return JSON.stringify({ version: 1, processes: [{ runId: 'r', mark: 'r.1', identity }] });
}
