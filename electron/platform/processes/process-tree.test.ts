import { describe, expect, it } from 'vitest';
import type { ProcessEntry } from './process-table.ts';
import { treeOf } from './process-tree.ts';

const entry = (pid: number, parentPid: number, more: Partial<ProcessEntry> = {}): ProcessEntry => ({
  pid,
  parentPid,
  startedAt: pid,
  boot: 'now',
  executable: '/bin/x',
  sessionPid: 9000,
  mark: null,
  ...more,
});

const root = entry(100, 1, { sessionPid: 100 });
const target = { mark: 'run.1', root, followSession: true };
const pidsOf = (entries: ProcessEntry[], wanted = target): number[] =>
  treeOf(entries, wanted).map(({ pid }) => pid);

describe('treeOf', () => {
  it('finds every generation below the root and nobody else', () => {
    const others = [entry(2, 1), entry(99, 2), entry(500, 99)];
    expect(pidsOf([entry(103, 102), entry(102, 101), ...others, entry(101, 100), root])).toEqual([
      100, 101, 102, 103,
    ]);
  });

  it('finds by the mark what has left the session and lost its parent', () => {
    const escaped = entry(120, 1, { sessionPid: 120, mark: 'run.1' });
    const ofAnotherStart = entry(121, 1, { mark: 'run.2' });
    expect(pidsOf([escaped, ofAnotherStart, entry(122, 120)])).toEqual([120, 122]);
  });

  it('follows the session after the end of the root, where asked to', () => {
    const left = entry(130, 1, { sessionPid: 100 });
    expect(pidsOf([left])).toEqual([130]);
    expect(pidsOf([left], { ...target, followSession: false })).toEqual([]);
  });

  it('leaves a stranger alone that has the pid of the root, and its session', () => {
    const stranger = entry(100, 1, { startedAt: 7000, sessionPid: 100 });
    const follower = entry(7001, 100, { sessionPid: 100 });
    expect(pidsOf([stranger, follower])).toEqual([]);
    expect(pidsOf([entry(100, 1, { boot: 'before' })])).toEqual([]);
  });

  it('does not take an older process for the child of a younger one', () => {
    expect(pidsOf([root, entry(50, 100, { startedAt: 5 })])).toEqual([100]);
  });

  it('finds by the mark alone when the root was never identified', () => {
    const marked = entry(140, 1, { mark: 'run.1' });
    expect(treeOf([marked, root], { mark: 'run.1', root: null, followSession: true })).toEqual([
      marked,
    ]);
  });

  it('never contains this process', () => {
    expect(pidsOf([root, entry(process.pid, 100, { startedAt: 1e9 })])).toEqual([100]);
  });
});
