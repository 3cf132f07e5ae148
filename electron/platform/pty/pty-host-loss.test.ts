import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { PtyWorkshop } from '../../testing/pty-workshop.ts';
import { isAlive, processesOf } from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';
import { readLiveFile } from './live-list.ts';
import type { PtyExit } from './pty-process.ts';

const lost: PtyExit = { exitCode: null, signal: null, lost: true };

/** Signals the pty host from outside. @returns its pid */
function killHost({ client }: PtyWorkshop, signal: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'): number {
  const pid = client.hostPid;
  if (pid === undefined) throw new Error('no pty host runs');
  process.kill(pid, signal);
  return pid;
}

describe.skipIf(process.platform === 'win32')('a pty host that dies', { concurrent: true }, () => {
  it('leaves nothing running, tells so, and is replaced at the next start', async () => {
    await using workshop = new PtyWorkshop();
    const stubborn = ['--child', '--detached-child', '--ignore', 'INT,TERM,HUP'];
    const one = await workshop.miner('host-killed', stubborn);
    const other = await workshop.miner('host-killed-too', []);
    await one.says('ready');
    await other.says('ready');
    expect(await processesOf('host-killed')).toHaveLength(3);

    const start = performance.now();
    const host = killHost(workshop);
    expect(await one.exited).toEqual(lost);
    expect(await other.exited).toEqual(lost);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await processesOf('host-killed')).toEqual([]);
    expect(await processesOf('host-killed-too')).toEqual([]);

    const next = await workshop.miner('after', ['--exit-after', '0', '--exit-code', '3']);
    expect(await next.exited).toMatchObject({ exitCode: 3, lost: false });
    expect(workshop.client.hostPid).not.toBe(host);
  });

  it('answers a start and a signal that were under way', async () => {
    await using workshop = new PtyWorkshop();
    const miner = await workshop.miner('under-way', []);
    await miner.says('ready');
    killHost(workshop, 'SIGSTOP');
    const signalled = miner.signal('interrupt');
    const starting = workshop.miner('under-way', []).catch((error: unknown) => error);
    await until('the start to be under way', async () => {
      return (await readLiveFile(workshop.liveFile, silentLog)).length === 2;
    });
    killHost(workshop);
    await signalled;
    expect(await starting).toMatchObject({ code: 'pty-host-lost', retryable: true });
    expect(await miner.exited).toEqual(lost);
    expect(await processesOf('under-way')).toEqual([]);
  });

  it('is given up on after four deaths within five minutes, for a while', async () => {
    const clock = new FakeClock();
    await using workshop = new PtyWorkshop(clock);
    for (let deaths = 0; deaths < 4; deaths += 1) {
      const miner = await workshop.miner('again', []);
      killHost(workshop);
      expect(await miner.exited).toEqual(lost);
      clock.advance(60_000);
    }
    await expect(workshop.miner('again', [])).rejects.toMatchObject({
      code: 'pty-host-lost',
      userMessage: expect.stringContaining('4 times within 5 minutes') as string,
    });
    clock.advance(60_000);
    const miner = await workshop.miner('again', ['--exit-after', '0']);
    expect(await miner.exited).toMatchObject({ exitCode: 0 });
  });
});

describe.skipIf(process.platform === 'win32')(
  'a pty host that is silent',
  { concurrent: true },
  () => {
    it('is killed after five unanswered questions, and its miners with it', async () => {
      const clock = new FakeClock();
      await using workshop = new PtyWorkshop(clock);
      const miner = await workshop.miner('silent', ['--detached-child']);
      await miner.says('ready');
      const host = killHost(workshop, 'SIGSTOP');
      clock.advance(5_000);
      expect(await isAlive(host)).toBe(true);
      clock.advance(1_000);
      expect(await miner.exited).toEqual(lost);
      expect(await processesOf('silent')).toEqual([]);
      await until('the end of the host', async () => !(await isAlive(host)));
      const next = await workshop.miner('silent', ['--exit-after', '0']);
      expect(await next.exited).toMatchObject({ exitCode: 0 });
    });

    it('is not taken for silent while it answers', async () => {
      const clock = new FakeClock();
      await using workshop = new PtyWorkshop(clock);
      const miner = await workshop.miner('talks', ['--echo']);
      await miner.says('ready');
      const host = workshop.client.hostPid;
      for (const key of 'abcdefghijklmnop') {
        clock.advance(1_000);
        miner.write(key);
        await miner.says(`key "${key}"`);
      }
      expect(workshop.client.hostPid).toBe(host);
      expect(await isAlive(host ?? 0)).toBe(true);
    });
  },
);

describe.skipIf(process.platform === 'win32')('closing the client', { concurrent: true }, () => {
  it('ends all miners and the host, and refuses what comes later', async () => {
    const workshop = new PtyWorkshop();
    const miner = await workshop.miner('closed', ['--detached-child', '--on-int', 'exit7']);
    await miner.says('ready');
    const host = workshop.client.hostPid ?? 0;
    const starting = workshop.miner('closed', []).catch((error: unknown) => error);
    await workshop[Symbol.asyncDispose]();
    expect(await miner.exited).toEqual({ exitCode: 7, signal: null, lost: false });
    expect(await isAlive(host)).toBe(false);
    expect(await starting).toMatchObject({ code: 'shutting-down' });
    expect(await processesOf('closed')).toEqual([]);
  });
});
