import { blake2bVectors } from './blake2b-vectors.ts';
import { difficultyVectors } from './difficulty-vectors.ts';
import { equihashVectors } from './equihash-vectors.ts';
import { harakaVectors } from './haraka-vectors.ts';
import { targetVectors } from './target-vectors.ts';
import type { VectorBackend } from './vector-backend.ts';
import type { Mismatch, TargetFunctions, VectorField } from './vector-kind.ts';
import { verushashVectors } from './verushash-vectors.ts';

// Nothing of Node is used here nor in what is imported: the same table is run in a browser.

const kinds = [
  ...verushashVectors,
  ...harakaVectors,
  ...equihashVectors,
  ...blake2bVectors,
  ...difficultyVectors,
  ...targetVectors,
];

const fields: readonly VectorField[] = ['kind', 'fn', 'alg'];

/**
 * Compares one line of a vector file with what a backend computes. The line is known by its own
 * fields, whatever file it stands in.
 *
 * @param line  as JSON gave it
 * @returns     why it is not met, in words, or null; a line of no known kind is not met
 */
export function checkVector(
  line: unknown,
  backend: VectorBackend,
  targets: TargetFunctions,
): Mismatch {
  if (typeof line !== 'object' || line === null || Array.isArray(line)) {
    return 'the line is no JSON object';
  }
  const said = fields.flatMap((field) => {
    const word = (line as Record<string, unknown>)[field];
    return typeof word === 'string' ? [{ field, word }] : [];
  });
  const kind = kinds.find((each) =>
    said.some(({ field, word }) => field === each.field && word === each.word),
  );
  if (!kind) {
    const what = said.map(({ field, word }) => `${field} ${JSON.stringify(word)}`).join(', ');
    return `not known: ${what || 'a line without kind, fn and alg'}`;
  }
  try {
    return kind.check(line, backend, targets);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
