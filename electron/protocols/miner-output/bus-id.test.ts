import { expect, it } from 'vitest';
import { busIdOf } from './bus-id.ts';

it.each([
  ['0000:01:00.0', '01:00.0'],
  ['00000000:0B:00.0', '0b:00.0'],
  ['01:00.0', '01:00.0'],
  ['0b:0', '0b:00.0'],
  ['1:0.1', '01:00.1'],
  ['af:1f', 'af:1f.0'],
  [10, '0a:00.0'],
  [0, '00:00.0'],
  [255, 'ff:00.0'],
  [256, null],
  [-1, null],
  [1.5, null],
  ['cpu-0', null],
  ['', null],
  ['01', null],
  ['01:00.9', null],
  ['0000:0000:01:00.0', null],
  [null, null],
])('makes of the bus id %j %j', (given, expected) => {
  expect(busIdOf(given)).toBe(expected);
});
