import { expect, it } from 'vitest';
import { blockSize, NonceBlocks } from './nonce-blocks.ts';

it('deals every nonce out once, and then none', () => {
  const blocks = new NonceBlocks({ firstNonce: 7, lastNonce: 6 + blockSize + 3 });
  expect([blocks.take(), blocks.take(), blocks.take()]).toEqual([
    { first: 7, count: blockSize },
    { first: 7 + blockSize, count: 3 },
    null,
  ]);
});

it('gives the very last nonce', () => {
  const blocks = new NonceBlocks({ firstNonce: 2 ** 32 - 1, lastNonce: 2 ** 32 - 1 });
  expect(blocks.take()).toEqual({ first: 2 ** 32 - 1, count: 1 });
  expect(blocks.take()).toBeNull();
});
