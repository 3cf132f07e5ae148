import { expect, it } from 'vitest';
import type { PoolLinkStatus } from '../../pool-session/pool-link.ts';
import { PoolSilentError } from '../../pool-session/pool-errors.ts';
import { connectionError } from '../../platform/net/connection-error.ts';
import { verusJob } from '../../testing/bridge/sample-jobs.ts';
import { FakeLink } from '../../testing/bridge/fake-link.ts';
import { PoolTeller } from './pool-teller.ts';

function telling(number = 1) {
  const told: { kind: string; line: string | null; fields: object }[] = [];
  const parts = {
    dialect: 'verus',
    algorithm: 'verushash',
    now: () => 1_000,
    hashrate: () => null,
    tell: (kind: string, fields: object, line: string | null) =>
      void told.push({ kind, line, fields }),
  } as const;
  const listener = {
    onState: () => undefined,
    onJob: () => undefined,
    onCancel: () => undefined,
    onGone: () => undefined,
  };
  const following = new PoolTeller(parts, number).following(listener);
  const account = { url: 'stratum+tcp://pool.example:1', user: 'R', password: 'x' };
  const { status } = new FakeLink([account], listener);
  return {
    following,
    state: (changes: Partial<PoolLinkStatus>): void => following.onState({ ...status, ...changes }),
    lines: () => told.flatMap(({ line }) => line ?? []),
    told,
  };
}

const timedOut = () =>
  connectionError('pool.example:1', Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));

it('says why there is no pool, what may help, and the latter only once', () => {
  const { state, lines } = telling();
  state({ state: 'connecting' });
  state({ state: 'backing-off', problem: timedOut(), retryAt: 3_500 });
  state({ state: 'connecting' });
  state({ state: 'backing-off', problem: timedOut(), retryAt: 6_000 });
  state({ state: 'backing-off', problem: new PoolSilentError('pool.example:1', 'login') });
  const advice =
    'Check the connection to the network; it is tried again by itself. If the address is right, a firewall on the way may not let this port through.';
  expect(lines()).toEqual([
    'pool  connecting to stratum+tcp://pool.example:1',
    `pool  pool.example:1 did not answer in time.\npool  ${advice}\npool  next try in 2.5 s`,
    'pool  connecting to stratum+tcp://pool.example:1',
    'pool  pool.example:1 did not answer in time.\npool  next try in 5.0 s',
    expect.stringContaining('given up: no answer to the login.\npool  Check the port and what'),
  ]);
});

it('says what a share takes when the difficulty changes', () => {
  const { following, lines, told } = telling(2);
  following.onJob(verusJob('a', { difficulty: 12 }), true);
  following.onJob(verusJob('b', { difficulty: 12 }), false);
  following.onJob(verusJob('c', { difficulty: 24 }), false);
  expect(told.map(({ kind }) => kind)).toEqual(['job', 'job', 'job']);
  expect(lines()).toEqual([
    expect.stringMatching(/^pool, login 2 {2}Difficulty 12: a share takes 98,304 hashes/),
    expect.stringMatching(/^pool, login 2 {2}Difficulty 24: /),
  ]);
});
