import { expect, it } from 'vitest';
import { examine, type Check } from './doctor.ts';

const check = (id: string, examine: Check['examine']): Check => ({ id, title: id, examine });

it('tells what each check found, in order, and a failing check as a problem', async () => {
  const found = await examine([
    check('good', () => ({ status: 'ok', text: 'fine' })),
    check('broken', () => {
      throw new Error('no such device');
    }),
    check('late', () => Promise.resolve({ status: 'warning', text: 'slow', suggestion: 'wait' })),
  ]);
  expect(found).toEqual([
    { id: 'good', title: 'good', status: 'ok', text: 'fine', suggestion: null },
    { id: 'broken', title: 'broken', status: 'problem', text: 'no such device', suggestion: null },
    { id: 'late', title: 'late', status: 'warning', text: 'slow', suggestion: 'wait' },
  ]);
});
