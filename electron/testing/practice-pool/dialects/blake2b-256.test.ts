import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preHeaderPersonalisation } from '../../../protocols/stratum/verus/pre-header.ts';
import { fromHex, toHex } from '../../../protocols/stratum/bitcoin/hex.ts';
import { blake2b256 } from './blake2b-256.ts';

const vectors = readFileSync(
  new URL('../../../../native/vectors/haraka.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line.includes('"preheader_blake2b"'))
  .map((line) => JSON.parse(line) as { input: string; output: string });

describe('blake2b256', () => {
  // Made with hashlib.blake2b of Python 3.11; the input is 0, 1, 2 … 250, 0 …
  it.each([
    [0, 'ffb28f63665ccf5ed7ab327a93af43244e35586ed3fc78e06bc57c66e5565844'],
    [1, 'b9756860a49097a68fb4ebd67e5ee59c99dabbeb9407e8cc81bda43c5da879a2'],
    [127, 'af5349f13bcde71133d3b3d45815ae62dc7f3b54ee7faca6f4dc9cf09a4f5950'],
    [128, 'ad30ed9dab88edd1fb9462eb6d9cf7207b74bd7d6e89dd3ef5d66ee51a54ea16'],
    [129, '3f4a92e17153ca78914267ac4ea66c862ec2067ef812c3a5c029b73c1769c1f8'],
    [196, '3d1f530ff2849a1ef8e87cf8a714eeb484261c7bf87248bb0512b0e2568e8ff0'],
    [256, '071015828156c903b0f16eb26db9ccd499d96d9c9fac0dffca7c97c171a03dd8'],
    [300, '9efb809c95e26f03c417796f284bd7084e2515ed2118a6acbc65729fad919749'],
  ])('of %i bytes is that of another implementation', (length, hash) => {
    const input = Uint8Array.from({ length }, (_, index) => index % 251);
    expect(toHex(blake2b256(input, preHeaderPersonalisation))).toBe(hash);
  });

  it('gives the known hashes of pre-headers', () => {
    expect(vectors).toHaveLength(4);
    for (const { input, output } of vectors) {
      expect(toHex(blake2b256(fromHex(input), preHeaderPersonalisation))).toBe(output);
    }
  });

  it('is another function with another personalisation', () => {
    const input = new Uint8Array(196);
    const other = blake2b256(input, 'VerusDefaultHasj');
    expect(other).not.toEqual(blake2b256(input, preHeaderPersonalisation));
  });
});
