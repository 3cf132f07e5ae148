import { z } from 'zod';
import type { SolutionVerdict } from '../solution-verdict.ts';
import { solutionVerdicts } from '../solution-verdict.ts';
import { Hex, hexOf } from './hex-bytes.ts';
import type { VectorBackend } from './vector-backend.ts';
import {
  bytesDiffer,
  firstOf,
  valuesDiffer,
  vectorKind,
  type Mismatch,
  type VectorKind,
} from './vector-kind.ts';

const shape = {
  input: Hex,
  solution: Hex,
  valid: z.boolean(),
  reason: z.enum(solutionVerdicts).nullish(),
  sol_sha256: hexOf(32).optional(),
};
type Solution = z.output<z.ZodObject<typeof shape>>;

const parameters = {
  n: z.number().int(),
  k: z.number().int(),
  personal: hexOf(8).optional(),
};

const generations = [1, 2, 3] as const;

export const equihashVectors: readonly VectorKind[] = [
  vectorKind('alg', 'equihash', { ...shape, ...parameters }, (vector, backend) => {
    const { n, k, personal, input, solution } = vector;
    const given = { n, k, ...(personal && { personal }) };
    return meets(vector, backend, backend.solutions.verifyEquihash(given, input, solution));
  }),
  vectorKind(
    'alg',
    'equihash-r',
    { ...shape, ...parameters, r: z.number().int() },
    (vector, backend) => {
      const { n, k, r, personal, input, solution } = vector;
      const given = { n, k, r, ...(personal && { personal }) };
      return meets(vector, backend, backend.solutions.verifyEquihash(given, input, solution));
    },
  ),
  ...generations.map((generation) =>
    vectorKind(
      'alg',
      `beamhash${generation}`,
      { ...shape, input: hexOf(40) },
      (vector, backend) => {
        const [input, nonce] = [vector.input.subarray(0, 32), vector.input.subarray(32)];
        const { solution } = vector;
        const verdict = backend.solutions.verifyBeam(generation, input, nonce, solution);
        return meets(vector, backend, verdict);
      },
    ),
  ),
];

function meets(
  { valid, reason, sol_sha256: digest, solution }: Solution,
  backend: VectorBackend,
  verdict: SolutionVerdict,
): Mismatch {
  return firstOf(
    () =>
      (verdict === 'valid') === valid
        ? null
        : `the verdict is ${verdict}, not ${valid ? 'valid' : (reason ?? 'a fault')}`,
    () => (valid || !reason ? null : valuesDiffer<string>('the verdict', reason, verdict)),
    () =>
      digest
        ? bytesDiffer('the SHA-256 of the solution', digest, backend.step('sha256', solution))
        : null,
  );
}
