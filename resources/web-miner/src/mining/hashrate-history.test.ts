import { expect, it } from 'vitest';
import { HashrateHistory, historyMs } from './hashrate-history.ts';

it('keeps some minutes in steps of three seconds, with gaps where nothing was computed', () => {
  const history = new HashrateHistory();
  const start = 3_000_000;
  history.add(start, 3_000);
  history.add(start + 2_999, 3_000);
  history.add(start + 6_000, 9_000);
  history.add(start + 9_000, 5);
  // The step that has not ended yet would always look like a fall.
  expect(history.rates(start + 9_500).slice(-4)).toEqual([null, 2_000, null, 3_000]);
  history.add(start + historyMs + 9_000, 1);
  const rates = history.rates(start + historyMs + 9_000);
  expect(rates).toHaveLength(100);
  expect(rates.filter((rate) => rate !== null)).toEqual([5 / 3]);
});
