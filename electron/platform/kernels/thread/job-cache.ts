import type { HeaderRule } from '../header-rule.ts';
import type { Kernel, PreparedJob } from '../kernel.ts';

/** Jobs that stay prepared: the shares of a pool are about its last few. */
const maxKept = 32;

interface Kept {
  readonly header: Uint8Array;
  readonly rule: HeaderRule;
  readonly job: PreparedJob;
}

/** Prepared jobs by their header, so that callers may send the header with every call. */
export class JobCache implements Disposable {
  readonly #kernel: Kernel;
  /** The one used last stands at the end. */
  #kept: Kept[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** @throws whatever `prepareJob` throws */
  get(header: Uint8Array, rule: HeaderRule): PreparedJob {
    const known = this.#kept.find((kept) => kept.rule === rule && isSame(kept.header, header));
    if (known) {
      this.#kept = [...this.#kept.filter((kept) => kept !== known), known];
      return known.job;
    }
    const job = this.#kernel.prepareJob(header, rule);
    this.#kept.push({ header: Uint8Array.from(header), rule, job });
    if (this.#kept.length > maxKept) this.#kept.shift()?.job[Symbol.dispose]();
    return job;
  }

  [Symbol.dispose](): void {
    for (const { job } of this.#kept) job[Symbol.dispose]();
    this.#kept = [];
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one instanceof Uint8Array && other instanceof Uint8Array && Buffer.compare(one, other) === 0;
