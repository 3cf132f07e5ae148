export interface Sample {
  readonly x: number;
  readonly y: number;
}

/** The straight line that fits best. @returns its slope, and how far samples lie from it on average */
export function lineFit(samples: readonly Sample[]): { slope: number; deviation: number } {
  const count = samples.length;
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / count;
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
  const varianceX = mean(({ x }) => (x - meanX) ** 2);
  const slope = varianceX === 0 ? 0 : mean(({ x, y }) => (x - meanX) * (y - meanY)) / varianceX;
  const variance = mean(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2);
  return { slope, deviation: Math.sqrt(variance) };
}
