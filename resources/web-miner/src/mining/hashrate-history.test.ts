import { expect, it } from 'vitest';
import { HashrateHistory, historyMs } from './hashrate-history.ts';

const start = 3_000_000;

/** Ten hashes every 100 ms. */
function mine(history: HashrateHistory, fromMs: number, toMs: number): void {
  for (let at = fromMs; at <= toMs; at += 100) history.add(start + at, 10);
}

it('tells the rate of each step, and of one in which mining began or ended that of its part', () => {
  const history = new HashrateHistory();
  mine(history, 1_000, 13_000);
  // As exactly as reports every 100 ms let it.
  expect(history.rates(start + 18_000).slice(-6)).toEqual([95, 100, 100, 100, 110, null]);
});

it('has a gap where nothing was computed, and forgets what is older than some minutes', () => {
  const history = new HashrateHistory();
  mine(history, 0, 2_900);
  mine(history, 6_000, 8_900);
  expect(history.rates(start + 9_000).slice(-3)).toEqual([100, null, 100]);
  mine(history, historyMs + 12_000, historyMs + 14_900);
  const rates = history.rates(start + historyMs + 15_000);
  expect(rates).toHaveLength(100);
  expect(rates.filter((rate) => rate !== null)).toEqual([100]);
});
