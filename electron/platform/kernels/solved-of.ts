import { solveEnds, type Solved } from './kernel-module.ts';

/**
 * Reads what the kernels' `solve` gives.
 *
 * @param answer     4 * number of solutions + place of the end in `solveEnds`
 * @param solutions  room for `most`, the found ones at its beginning
 */
export function solvedOf(answer: number, solutions: Uint8Array, most: number): Solved {
  const end = solveEnds[answer % 4];
  if (end === undefined) throw new RangeError('the solver had not the memory that it asked for');
  const bytes = solutions.byteLength / most;
  const count = Math.floor(answer / 4);
  const found = Array.from({ length: count }, (_, index) =>
    solutions.slice(index * bytes, (index + 1) * bytes),
  );
  return { end, solutions: found };
}
