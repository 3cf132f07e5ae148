import { describe, expect, it } from 'vitest';
import { maxInputBytes } from './argument-checks.ts';
import { JobClosedError, TooManyJobsError } from './kernel-errors.ts';
import { maxJobs } from './pick-kernel.ts';
import { loadKernel } from './load-kernel.ts';

const kernel = await loadKernel('sha256d', { backend: 'wasm' });
const header = new Uint8Array(80);
const tail = new Uint8Array(4);
const job = kernel.prepareJob(header);
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
      () => kernel.prepareJob(header.subarray(4)),
      RangeError,
      'header must have 80 bytes, not 76',
    ],
    [
      'a header that is not bytes',
      () => kernel.prepareJob(lie(new Uint16Array(80))),
      TypeError,
      'header must be a Uint8Array',
    ],
    [
      'a rule of nobody',
      () => kernel.prepareJob(header, lie('rigs')),
      RangeError,
      'rule must be one of node, pool, miner, not rigs',
    ],
    [
      'a rule that is a number',
      () => kernel.prepareJob(header, lie(1)),
      TypeError,
      'rule must be a text',
    ],
    ['a long tail', () => job.check(header), RangeError, 'tail must have 4 bytes, not 80'],
    [
      'a tail of a scan that is not bytes',
      () => job.scan(lie(null), target, 0, 1),
      TypeError,
      'tail must be a Uint8Array',
    ],
    [
      'a short target',
      () => job.scan(tail, target.subarray(1), 0, 1),
      RangeError,
      'target must have 32 bytes, not 31',
    ],
    [
      'a negative nonce',
      () => job.scan(tail, target, -1, 1),
      RangeError,
      'startNonce must be from 0 to 4294967295, not -1',
    ],
    [
      'a nonce beyond 32 bits',
      () => job.scan(tail, target, 2 ** 32, 0),
      RangeError,
      'startNonce must be from 0 to 4294967295, not 4294967296',
    ],
    [
      'half a nonce',
      () => job.scan(tail, target, 0.5, 1),
      TypeError,
      'startNonce must be a whole number',
    ],
    [
      'a range that wraps around',
      () => job.scan(tail, target, 2 ** 32 - 10, 11),
      RangeError,
      'count must be from 0 to 10 when starting at 4294967286, not 11',
    ],
    [
      'a negative count',
      () => job.scan(tail, target, 0, -1),
      RangeError,
      'count must be from 0 to 4294967296 when starting at 0, not -1',
    ],
    [
      'a count that is no number',
      () => job.scan(tail, target, 0, Number.NaN),
      TypeError,
      'count must be a whole number',
    ],
  ])('%s', (_name, call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });
});

describe('the jobs of a kernel', () => {
  it('are refused after their end, which may come twice', () => {
    const ended = kernel.prepareJob(header);
    ended[Symbol.dispose]();
    ended[Symbol.dispose]();
    expect(() => ended.check(tail)).toThrow(JobClosedError);
    expect(() => ended.scan(tail, target, 0, 1)).toThrow(JobClosedError);
  });

  it('are as many as they may be, and one more when one has ended', () => {
    using jobs = new DisposableStack();
    const [first] = Array.from({ length: maxJobs - 1 }, () => jobs.use(kernel.prepareJob(header)));
    expect(() => kernel.prepareJob(header)).toThrow(TooManyJobsError);
    first?.[Symbol.dispose]();
    jobs.use(kernel.prepareJob(header));
  });

  it('do not disturb each other, nor does a long hash beside them', () => {
    const other = header.with(0, 1);
    using second = kernel.prepareJob(other);
    const before = [job.check(tail), second.check(tail)];
    kernel.hash(new Uint8Array(maxInputBytes));
    expect([job.check(tail), second.check(tail)]).toEqual(before);
    expect(before).toEqual([kernel.hash(header), kernel.hash(other)]);
  });
});
