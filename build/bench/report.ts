/** One measured figure, beside what it is compared with. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How far single measurements lie apart: lowest and highest. */
  readonly spread?: readonly [number, number];
  /** What we aim for, in words: `>= 0.99`. */
  readonly goal?: string;
  readonly met?: boolean;
}

export interface Suite {
  readonly name: string;
  readonly figures: readonly Figure[];
}

/** The middle value; the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of the values is not above. @param share  above 0, up to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

export function figureOf(
  name: string,
  unit: string,
  values: readonly number[],
  goal?: { readonly text: string; readonly reached: (value: number) => boolean },
): Figure {
  const value = median(values);
  return {
    name,
    value,
    unit,
    ...(values.length > 1 && { spread: [Math.min(...values), Math.max(...values)] as const }),
    ...(goal && { goal: goal.text, met: goal.reached(value) }),
  };
}

export const atLeast = (limit: number) => ({
  text: `>= ${limit}`,
  reached: (value: number) => value >= limit,
});
export const atMost = (limit: number) => ({
  text: `<= ${limit}`,
  reached: (value: number) => value <= limit,
});
export const below = (limit: number) => ({
  text: `< ${limit}`,
  reached: (value: number) => value < limit,
});

export function suiteLines({ name, figures }: Suite): string[] {
  return [
    '',
    name,
    ...figures.map(({ name, value, unit, spread, goal, met }) =>
      [
        `  ${name.padEnd(58)}`,
        `${number(value)} ${unit}`.padEnd(16),
        (spread ? `${number(spread[0])} … ${number(spread[1])}` : '').padEnd(22),
        goal === undefined ? '' : `goal ${goal}: ${met ? 'met' : 'not met'}`,
      ]
        .join('')
        .trimEnd(),
    ),
  ];
}

const number = (value: number): string => {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(4);
};
