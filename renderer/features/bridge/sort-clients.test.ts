import { expect, it } from 'vitest';
import { aClient } from '../../testing/bridge-samples.ts';
import { sortClients } from './sort-clients.ts';

const clients = [
  aClient({ id: 'a' as never, worker: 'rig-10', hashrate: null, lastShareAt: null }),
  aClient({ id: 'b' as never, worker: 'rig-9', hashrate: 5 }),
  aClient({
    id: 'c' as never,
    worker: null,
    hashrate: 7,
    shares: { accepted: 1, counted: 0, rejected: { stale: 2, duplicate: 3 } },
  }),
];
const order = (...sort: [Parameters<typeof sortClients>[1]['key'], boolean]) =>
  sortClients(clients, { key: sort[0], descending: sort[1] })
    .map(({ id }) => id)
    .join('');

it('reads numbers in names as numbers, and puts the unnamed last either way', () => {
  expect(order('worker', false)).toBe('bac');
  expect(order('worker', true)).toBe('abc');
});

it('puts unknown figures last either way', () => {
  expect(order('hashrate', true)).toBe('cba');
  expect(order('hashrate', false)).toBe('bca');
});

it('adds up the reasons of what was rejected, and keeps equals in their place', () => {
  expect(order('rejected', true)).toBe('cab');
});
