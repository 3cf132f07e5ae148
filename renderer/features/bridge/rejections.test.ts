import { expect, it } from 'vitest';
import { ShareRejection } from '../../../electron/contract/values/bridge.ts';
import { rejectedCount, rejections, rejectionText } from './rejections.ts';

const shares = { accepted: 9, counted: 0, rejected: { duplicate: 1, stale: 1_204, malformed: 0 } };

it('puts the most frequent reason first and leaves out what never happened', () => {
  expect(rejectionText(shares)).toBe('1,204 stale, 1 duplicate');
  expect(rejectedCount(shares)).toBe(1_205);
});

it('has words for every reason', () => {
  const rejected = Object.fromEntries(ShareRejection.options.map((reason) => [reason, 1]));
  const found = rejections({ accepted: 0, counted: 0, rejected });
  expect(found).toHaveLength(ShareRejection.options.length);
  expect(found.every(({ text, help }) => text !== '' && help.endsWith('.'))).toBe(true);
});
