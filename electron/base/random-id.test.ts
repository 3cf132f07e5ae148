import { expect, it } from 'vitest';
import { ProfileId } from '../contract/values/ids.ts';
import { randomId } from './random-id.ts';

it('makes ids that fit the contract, each one new', () => {
  const ids = Array.from({ length: 1_000 }, randomId);
  for (const id of ids) expect(ProfileId.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});
