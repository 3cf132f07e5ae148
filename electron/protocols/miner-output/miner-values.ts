import { z } from 'zod';

/** More than any rig has; what comes after is not read. */
export const deviceLimit = 256;

/** A value that a miner may leave out or fill with nonsense without spoiling the rest: null then. */
function lenient<T>(schema: z.ZodType<T>): z.ZodCatch<z.ZodNullable<z.ZodType<T>>> {
  return schema.nullable().catch(null);
}

const number = z.union([
  z.number(),
  // Some interfaces give numbers as text.
  z
    .string()
    .regex(/^\s*-?\d{1,20}(?:\.\d{1,20})?\s*$/)
    .transform(Number),
]);

/** Shares. */
export const count = lenient(number.pipe(z.number().int().nonnegative()));

/** A rate, a difficulty, a time: anything from 0, and small enough to be multiplied. */
export const amount = lenient(number.pipe(z.number().nonnegative().max(1e30)));

/** Where miners write 0 for what they do not know. */
export const positive = lenient(number.pipe(z.number().positive().max(1e30)));

/** °C. A sensor that is not there reads 0, or −1, with most miners; a device at work is warmer. */
export const temperature = lenient(number.pipe(z.number().positive().max(250)));

/** W. A device at work takes some. */
export const power = lenient(number.pipe(z.number().positive().max(10_000)));

export const percent = lenient(number.pipe(z.number().min(0).max(100)));

/** Null for an empty text too. */
export const text = lenient(z.string().trim().min(1).max(200));

export const flag = lenient(z.boolean());

/** Seconds as the miner says them → ms. */
export const seconds = lenient(number.pipe(z.number().nonnegative().max(1e9))).transform((value) =>
  value === null ? null : Math.round(value * 1000),
);

/** Of a list only so many entries are read, and none that do not fit; what is no list is an empty one. */
export function listOf<T>(entry: z.ZodType<T>): z.ZodType<readonly T[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((entries) =>
      entries.slice(0, deviceLimit).flatMap((one) => {
        const parsed = entry.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

/** Sum of what is known; null where nothing is. */
export function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** Before the first share, miners say 0 for what they have not measured yet. */
export function measured(hashrate: number | null, accepted: number | null): number | null {
  return hashrate === 0 && (accepted ?? 0) === 0 ? null : hashrate;
}

/** JSON from a plain socket; undefined where it is none. */
export function jsonOf(answer: unknown): unknown {
  if (typeof answer !== 'string') return undefined;
  try {
    return JSON.parse(answer.replaceAll('\0', '')) as unknown;
  } catch {
    return undefined;
  }
}

/** An entry by a name that came from outside, which may be `constructor`. */
export function entryOf<T>(
  record: Readonly<Record<string, T>> | undefined,
  name: string,
): T | null {
  return record && Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}
