/** Lines and areas of an SVG that is 100 wide and 100 high, with 0 at its foot. */
export interface ChartPaths {
  readonly line: string;
  readonly area: string;
}

const size = 100;

/**
 * @param values  oldest first; null is a gap
 * @param most    what stands at the top, > 0
 */
export function chartPaths(values: readonly (number | null)[], most: number): ChartPaths {
  const step = size / Math.max(1, values.length - 1);
  const x = (index: number): string => (index * step).toFixed(2);
  const y = (value: number): string => (size - (size * Math.min(value, most)) / most).toFixed(2);
  let line = '';
  let area = '';
  for (const { start, run } of runsOf(values)) {
    const points = run.map((value, index) => `${x(start + index)} ${y(value)}`);
    // One value alone is a line of no length, which no browser draws.
    if (run.length === 1) points.push(`${(start * step + step / 2).toFixed(2)} ${y(run[0] ?? 0)}`);
    line += `M${points.join('L')}`;
    const last = x(start + run.length - 1);
    area += `M${x(start)} ${size}L${points.join('L')}L${last} ${size}Z`;
  }
  return { line, area };
}

/** Values that follow one another without a gap. */
function runsOf(values: readonly (number | null)[]): { start: number; run: number[] }[] {
  const runs: { start: number; run: number[] }[] = [];
  for (const [index, value] of values.entries()) {
    const open = runs.at(-1);
    if (value === null) continue;
    if (open && open.start + open.run.length === index) open.run.push(value);
    else runs.push({ start: index, run: [value] });
  }
  return runs;
}
