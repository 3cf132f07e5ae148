import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  isAlive,
  processesOf,
  scriptedMiner,
} from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';
import { askThenKill, endTree, signalTree } from './end-tree.ts';
import type { ProcessTable } from './process-table.ts';
import { systemProcesses } from './system-processes.ts';

/** Starts a marked program and waits until `count` processes carry the mark. */
async function start(runId: string, file: string, args: string[], count: number) {
  const mark = `${runId}.1`;
  const env = { ...process.env, RIGWRIGHT_RUN: mark };
  const child = spawn(file, args, { env, detached: true, stdio: 'pipe' });
  const ready = new Promise((resolve) => child.stdout.on('data', resolve));
  await ready;
  await until(`${count} processes`, async () => (await processesOf(runId)).length >= count);
  const root = await until('the root', () => systemProcesses.find(child.pid ?? 0));
  return { root, target: { mark, root, followSession: true } };
}

describe.skipIf(process.platform === 'win32')('endTree', () => {
  it('ends a polite tree by asking', async () => {
    const { root, target } = await start('polite', process.execPath, [scriptedMiner], 1);
    const { signalled, left } = await endTree(systemProcesses, target, askThenKill);
    expect(signalled.map(({ pid }) => pid)).toEqual([root.pid]);
    expect(left).toEqual([]);
    expect(await isAlive(root.pid)).toBe(false);
  });

  it('kills what ignores the question, also in a session of its own', async () => {
    const args = [scriptedMiner, '--child', '--detached-child', '--ignore', 'INT,TERM'];
    const { target } = await start('stubborn', process.execPath, args, 3);
    const { signalled, left } = await endTree(systemProcesses, target, [
      { signal: 'SIGINT', waitMs: 100 },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ]);
    expect(signalled).toHaveLength(3);
    expect(left).toEqual([]);
    expect(await processesOf('stubborn')).toEqual([]);
  });

  it('ends what is started while it goes round', async () => {
    // Each shell starts the next and goes, so nobody is there for long.
    const relay = 'r() { [ $1 = 0 ] || { sleep 0.05; (r $(($1 - 1))) & }; }; echo up; r 200';
    const { target } = await start('relay', 'sh', ['-c', relay], 1);
    const { left } = await endTree(systemProcesses, target, [
      { signal: 'SIGKILL', waitMs: 10_000 },
    ]);
    expect(left).toEqual([]);
    expect(await processesOf('relay')).toEqual([]);
  });

  it('tells what it could not end', async () => {
    const { root, target } = await start('kept', process.execPath, [scriptedMiner], 1);
    const table: ProcessTable = { ...systemProcesses, signal: () => Promise.resolve(false) };
    const { left } = await endTree(table, target, [{ signal: 'SIGKILL', waitMs: 50 }]);
    expect(left.map(({ pid }) => pid)).toEqual([root.pid]);
    expect(await signalTree(table, target, 'SIGINT')).toBe(false);
    expect(await signalTree(systemProcesses, target, 'SIGKILL')).toBe(true);
    await until('its end', async () => !(await isAlive(root.pid)));
  });
});
