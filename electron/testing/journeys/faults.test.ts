import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Api } from '../../contract/index.ts';
import { MinerId, type ProfileId, type RunId } from '../../contract/values/ids.ts';
import { practicePoolUrl, type Profile } from '../../contract/values/profile.ts';
import type { Run } from '../../contract/values/run.ts';
import { isAlive } from '../scripted-miner/scripted-miner.ts';
import { canMakeTinyDisk, tinyDisk } from '../tiny-disk.ts';
import { until } from '../until.ts';
import { childrenNamed, processesOf } from './processes-of.ts';
import { cli, runCli, startRealService } from './real-service.ts';
import { tempFolder } from '../temp-folder.ts';

const makeProfile = (api: Api, resumeAfterRestart: boolean): Promise<Profile> =>
  api.call('profiles.create', {
    name: 'Faulty',
    minerId: MinerId.parse('builtin'),
    algorithm: 'sha256d',
    pools: [{ url: practicePoolUrl, user: 'tester' }],
    threads: 1,
    throttle: 50,
    resumeAfterRestart,
  });

const startMining = async (api: Api, profileId: ProfileId): Promise<Run> => {
  const { id } = await api.call('runs.start', { profileId });
  return untilState(api, id, 'running');
};

const untilState = (api: Api, runId: RunId, state: Run['state']): Promise<Run> =>
  until(
    `the run to be ${state}`,
    async () => {
      const run = await api.call('runs.get', { runId });
      return run.state === state && run;
    },
    30_000,
  );

const journalKinds = async (api: Api): Promise<string[]> =>
  (await api.call('history.journal', {})).map(({ kind }) => kind);

/** Ends a process as a fault would. A missing pid must never become 0, which is our own group. */
const kill9 = (pid: number | null | undefined): void => {
  if (!pid) throw new Error('there is no process to kill');
  process.kill(pid, 'SIGKILL');
};

// Who lives is read from /proc, and a fault is a signal of Linux.
describe.runIf(process.platform === 'linux')('kill -9', () => {
  it('of the miner: backs off, restarts, and marks both on the chart', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const profile = await makeProfile(service.api, false);
    const run = await startMining(service.api, profile.id);
    kill9(run.pid);

    const backing = await untilState(service.api, run.id, 'backing-off');
    expect(backing.reason).toMatch(/SIGKILL|killed/i);
    expect(backing.retryAt).toBeGreaterThan(Date.now() - 1_000);
    const again = await untilState(service.api, run.id, 'running');
    expect(again).toMatchObject({ id: run.id, restarts: 1 });
    expect(again.pid).not.toBe(run.pid);

    const now = Date.now();
    const window = { from: now - 300_000, to: now };
    const { marks } = await service.api.call('history.hashrate', window);
    expect(marks.map(({ kind }) => kind)).toEqual(['start', 'crash', 'restart']);
  });

  it('of the service: no miner outlives it, and the next start has the history and goes on', async () => {
    using folder = tempFolder();
    const first = await startRealService({ folder: folder.path });
    const profile = await makeProfile(first.api, true);
    const run = await startMining(first.api, profile.id);
    const samples: number[] = [];
    first.api.on('history.sample', ({ at, hashrate }) => hashrate !== null && samples.push(at));
    await until('two samples', () => samples.length >= 2, 40_000);
    const killedAt = Date.now();
    await first.kill();
    await until('every process to end', () => processesOf(folder.path).length === 0, 10_000);
    // A process that ends loses its command line first, its number a moment later.
    await until('the end of the miner', async () => !(await isAlive(run.pid ?? Number.NaN)));

    await using second = await startRealService({ folder: folder.path });
    const sessions = await second.api.call('history.sessions', {});
    const interrupted = sessions.find(({ runId }) => runId === run.id);
    expect(interrupted).toMatchObject({ endReason: 'interrupted' });
    expect(interrupted?.averageHashrate).toBeGreaterThan(0);
    // At most ten seconds are lost: the run's end is its last sample.
    expect(killedAt - (interrupted?.endedAt ?? 0)).toBeLessThanOrEqual(10_500);
    expect(interrupted?.endedAt).toBeGreaterThanOrEqual(samples.at(-1) ?? Infinity);
    expect(await journalKinds(second.api)).toContain('interrupted');

    const resumed = await until('the run to resume', async () =>
      (await second.api.call('runs.list', {})).find(({ profileId }) => profileId === profile.id),
    );
    await untilState(second.api, resumed.id, 'running');
  });

  it('of the terminal host: its miner ends and starts again under a new one', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const profile = await makeProfile(service.api, false);
    const run = await startMining(service.api, profile.id);
    const [host] = childrenNamed(service.pid, 'pty-host');
    kill9(host);

    await until(
      'the old miner to end',
      async () => !(await isAlive(run.pid ?? Number.NaN)),
      10_000,
    );
    const again = await until(
      'another miner',
      async () => {
        const now = await service.api.call('runs.get', { runId: run.id });
        return now.state === 'running' && now.pid !== run.pid && now;
      },
      30_000,
    );
    expect(again.restarts).toBe(1);
    expect(await journalKinds(service.api)).toContain('crash');
    expect(childrenNamed(service.pid, 'pty-host')).not.toContain(host);
  });
});

describe.runIf(process.platform === 'linux')('a shutdown', () => {
  it('stops the miners first and starts those again that were set to resume', async () => {
    using folder = tempFolder();
    const first = await startRealService({ folder: folder.path });
    const profile = await makeProfile(first.api, true);
    const run = await startMining(first.api, profile.id);
    expect(await first.stop()).toBe(0);
    expect(processesOf(folder.path)).toEqual([]);

    await using second = await startRealService({ folder: folder.path });
    const sessions = await second.api.call('history.sessions', {});
    expect(sessions.find(({ runId }) => runId === run.id)?.endReason).toBe('shutdown');
    const resumed = await until('the run to resume', async () =>
      (await second.api.call('runs.list', {})).find(({ profileId }) => profileId === profile.id),
    );
    expect(resumed.id).not.toBe(run.id);
  });
});

describe('something in the way at the start', () => {
  it('a port in use: the one that was named is refused, the usual one gives way', async () => {
    using folder = tempFolder();
    await using taken = await occupyPort();
    const settings = JSON.stringify({ apiPort: taken.port });
    writeFileSync(join(folder.path, 'settings.json'), settings);

    const named = ['serve', '--json', '--data', folder.path, '--port', String(taken.port)];
    const refused = await runCli(named);
    expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([
      1,
      { code: 'port-in-use', suggestion: expect.stringContaining('--port') as string },
    ]);

    await using service = await startRealService({
      folder: folder.path,
      program: [cli, 'serve'],
    });
    expect(new URL(service.url).port).not.toBe(String(taken.port));
    const [notice] = await service.api.call('system.notices', {});
    expect(notice?.text).toContain(`Port ${taken.port} on 127.0.0.1 is used by another program`);
  });

  it('a corrupted database: set aside, told, and a new one begun', async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'rigwright.db'), 'this is no database '.repeat(500));
    await using service = await startRealService({ folder: folder.path });
    const notices = await service.api.call('system.notices', {});
    expect(notices.map(({ text }) => text).join(' ')).toMatch(/broken|damaged|corrupt/i);
    expect(readdirSync(folder.path).some((name) => name.startsWith('rigwright.db.broken-'))).toBe(
      true,
    );
    const profile = await makeProfile(service.api, false);
    await startMining(service.api, profile.id);
  });

  it('a broken settings file: the good values stay, each bad one is named and defaulted', async () => {
    using folder = tempFolder();
    const settings = { theme: 'pink', apiPort: 'x', minuteRetentionDays: 7, colour: 'blue' };
    writeFileSync(join(folder.path, 'settings.json'), JSON.stringify(settings));
    await using service = await startRealService({ folder: folder.path });
    expect(await service.api.call('settings.get', {})).toMatchObject({
      theme: 'system',
      apiPort: 9090,
      minuteRetentionDays: 7,
    });
    const told = (await service.api.call('system.notices', {})).map(({ text }) => text).join('\n');
    for (const name of ['theme', 'apiPort', 'colour']) expect(told).toContain(name);
  });

  it('a settings file that is no JSON: set aside, and everything at its default', async () => {
    using folder = tempFolder();
    writeFileSync(join(folder.path, 'settings.json'), '{"theme": ');
    await using service = await startRealService({ folder: folder.path });
    expect(await service.api.call('settings.get', {})).toMatchObject({ theme: 'system' });
    expect(await service.api.call('system.notices', {})).not.toEqual([]);
  });
});

// A file system of its own that can be filled needs root, which CI has.
it.runIf(canMakeTinyDisk)('a full disk is told, and mining goes on', async () => {
  using disk = tinyDisk(8_192);
  await using service = await startRealService({ folder: disk.path });
  const profile = await makeProfile(service.api, false);
  const run = await startMining(service.api, profile.id);
  fill(disk.path);

  const notice = await until(
    'the notice of a full disk',
    async () =>
      (await service.api.call('system.notices', {})).find(({ text }) => /full|space/i.test(text)),
    40_000,
  );
  expect(notice.suggestion).toMatch(/space|free/i);
  const { id, createdAt: _c, updatedAt: _u, ...kept } = profile;
  const refused = await service.api
    .call('profiles.update', { ...kept, profileId: id, name: 'Renamed', pools: draft })
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'disk-full' });
  expect(await service.api.call('profiles.list', {})).toMatchObject([{ name: 'Faulty' }]);
  expect((await service.api.call('runs.get', { runId: run.id })).state).toBe('running');
  const stopped = await service.api.call('runs.stop', { runId: run.id });
  expect(stopped.state).toBe('stopped');
});

const draft = [{ url: practicePoolUrl, user: 'tester' }];

function fill(folder: string): void {
  const file = join(folder, 'filler');
  for (const size of [1 << 20, 1 << 16, 1 << 12]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // Full at this size of block; smaller ones take the rest.
    }
  }
  expect(statSync(file).size).toBeGreaterThan(0);
}

async function occupyPort(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
