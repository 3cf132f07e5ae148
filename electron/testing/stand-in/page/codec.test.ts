import { describe, expect, it } from 'vitest';
import { makeCodec } from './codec.ts';

const codec = makeCodec();

describe('the codec between page and main process', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'ä “x”\n'],
    ['numbers', [0, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 12n]],
    ['lists within objects', { a: [1, { b: undefined }], c: {} }],
    ['an object that looks like a mark of its own', { $: 'date', v: 1 }],
    ['a date', new Date(5)],
    ['maps and sets', new Map([[{ a: 1 }, new Set([1, 'x'])]])],
    ['bytes', new Uint8Array([0, 255, 7])],
    ['an error', Object.assign(new Error('why'), { name: 'TypeError' })],
  ])('carries %s', (_what, value) => {
    expect(codec.decode(codec.encode(value))).toEqual(value);
  });

  it.each([
    ['a function', { work: () => 1 }],
    ['a symbol', Symbol('x')],
  ])('refuses %s as Electron does', (_what, value) => {
    expect(() => codec.encode(value)).toThrow('An object could not be cloned.');
  });

  it('refuses a value within itself', () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(() => codec.encode(value)).toThrow('within itself');
  });

  it('carries a value that stands in two places', () => {
    const shared = { a: 1 };
    expect(codec.decode(codec.encode([shared, shared]))).toEqual([{ a: 1 }, { a: 1 }]);
  });
});
