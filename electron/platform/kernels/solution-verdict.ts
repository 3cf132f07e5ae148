/**
 * What is said of a solution, in the order of the kernels' own numbers: `valid`, or its first fault:
 * - `length`: it has not the length that belongs to the parameters;
 * - `range`: an index is above those allowed;
 * - `collision`: the leaves do not agree where they must, or do not cancel out in the end;
 * - `order`: a pair of branches stands the wrong way round;
 * - `distinct`: an index occurs twice.
 */
export const solutionVerdicts = [
  'valid',
  'length',
  'range',
  'collision',
  'order',
  'distinct',
] as const;

export type SolutionVerdict = (typeof solutionVerdicts)[number];
