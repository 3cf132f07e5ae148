import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import QrCode from './QrCode.vue';

/** Whether a module is dark, by what is drawn. */
function drawn(text: string) {
  const wrapper = mount(QrCode, { props: { text, label: 'code' } });
  const size = Number(wrapper.get('svg').attributes('viewBox')?.split(' ')[3]);
  const dark = new Set(
    [...(wrapper.get('path').attributes('d') ?? '').matchAll(/M(\d+) (\d+)h/g)].map(
      ([, x, y]) => `${x},${y}`,
    ),
  );
  return { size, isDark: (x: number, y: number) => dark.has(`${x},${y}`) };
}

it('has the three corner marks of a code of its size, and the light frame around', () => {
  // 20 letters at level M need version 2 of the standard: 25 modules, and 4 of frame on each side.
  const { size, isDark } = drawn('http://tower:8080/?a');
  expect(size).toBe(33);
  for (const [left, top] of [
    [4, 4],
    [22, 4],
    [4, 22],
  ] as const) {
    const row = Array.from({ length: 7 }, (_, x) => isDark(left + x, top + 3));
    expect(row).toEqual([true, false, true, true, true, false, true]);
  }
  expect(Array.from({ length: size }, (_, x) => isDark(x, 3))).not.toContain(true);
});
