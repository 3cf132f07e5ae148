import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './hex.ts';

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);

describe('hexadecimal text', () => {
  it('has two digits for every byte, in lower case', () => {
    const text = toHex(everyByte);
    expect(text).toBe(Buffer.from(everyByte).toString('hex'));
    expect(toHex(new Uint8Array())).toBe('');
  });

  it('is read in both cases', () => {
    const text = toHex(everyByte);
    expect(fromHex(text)).toEqual(everyByte);
    expect(fromHex(text.toUpperCase())).toEqual(everyByte);
    expect(fromHex('')).toEqual(new Uint8Array());
  });

  it('counts what is no digit as 0', () => {
    expect(fromHex('g1é2')).toEqual(Uint8Array.of(1, 2));
  });
});
