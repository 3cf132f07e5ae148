import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { decodeStat, linuxProcesses } from './linux-processes.ts';

const tail = '1 2 3 34816 4 5 6 7 8 9 10 11 12 13 20 0 1 0 98765 1000 200';

describe('decodeStat', () => {
  it.each(['node', 'a (b) c', ') R 9 9 9', '', 'x\ny'])('reads on after the name %j', (name) => {
    expect(decodeStat(`77 (${name}) S ${tail}`)).toEqual({
      parentPid: 1,
      sessionPid: 3,
      startedAt: 98765,
    });
  });

  it.each([
    ['a zombie', `77 (x) Z ${tail}`],
    ['a dead process', `77 (x) X ${tail}`],
    ['a line that is cut off', '77 (x) S 1 2 3'],
    ['nothing', ''],
  ])('gives nothing for %s', (_, line) => {
    expect(decodeStat(line)).toBeUndefined();
  });
});

describe.skipIf(process.platform !== 'linux')('the processes of Linux', () => {
  it('knows this process and its parent', async () => {
    const self = await linuxProcesses.find(process.pid);
    expect(self).toMatchObject({
      pid: process.pid,
      parentPid: process.ppid,
      executable: process.execPath,
      mark: null,
    });
    const all = await linuxProcesses.list();
    expect(all.find(({ pid }) => pid === process.pid)).toEqual(self);
    expect(all.some(({ pid }) => pid === process.ppid)).toBe(true);
  });

  it('reads the mark of a process', async () => {
    const child = spawn('sleep', ['60'], { env: { ...process.env, RIGWRIGHT_RUN: 'a.1' } });
    const entry = await until('the mark', async () => {
      const found = await linuxProcesses.find(child.pid ?? 0);
      return found?.mark === 'a.1' ? found : undefined;
    });
    expect(entry.executable).toMatch(/sleep|coreutils|busybox/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await linuxProcesses.find(entry.pid)).toBeUndefined();
  });

  it('does not count a zombie as alive', async () => {
    // The shell goes on as a program that never collects its child.
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await until('the child to be a zombie', async () => !(await linuxProcesses.find(pid)));
    expect(() => process.kill(pid, 0)).not.toThrow();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });

  it('never signals another process that has the pid now', async () => {
    const child = spawn('sleep', ['60']);
    const entry = await until('the child', () => linuxProcesses.find(child.pid ?? 0));
    for (const other of [
      { ...entry, startedAt: entry.startedAt - 1 },
      { ...entry, boot: 'an earlier one' },
    ]) {
      expect(await linuxProcesses.signal(other, 'SIGKILL')).toBe(true);
    }
    expect(await linuxProcesses.find(entry.pid)).toMatchObject({ startedAt: entry.startedAt });
    expect(await linuxProcesses.signal(entry, 'SIGKILL')).toBe(true);
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });
});
