import { describe, expect, it } from 'vitest';
import { maxInputBytes } from './argument-checks.ts';
import { loadKernel } from './load-kernel.ts';

const kernel = await loadKernel('sha256d', { backend: 'wasm' });
const header = new Uint8Array(80);
const target = new Uint8Array(32);
const lie = <Type>(value: unknown): Type => value as Type;

describe('what a kernel refuses', () => {
  it.each([
    ['text', () => kernel.hash(lie('abc')), TypeError, 'input must be a Uint8Array'],
    ['numbers', () => kernel.hash(lie([1, 2])), TypeError, 'input must be a Uint8Array'],
    [
      'an input over 1 MiB',
      () => kernel.hash(new Uint8Array(maxInputBytes + 1)),
      RangeError,
      'input has 1048577 bytes, at most 1048576 are hashed',
    ],
    [
      'a header without its nonce',
      () => kernel.scan(header.subarray(4), target, 0, 1),
      RangeError,
      'header must have 80 bytes, not 76',
    ],
    [
      'a header that is not bytes',
      () => kernel.scan(lie(new Uint16Array(80)), target, 0, 1),
      TypeError,
      'header must be a Uint8Array',
    ],
    [
      'a short target',
      () => kernel.scan(header, target.subarray(1), 0, 1),
      RangeError,
      'target must have 32 bytes, not 31',
    ],
    [
      'a negative nonce',
      () => kernel.scan(header, target, -1, 1),
      RangeError,
      'startNonce must be from 0 to 4294967295, not -1',
    ],
    [
      'a nonce beyond 32 bits',
      () => kernel.scan(header, target, 2 ** 32, 0),
      RangeError,
      'startNonce must be from 0 to 4294967295, not 4294967296',
    ],
    [
      'half a nonce',
      () => kernel.scan(header, target, 0.5, 1),
      TypeError,
      'startNonce must be a whole number',
    ],
    [
      'a range that wraps around',
      () => kernel.scan(header, target, 2 ** 32 - 10, 11),
      RangeError,
      'count must be from 0 to 10 when starting at 4294967286, not 11',
    ],
    [
      'a negative count',
      () => kernel.scan(header, target, 0, -1),
      RangeError,
      'count must be from 0 to 4294967296 when starting at 0, not -1',
    ],
    [
      'a count that is no number',
      () => kernel.scan(header, target, 0, Number.NaN),
      TypeError,
      'count must be a whole number',
    ],
  ])('%s', (_name, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
});
