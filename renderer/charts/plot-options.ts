import type uPlot from 'uplot';
import type { ChartMark } from './marks.ts';
import type { ChartPalette } from './palette.ts';
import { timeLabel, timeSteps } from './time-axis.ts';

/** Half of a label such as 13:18:30, px: one that stands at the right end is not cut. */
const halfTimeLabel = 28;

/** What the plot draws, changed in place between two draws. */
export interface PlotView {
  palette: ChartPalette;
  marks: readonly ChartMark[];
  /** Ends of the time axis, epoch seconds. */
  x: [from: number, to: number];
  yMax: number;
  axisLabels: (values: number[]) => string[];
}

/** Height of the lane above the plot in which marks have their icons, px. */
export const markLaneHeight = 26;
const axisFont = '11px "JetBrains Mono Variable", monospace';

/** Options of a plot that asks `view` for everything that can change. */
export function plotOptions(view: PlotView, width: number, height: number): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: () => view.palette.text,
    font: axisFont,
    grid: { stroke: () => view.palette.grid, width: 1 },
    ticks: { show: false },
  };
  const hidden: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
  return {
    width,
    height,
    padding: [markLaneHeight, halfTimeLabel, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: true, range: () => view.x },
      y: { range: () => [0, view.yMax] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        space: 72,
        incrs: timeSteps,
        values: (_plot, splits, _axis, _space, step) =>
          splits.map((second) => timeLabel(second, step)),
      },
      { ...axis, size: 72, space: 44, values: (_plot, splits) => view.axisLabels(splits) },
    ],
    series: [
      {},
      hidden,
      hidden,
      {
        stroke: () => view.palette.line,
        width: 2,
        points: { show: false },
        fill: ({ ctx, bbox }) => {
          const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
          gradient.addColorStop(0, view.palette.fillTop);
          gradient.addColorStop(1, view.palette.fillBottom);
          return gradient;
        },
      },
    ],
    bands: [{ series: [1, 2], fill: () => view.palette.band }],
    hooks: { drawAxes: [(plot) => drawMarks(plot, view)] },
  };
}

/** One dashed line a mark, below the data, so that nothing covers the line of the chart. */
function drawMarks(plot: uPlot, { marks, palette }: PlotView): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = plot.valToPos(mark.at / 1_000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = palette.tones[mark.tone];
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}
