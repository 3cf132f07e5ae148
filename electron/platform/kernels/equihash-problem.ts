import { checkInput, checkInteger, checkLength } from './argument-checks.ts';
import type { Problem } from './kernel-module.ts';

/** One of the proofs that Equihash defines: which one, and how large. */
export interface EquihashParameters {
  /** Bits that all leaves of a solution cancel out: 8 to 512, of which `k + 1` is a divisor. */
  readonly n: number;
  /** A solution has 2 ** k indices; 3 to 9. */
  readonly k: number;
  /** 8 bytes that go into every hash; without it "ZcashPoW", or with `r` "Beam-PoW". */
  readonly personal?: Uint8Array;
  /** 0 to 4: sums of hashes are the leaves, as Beam and Flux have it. Without it: as Zcash has it. */
  readonly r?: number;
}

const personalBytes = 8;

/**
 * The problem in the form in which kernels take it. Whether there is one with such numbers they say
 * themselves; here is checked that they reach them as they are.
 *
 * @throws {TypeError | RangeError}
 */
export function equihashProblem(parameters: EquihashParameters, input: Uint8Array): Problem {
  if (typeof parameters !== 'object' || parameters === null) {
    throw new TypeError('parameters must be an object');
  }
  const { n, k, r, personal } = parameters;
  checkSmall('n', n);
  checkSmall('k', k);
  if (r !== undefined) checkSmall('r', r);
  if (personal !== undefined) checkLength('personal', personal, personalBytes);
  checkInput(input);
  const scheme = r === undefined ? 'equihash' : 'equihash-r';
  return { scheme, n, k, r: r ?? 0, personal: personal ?? null, input };
}

function checkSmall(name: string, value: number): void {
  checkInteger(name, value);
  if (value < 0 || value > 1024) {
    throw new RangeError(`${name} must be from 0 to 1024, not ${value}`);
  }
}
