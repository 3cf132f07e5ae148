import { expect, it } from 'vitest';
import { hashesPerShare } from './mining-job.ts';

const target = (...[at, value]: [number, number]): Uint8Array => {
  const bytes = new Uint8Array(32);
  bytes[at] = value;
  return bytes;
};

it.each([
  [target(31, 0x80), 2],
  [target(24, 0x01), 2 ** 64],
  [new Uint8Array(32).fill(0xff), 1],
])('a share of the target %# takes so many hashes', (bytes, hashes) => {
  expect(hashesPerShare(bytes)).toBeCloseTo(hashes, 5);
});
