import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PoolLinkState } from '../contract/values/bridge.ts';
import { linkAllows, linkDiagram, linkStates, nextLinkState, type LinkEvent } from './states.ts';

const events: LinkEvent[] = [
  ...new Set(Object.values(linkStates).flatMap((moves) => Object.keys(moves) as LinkEvent[])),
];

describe('linkStates', () => {
  it('has a row for every state of the contract', () => {
    expect(Object.keys(linkStates).sort()).toEqual([...PoolLinkState.options].sort());
  });

  it.each(PoolLinkState.options)('makes each move of its table from %s and no other', (state) => {
    const moves: Readonly<Record<string, PoolLinkState>> = linkStates[state];
    const made = events.filter((event) => linkAllows(state, event));
    expect(made.toSorted()).toEqual(Object.keys(moves).toSorted());
    for (const event of made) expect(nextLinkState(state, event)).toBe(moves[event]);
    for (const event of events.filter((event) => !made.includes(event))) {
      expect(() => nextLinkState(state, event)).toThrow(`no move “${event}”`);
    }
  });

  it('reaches every state from idle, and can be stopped in every other', () => {
    const reached = new Set<PoolLinkState>(['idle']);
    for (const state of reached) {
      for (const to of Object.values(linkStates[state])) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...PoolLinkState.options].sort());
    for (const state of PoolLinkState.options) {
      expect(linkAllows(state, 'stop')).toBe(state !== 'idle');
    }
  });

  it('stands in the README as it is', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    expect(readme).toContain(linkDiagram());
  });
});
