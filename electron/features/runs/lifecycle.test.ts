import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RunState } from '../../contract/values/run.ts';
import { allows, lifecycle, lifecycleDiagram, next, type RunEvent } from './lifecycle.ts';

const events: RunEvent[] = [
  ...new Set(Object.values(lifecycle).flatMap((moves) => Object.keys(moves) as RunEvent[])),
];

describe('lifecycle', () => {
  it('has a row for every state of the contract', () => {
    expect(Object.keys(lifecycle).sort()).toEqual([...RunState.options].sort());
  });

  it.each(RunState.options)('makes each move of its table from %s and no other', (state) => {
    const moves: Readonly<Record<string, RunState>> = lifecycle[state];
    const made = events.filter((event) => allows(state, event));
    expect(made.toSorted()).toEqual(Object.keys(moves).toSorted());
    for (const event of made) expect(next(state, event)).toBe(moves[event]);
    for (const event of events.filter((event) => !made.includes(event))) {
      expect(() => next(state, event)).toThrow(`no move “${event}”`);
    }
  });

  it('reaches every state from stopped', () => {
    const reached = new Set<RunState>(['stopped']);
    for (const state of reached) {
      for (const to of Object.values(lifecycle[state])) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...RunState.options].sort());
  });

  it('can be stopped wherever a process may live or come', () => {
    const over = new Set<RunState>(['stopped', 'failed', 'stopping']);
    for (const state of RunState.options) expect(allows(state, 'stop')).toBe(!over.has(state));
  });

  it('is printed as a diagram with one line a move', () => {
    const lines = lifecycleDiagram().split('\n');
    expect(lines.slice(0, 2)).toEqual(['stateDiagram-v2', '  state "stopped" as stopped']);
    expect(lines.filter((line) => line.includes(' --> '))).toHaveLength(
      1 + Object.values(lifecycle).flatMap(Object.keys).length,
    );
    expect(lines).toContain('  [*] --> stopped');
    expect(lines).toContain('  state "warming-up" as warming_up');
    expect(lines).toContain('  warming_up --> running: hashed');
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    expect(readme).toContain(lifecycleDiagram().trim());
  });
});
