import { describe, expect, it } from 'vitest';
import { hashrateOf, scaledCount, unitFactor } from './hashrate-unit.ts';
import {
  printedDuration,
  printedNumber,
  printedPercent,
  printedSensor,
  withoutTime,
} from './printed-values.ts';

describe('printedDuration', () => {
  it.each([
    ['4 hours 59 mins 22 secs', 17_962_000],
    ['1 day 1 hour 1 min 1 sec', 90_061_000],
    ['0d 00:02:31', 151_000],
    ['2 days, 00:12:09', 173_529_000],
    ['0 days 00:01:01', 61_000],
    ['0h 0m 19s', 19_000],
    ['12:30:00', 45_000_000],
    ['soon', null],
    ['', null],
    ['12:30', null],
  ])('takes %s for %s', (text, expected) => {
    expect(printedDuration(text)).toBe(expected);
  });
});

describe('withoutTime', () => {
  it.each([
    '[2026-11-21 07:46:28] text',
    '[10:50:39] text',
    '20210218 23:33:31 text',
    '10:49:17 text',
    ' 2023-09-21 19:47:43  text',
    '15:56:25.381 text',
    '2018-06-05 15:20:00,053 text',
    'text',
    '   text',
  ])('gives the text of “%s”', (line) => {
    expect(withoutTime(line)).toBe('text');
  });
});

describe('hashrateOf', () => {
  it.each([
    ['1.5', 'kH/s', 1500],
    ['235.82', 'MH/s', 235_820_000],
    ['46.73', 'Mh/s', 46_730_000],
    ['5.60', 'g/s', 5.6],
    ['3344', 'Sol/s', 3344],
    ['37.4', 'Sols/s', 37.4],
    ['1.2', 'KSol/s', 1200],
    ['13.23', 'khash/s', 13_230],
    ['7', 'It/s', 7],
    ['2', 'GH/s', 2e9],
    ['4.16', 'G/s', 4.16],
    ['n/a', 'H/s', null],
    ['1', 'H/W', null],
    ['1', 'W', null],
    ['-1', 'H/s', null],
    ['1', '', null],
    ['1e9', 'H/s', null],
  ])('takes %s %s for %s', (amount, unit, expected) => {
    const rate = hashrateOf(amount, unit);
    expect(rate === null ? null : Math.round(rate * 1e6) / 1e6).toBe(expected);
  });

  it('has a factor for units only', () => {
    expect(unitFactor('H/s')).toBe(1);
    expect(unitFactor('XH/s')).toBeNull();
  });
});

it('reads numbers of other shapes', () => {
  expect(['4.00 G', '505k', '255', 'x', '1 Q'].map(scaledCount)).toEqual([
    4e9,
    505e3,
    255,
    null,
    null,
  ]);
  expect(['1', '0', 'n/a', undefined].map(printedNumber)).toEqual([1, 0, null, null]);
  expect(['1', '0', 'err'].map(printedSensor)).toEqual([1, null, null]);
  expect(['100', '0', '1480'].map(printedPercent)).toEqual([100, 0, null]);
});
