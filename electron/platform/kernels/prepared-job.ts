import { checkCount, checkLength, checkNonce } from './argument-checks.ts';
import { JobClosedError } from './kernel-errors.ts';
import type { KernelWork } from './kernel-module.ts';
import type { PreparedJob } from './kernel.ts';

/** Every hash is a 256-bit number, and so is every target. */
export const hashBytes = 32;

/** @param onClosed  called once, when the job is disposed */
export function openJob(
  prepared: KernelWork,
  tailBytes: number,
  onClosed: () => void,
): PreparedJob {
  let open: KernelWork | null = prepared;
  const work = (): KernelWork => {
    if (!open) throw new JobClosedError();
    return open;
  };
  return {
    check(tail) {
      checkLength('tail', tail, tailBytes);
      const output = new Uint8Array(hashBytes);
      work().check(tail, output);
      return output;
    },
    scan(tail, target, startNonce, count) {
      checkLength('tail', tail, tailBytes);
      checkLength('target', target, hashBytes);
      checkNonce(startNonce);
      checkCount(startNonce, count);
      const hash = new Uint8Array(hashBytes);
      const nonce = work().scan(tail, target, startNonce, count, hash);
      return nonce < 0 ? null : { nonce, hash };
    },
    [Symbol.dispose]() {
      if (!open) return;
      open.close();
      open = null;
      onClosed();
    },
  };
}
