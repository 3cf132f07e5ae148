import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packDifficulty, reachesPackedDifficulty, unpackDifficulty } from './packed-difficulty.ts';

const unpacked = z.object({
  fn: z.literal('beam_unpack'),
  packed: z.number(),
  order: z.number(),
  mantissa: z.number(),
  raw: z.string(),
});
const impossible = unpacked.extend({ raw: z.null() });
const target = z.object({
  fn: z.literal('beam_target'),
  solution: z.string(),
  sha256: z.string(),
  packed: z.number(),
  difficulty: z.number(),
  reached: z.boolean(),
});

const file = new URL('../../../native/vectors/difficulty.jsonl', import.meta.url);
const vectors = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): unknown => JSON.parse(line));

/** The vectors of one kind. */
function all<Schema extends z.ZodType>(schema: Schema): z.output<Schema>[] {
  return vectors.flatMap((vector) => schema.safeParse(vector).data ?? []);
}

describe('the known answers', () => {
  it.each(all(unpacked))('%j', ({ packed, order, mantissa, raw }) => {
    expect(unpackDifficulty(packed)).toMatchObject({ order, mantissa, raw: BigInt(`0x${raw}`) });
  });

  it.each(all(impossible))('%j', ({ packed }) => {
    expect(() => unpackDifficulty(packed)).toThrow(RangeError);
  });

  it.each(all(target))('%j', ({ solution, sha256, packed, difficulty, reached }) => {
    const hash = createHash('sha256').update(Buffer.from(solution, 'hex')).digest();
    expect(hash.toString('hex')).toBe(sha256);
    expect(unpackDifficulty(packed).difficulty).toBe(difficulty);
    expect(reachesPackedDifficulty(hash, packed)).toBe(reached);
  });

  it('are all of one of these kinds', () => {
    const counts = [all(unpacked), all(impossible), all(target)].map(({ length }) => length);
    expect(counts).toEqual([10, 1, 125]);
    expect(vectors).toHaveLength(136);
  });
});

describe('a packed difficulty', () => {
  it.each([-1, 0.5, Number.NaN, 232 * 2 ** 24 + 1, 2 ** 32])('is not %d', (packed) => {
    expect(() => unpackDifficulty(packed)).toThrow(RangeError);
  });

  it.each([0, 1, 138_455_134, 155_232_350, 2 ** 24 - 1, 2 ** 24, 231 * 2 ** 24 + 5])(
    'of %d packs to itself',
    (packed) => {
      expect(packDifficulty(unpackDifficulty(packed).difficulty)).toBe(packed);
    },
  );

  it('is rounded down', () => {
    expect(packDifficulty(1 + 1.9 * 2 ** -24)).toBe(1);
    expect(packDifficulty(2 ** 49 - 1)).toBe(49 * 2 ** 24 - 1);
  });

  it.each([0.999, -1, Number.NaN, 2 ** 232, Infinity])('has no form for %d', (difficulty) => {
    expect(() => packDifficulty(difficulty)).toThrow(RangeError);
  });

  it('of 0 is reached by every solution', () => {
    expect(reachesPackedDifficulty(new Uint8Array(32).fill(0xff), 0)).toBe(true);
  });

  it('is not compared with anything but a SHA-256', () => {
    expect(() => reachesPackedDifficulty(new Uint8Array(31), 0)).toThrow(RangeError);
  });
});
