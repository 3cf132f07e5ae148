import { z } from 'zod';

/** A whole number that some programs write as text. Nothing else is coerced: lists may be deep. */
export function wholeNumber(min: number, max: number) {
  const digits = z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number);
  return z.union([z.number(), digits]).pipe(z.number().int().min(min).max(max));
}
