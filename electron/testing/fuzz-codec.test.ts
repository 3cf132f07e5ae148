import { expect, it } from 'vitest';
import { fuzzCodec, type FuzzOptions } from './fuzz-codec.ts';
import { mutatedLine } from './mutated-line.ts';
import { seededRandom } from './seeded-random.ts';

const line = '{"id":1,"method":"mining.submit","params":["worker",{"nonce":"00ff"}]}';
const usual: FuzzOptions = {
  lines: [`${line}\n`],
  decode: (text) => JSON.parse(text) as unknown,
  isExpected: (error) => error instanceof SyntaxError,
  count: 2_000,
  seed: 1,
};

it('tries as many messages as it is told, good and bad', () => {
  const { tried, decoded, refused } = fuzzCodec(usual);
  expect(tried).toBeGreaterThanOrEqual(2_000);
  expect(decoded).toBeGreaterThan(500);
  expect(refused).toBeGreaterThan(500);
  expect(decoded + refused).toBe(tried);
});

it('does the same again for the same seed', () => {
  expect(fuzzCodec(usual)).toEqual(fuzzCodec(usual));
  expect(fuzzCodec({ ...usual, seed: 2 })).not.toEqual(fuzzCodec(usual));
});

it('shows the line that is neither decoded nor refused as it should be', () => {
  const decode = (): never => {
    throw new TypeError('a bug');
  };
  expect(() => fuzzCodec({ ...usual, decode })).toThrow(/^TypeError: a bug at ".*"$/s);
});

it('shows the line that does not give the same twice', () => {
  let calls = 0;
  const decode = (): number => (calls += 1);
  expect(() => fuzzCodec({ ...usual, decode })).toThrow('the cut changes what this gives: ["');
});

it('makes every kind of mistake', () => {
  const random = seededRandom(7);
  const texts = Array.from({ length: 3_000 }, () =>
    new TextDecoder().decode(mutatedLine(line, random)),
  );
  const kinds: Record<string, (text: string) => boolean> = {
    'a null': (text) => text.includes(':null'),
    'a huge string': (text) => text.length > 10_000,
    'nested arrays': (text) => text.includes('['.repeat(100)),
    'a negative number': (text) => text.includes(':-1'),
    'a removed key': (text) => text.startsWith('{"id":1,"params"'),
    'a duplicate key': (text) => (text.match(/"method":/g) ?? []).length === 2,
    'a text that ends early': (text) => line.startsWith(text.trimEnd()) && text.length < 60,
    'invalid UTF-8': (text) => text.includes('\ufffd'),
    'one character more': (text) => text.length === line.length + 2,
  };
  for (const [kind, is] of Object.entries(kinds)) {
    expect([kind, texts.some(is)]).toEqual([kind, true]);
  }
  expect(texts.every((text) => text.endsWith('\n'))).toBe(true);
});
