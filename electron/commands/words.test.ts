import { describe, expect, it } from 'vitest';
import { hashrateText } from '../base/hashrate-text.ts';
import { durationText, sparkline } from './words.ts';

describe('words of the command line', () => {
  it.each([
    [null, '—'],
    [0, '0.00 H/s'],
    [9.994, '9.99 H/s'],
    [9.996, '10.0 H/s'],
    [352.2, '352 H/s'],
    [999.4, '999 H/s'],
    [999.6, '1.00 kH/s'],
    [21_345_000, '21.3 MH/s'],
    [1.5e18, '1.50 EH/s'],
  ])('tell a hashrate of %s H/s as %s', (hashrate, text) => {
    expect(hashrateText(hashrate)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [41_900, '41 s'],
    [60_000, '1 min'],
    [7_500_000, '2 h 5 min'],
    [90_061_000, '1 d 1 h'],
  ])('tell %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('draw a line from the lowest to the highest bar and leave gaps blank', () => {
    expect(sparkline([0, null, 5, 10])).toBe('▁ ▅█');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('▁▁');
  });
});
