import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import type { MinerPool } from './miner-options.ts';
import { PoolClient } from './pool-client.ts';
import type { PoolSession } from './pool-session.ts';

const pools = ['first', 'second', 'third'].map((name): MinerPool => {
  return { host: name, port: 1, name, user: 'me', password: 'x' };
});

interface Scene {
  readonly clock: FakeClock;
  /** All that happened, oldest first. */
  readonly events: string[];
  /** Pools that answer. */
  readonly alive: Set<string>;
  /** Ends the session that is open with a pool. */
  readonly drop: (name: string) => void;
  readonly open: Set<string>;
  readonly end: AbortController;
  readonly running: Promise<void>;
}

let scene: Scene | undefined;
afterEach(async () => {
  scene?.end.abort();
  await scene?.running;
  scene = undefined;
});

function start(alive: readonly string[], count = pools.length): Scene {
  const clock = new FakeClock(0);
  const events: string[] = [];
  const drops = new Map<string, () => void>();
  const end = new AbortController();
  const made = { clock, events, alive: new Set(alive), open: new Set<string>(), end };
  const openSession = (pool: MinerPool): PoolSession => {
    const ended = Promise.withResolvers<unknown>();
    drops.set(pool.name, () => ended.resolve(new Error('lost')));
    made.open.add(pool.name);
    return {
      pool,
      ip: '',
      since: clock.now(),
      ended: ended.promise,
      onWork: () => undefined,
      submit: () => Promise.reject(new Error('not here')),
      [Symbol.asyncDispose]: async () => {
        made.open.delete(pool.name);
        ended.resolve(undefined);
      },
    };
  };
  const client = new PoolClient({
    pools: pools.slice(0, count),
    clock,
    random: () => 0,
    open: async (pool) => {
      if (!made.alive.has(pool.name)) throw new Error('refused');
      return openSession(pool);
    },
    onSession: (session) => events.push(session ? `use ${session.pool.name}` : 'none'),
    onFailure: (pool, when, error) =>
      events.push(`${when} ${pool.name}: ${error instanceof Error ? error.message : 'closed'}`),
  });
  const running = client.run(end.signal);
  scene = { ...made, drop: (name) => drops.get(name)?.(), running };
  return scene;
}

describe('PoolClient', () => {
  it('uses the first pool that answers', async () => {
    const { clock, events } = start(['second', 'third']);
    await clock.advanceAsync(100);
    expect(events).toEqual(['opening first: refused', 'use second']);
  });

  it('goes back to the first as soon as that answers', async () => {
    const { clock, events, alive, open } = start(['third']);
    await clock.advanceAsync(100);
    events.length = 0;
    alive.add('first');
    await clock.advanceAsync(9_000);
    expect(events).toEqual([]);
    await clock.advanceAsync(1_100);
    expect(events).toEqual(['use first']);
    expect([...open]).toEqual(['first']);
  });

  it('goes to the next when one that worked is lost, once the first has failed again', async () => {
    const { clock, events, alive, drop } = start(['first', 'second']);
    await clock.advanceAsync(60_000);
    alive.delete('first');
    drop('first');
    await clock.advanceAsync(100);
    expect(events).toEqual([
      'use first',
      'open first: lost',
      'none',
      'opening first: refused',
      'use second',
    ]);
  });

  it('gives the next its turn when one takes us and drops us at once', async () => {
    const { clock, events, drop } = start(['first', 'second']);
    await clock.advanceAsync(100);
    drop('first');
    await clock.advanceAsync(100);
    expect(events).toEqual(['use first', 'open first: lost', 'none', 'use second']);
  });

  it('waits longer and longer while no pool answers, but never more than half a minute', async () => {
    const { clock, events, alive } = start([], 1);
    const tries: number[] = [];
    for (let second = 0; second < 200; second += 1) {
      await clock.advanceAsync(1_000);
      tries.push(...events.splice(0).map(() => second));
    }
    const gaps = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(gaps).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]);
    alive.add('first');
    await clock.advanceAsync(30_000);
    expect(events).toEqual(['use first']);
  });

  it('does not hammer a pool that takes us and drops us', async () => {
    const { clock, events, drop } = start(['first'], 1);
    for (let second = 0; second < 60; second += 1) {
      await clock.advanceAsync(1_000);
      drop('first');
    }
    expect(events.filter((event) => event === 'use first').length).toBeLessThan(10);
  });

  it('closes what it has opened and leaves no timer when it ends', async () => {
    const { clock, open, end, running } = start(['second']);
    await clock.advanceAsync(15_000);
    expect([...open]).toEqual(['second']);
    end.abort();
    await running;
    expect([...open]).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
