import { expect, it } from 'vitest';
import type { ChartMark } from './marks.ts';
import { layoutMarks } from './marks.ts';

const mark = (at: number, fields: Partial<ChartMark> = {}): ChartMark => ({
  id: at,
  at,
  icon: 'i-lucide-play',
  tone: 'neutral',
  word: 'start',
  text: 'Started.',
  ...fields,
});
const layout = { width: 400, xOf: (at: number) => at };

it('gives a mark with room around it its word', () => {
  const [only] = layoutMarks([mark(100)], layout);
  expect(only).toMatchObject({ x: 100, showWord: true });
});

it('puts marks that would overlap together under the worst of them', () => {
  const [cluster, ...others] = layoutMarks([mark(112, { tone: 'bad' }), mark(100)], layout);
  expect(others).toEqual([]);
  expect(cluster).toMatchObject({ x: 100, leading: { at: 112 }, showWord: false });
  expect(cluster?.marks.map(({ at }) => at)).toEqual([100, 112]);
});

it('leaves out words that would run into the next icon or over the edge', () => {
  const words = layoutMarks([mark(100), mark(150), mark(390)], layout).map((c) => c.showWord);
  expect(words).toEqual([false, true, false]);
});

it('leaves out marks outside the plot', () => {
  expect(layoutMarks([mark(-1), mark(401)], layout)).toEqual([]);
});
