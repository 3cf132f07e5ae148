import type { z } from 'zod';
import { BadFileError } from './exchange-errors.ts';

/** A file full of mistakes is told by its first ones. */
const maxProblems = 10;

/**
 * Reads a part of a file.
 *
 * @param place  where it stands, as in `profiles[2]`; '' for the whole file
 * @throws {BadFileError} naming what is wrong and where
 */
export function parsePart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, maxProblems).map(({ path, message }) => ({
    path: pathText(place, path) || 'the file as a whole',
    message,
  }));
  const [first = { path: place, message: 'does not fit' }] = problems;
  throw new BadFileError(
    `The file does not fit: ${first.path}: ${first.message}.`,
    'Mend the file there; nothing was taken in.',
    problems,
  );
}

/** `profiles[2].pools[0].url` */
function pathText(place: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return (place + steps.join('')).replace(/^\./, '');
}
