import { describe, expect, it } from 'vitest';
import { formatAlgorithm } from './algorithm.ts';
import { formatBytes } from './bytes.ts';
import { formatAge, formatDuration } from './duration.ts';
import { exactHashrate, formatHashrate, hashrateFigure } from './hashrate.ts';
import { formatCount, significant } from './number.ts';
import { formatPercent, share, withWholePercents } from './percent.ts';
import { formatPool } from './pool.ts';
import { formatClock, formatDate, formatWhen } from './time.ts';

describe('algorithm', () => {
  it.each([
    ['verushash', 'VerusHash 2.2'],
    ['sha256d', 'SHA-256d'],
    ['rx/0', 'RandomX'],
    ['newhash/7', 'newhash/7'],
  ])('%s reads %s', (algorithm, text) => {
    expect(formatAlgorithm(algorithm)).toBe(text);
  });
});

describe('hashrate', () => {
  it.each([
    [0, '0 H/s'],
    [0.04567, '0.0457 H/s'],
    [1, '1.00 H/s'],
    [999.4, '999 H/s'],
    [999.6, '1.00 kH/s'],
    [7_213, '7.21 kH/s'],
    [9_995, '9.99 kH/s'],
    [9_996, '10.0 kH/s'],
    [60_400_000, '60.4 MH/s'],
    [1.234e12, '1.23 TH/s'],
    [5e21, '5000 EH/s'],
  ])('%d H/s reads %s', (hashrate, text) => {
    expect(formatHashrate(hashrate)).toBe(text);
  });

  it('says so where nobody knows', () => {
    expect(formatHashrate(null)).toBe('—');
    expect(exactHashrate(null)).toBe('—');
    expect(hashrateFigure(null)).toEqual({ value: '—', unit: 'H/s' });
  });

  it('gives every digit when asked', () => {
    expect(exactHashrate(7_213_456.789)).toBe('7,213,456.79 H/s');
  });
});

describe('numbers', () => {
  it('keeps so many digits and no exponent', () => {
    expect(significant(1234.5, 3)).toBe('1235');
    expect(significant(0.000123456, 3)).toBe('0.000123');
    expect(significant(99.95, 3)).toBe('100');
    expect(formatCount(1234567)).toBe('1,234,567');
  });
});

describe('duration', () => {
  it.each([
    [-5, '0 s'],
    [8_999, '8 s'],
    [125_000, '2 min 05 s'],
    [22_320_000, '6 h 12 min'],
    [273_600_000, '3 d 04 h'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('gives an age one unit', () => {
    expect([5_000, 125_000, 7_300_000, 200_000_000].map(formatAge)).toEqual([
      '5 s',
      '2 min',
      '2 h',
      '2 d',
    ]);
  });
});

describe('percent', () => {
  it('never makes 0 % out of nothing', () => {
    expect(share(0, 0)).toBeNull();
    expect(formatPercent(share(0, 0), 1)).toBe('—');
    expect(formatPercent(share(2, 414), 1)).toBe('0.5 %');
  });
});

it('keeps a percent sign at its number', () => {
  expect(withWholePercents('0.7 % to 2 % by algorithm')).toBe(
    '0.7\u00a0% to 2\u00a0% by algorithm',
  );
});

describe('bytes', () => {
  it.each([
    [512, '512 B'],
    [1024, '1.00 KiB'],
    [8_589_934_592, '8.00 GiB'],
  ])('%d reads %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('time', () => {
  const noon = new Date(2026, 10, 21, 12, 0).getTime();

  it('names the year of what may be long ago', () => {
    expect(formatDate(noon)).toBe('21 Nov 2026');
  });

  it('names the day only where it is another one', () => {
    expect(formatClock(noon)).toBe('12:00');
    expect(formatWhen(noon, noon + 60_000)).toBe('12:00');
    expect(formatWhen(noon, noon + 86_400_000)).toMatch(/^21 Nov,? 12:00$/);
  });
});

describe('pool', () => {
  it('shows an address without its scheme and the practice pool by name', () => {
    expect(formatPool('stratum+tcp://pool.example:3333')).toBe('pool.example:3333');
    expect(formatPool('practice://local')).toBe('practice pool');
  });
});
