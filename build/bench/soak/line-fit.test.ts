import { expect, it } from 'vitest';
import { lineFit } from './line-fit.ts';

it('tells how steep samples rise, and how much they scatter', () => {
  const line = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x }));
  expect(lineFit(line)).toEqual({ slope: 2, deviation: 0 });
  const noisy = [1, -1, -1, 1].map((noise, x) => ({ x, y: noise }));
  expect(lineFit(noisy)).toEqual({ slope: 0, deviation: 1 });
  expect(lineFit([{ x: 1, y: 7 }])).toEqual({ slope: 0, deviation: 0 });
});
