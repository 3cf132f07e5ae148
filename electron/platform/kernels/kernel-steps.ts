import { checkInput, checkLength } from './argument-checks.ts';
import type { KernelModule } from './kernel-module.ts';

/** One step of an algorithm, to be compared with known answers. */
export type KernelStep = (input: Uint8Array) => Uint8Array;

/**
 * The steps of some kernels by name, as the tables of primitives in `native/kernels` describe them.
 *
 * @param owners  names of kernels or verifiers, `algorithm/path`
 */
export function kernelSteps(
  module: KernelModule,
  owners: readonly string[],
): ReadonlyMap<string, KernelStep> {
  const chosen = module.steps.filter(({ owner }) => owners.includes(owner));
  return new Map(
    chosen.map((step) => [
      step.name,
      (input) => {
        if (step.inputBytes === null) checkInput(input);
        else checkLength('input', input, step.inputBytes);
        const output = new Uint8Array(step.outputBytes);
        module.runStep(step, input, output);
        return output;
      },
    ]),
  );
}
