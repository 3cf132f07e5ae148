import { describe, expect, it } from 'vitest';
import { hashrateText } from '../base/hashrate-text.ts';
import { bytesText, durationText, printableText, shareText, sparkline, timeText } from './words.ts';

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

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.00 KiB'],
    [1024 * 1023.6, '1.00 MiB'],
    [2_812_345, '2.68 MiB'],
    [52_428_800, '50.0 MiB'],
    [5e15, '4547 TiB'],
  ])('tell %d bytes as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });

  it('tell how much came, and no percentage of the unknown', () => {
    expect(shareText(1024, 4096)).toBe('25 %  1.00 KiB of 4.00 KiB');
    expect(shareText(4097, 4096)).toBe('100 %  4.00 KiB of 4.00 KiB');
    expect(shareText(1024, null)).toBe('1.00 KiB');
    expect(shareText(0, 0)).toBe('0 B');
  });

  it('tell a time in an order that is understood everywhere', () => {
    expect(timeText(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('2026-01-02 03:04');
  });

  it('leave out what could change the terminal or the order of letters', () => {
    expect(printableText('\tif a:\u001b[2K \u202ebad\u0000 ü “x”')).toBe('\tif a:?[2K ?bad? ü “x”');
  });
});
