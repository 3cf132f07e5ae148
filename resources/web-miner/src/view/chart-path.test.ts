import { expect, it } from 'vitest';
import { chartPaths } from './chart-path.ts';

it('draws a line with its gaps, and the area below it', () => {
  expect(chartPaths([null, 5, 10, null, 0], 10)).toEqual({
    line: 'M25.00 50.00L50.00 0.00M100.00 100.00L112.50 100.00',
    area: 'M25.00 100L25.00 50.00L50.00 0.00L50.00 100ZM100.00 100L100.00 100.00L112.50 100.00L100.00 100Z',
  });
});

it('draws nothing out of nothing', () => {
  expect(chartPaths([null, null], 1)).toEqual({ line: '', area: '' });
  expect(chartPaths([], 1)).toEqual({ line: '', area: '' });
});
