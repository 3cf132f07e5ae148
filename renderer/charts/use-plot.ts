import { useDocumentVisibility, useResizeObserver } from '@vueuse/core';
import type { Ref, ShallowRef } from 'vue';
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import uPlot from 'uplot';
import { useTheme } from '../composables/use-theme.ts';
import type { ChartMark } from './marks.ts';
import { readPalette } from './palette.ts';
import type { PlotView } from './plot-options.ts';
import { plotOptions } from './plot-options.ts';
import type { ChartColumns } from './series.ts';
import { niceMax } from './y-scale.ts';

export interface PlotInput {
  readonly columns: ChartColumns;
  readonly marks: readonly ChartMark[];
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  readonly axisLabels: (values: number[]) => string[];
}

/** Where the plot lies in its element, px, and where a moment and a value lie in the plot. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly xOf: (at: number) => number;
  readonly yOf: (value: number) => number;
  readonly secondAt: (x: number) => number;
}

/**
 * A canvas plot that fills `element`, follows its size and the theme, and draws only while
 * somebody can see it.
 */
export function usePlot(
  element: Readonly<Ref<HTMLElement | null>>,
  input: () => PlotInput,
): Readonly<ShallowRef<PlotBox | null>> {
  const box = shallowRef<PlotBox | null>(null);
  const visibility = useDocumentVisibility();
  const { dark } = useTheme();
  let plot: uPlot | undefined;
  let view: PlotView | undefined;

  function draw(): void {
    if (plot === undefined || view === undefined || visibility.value === 'hidden') return;
    const { columns, marks, from, to, axisLabels } = input();
    view.marks = marks;
    view.x = [from / 1_000, to / 1_000];
    view.yMax = niceMax(Math.max(0, ...columns.max.map((value) => value ?? 0)));
    view.axisLabels = axisLabels;
    plot.setData([[...columns.xs], [...columns.max], [...columns.min], [...columns.avg]]);
    box.value = plotBox(plot);
  }

  function recolor(): void {
    if (element.value === null || view === undefined) return;
    view.palette = readPalette(element.value);
    plot?.redraw(false, true);
  }

  onMounted(() => {
    if (element.value === null) return;
    const { axisLabels } = input();
    const palette = readPalette(element.value);
    view = { palette, marks: [], x: [0, 1], yMax: 1, axisLabels };
    const { clientWidth, clientHeight } = element.value;
    const options = plotOptions(view, clientWidth, clientHeight);
    plot = new uPlot(options, [[], [], [], []], element.value);
    draw();
    // The canvas does not know that its font has come.
    void document.fonts.ready.then(() => plot?.redraw(false, true));
  });
  onBeforeUnmount(() => {
    plot?.destroy();
    plot = undefined;
  });

  watch([input, visibility], draw);
  watch(dark, recolor, { flush: 'post' });
  useResizeObserver(element, ([entry]) => {
    if (plot === undefined || entry === undefined || entry.contentRect.width === 0) return;
    plot.setSize(entry.contentRect);
    box.value = plotBox(plot);
  });
  return box;
}

function plotBox(plot: uPlot): PlotBox {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = plot.over;
  return {
    left: offsetLeft,
    top: offsetTop,
    width: clientWidth,
    height: clientHeight,
    xOf: (at) => plot.valToPos(at / 1_000, 'x'),
    yOf: (value) => plot.valToPos(value, 'y'),
    secondAt: (x) => plot.posToVal(x, 'x'),
  };
}
