import type { KernelAlgorithm, KernelBackend } from '../kernel.ts';
import { ThreadConnection } from './thread-connection.ts';
import type { CallName, ThreadCalls } from './thread-messages.ts';

export interface KernelThreadOptions {
  /** File of the threads' entry: `kernel-worker`. */
  readonly entry: string;
  readonly algorithm: KernelAlgorithm;
  /** As in `loadKernel`. */
  readonly backend?: KernelBackend;
  readonly path?: string;
}

type Call<Name extends CallName> = (
  request: ThreadCalls[Name]['request'],
  signal?: AbortSignal,
) => Promise<ThreadCalls[Name]['answer']>;

/**
 * Kernels on a thread of their own, which computes one call after the other. Every call throws what
 * the same call of `Kernel` or `SolutionKernel` throws, and rejects with the signal's reason as soon
 * as that is aborted; the thread is free again within 50 ms.
 */
export interface KernelThread extends AsyncDisposable {
  readonly algorithm: KernelAlgorithm;
  readonly backend: KernelBackend;
  readonly path: string;
  /** Hash of a header with this tail; the last 32 headers stay prepared. See `PreparedJob.check`. */
  readonly check: Call<'check'>;
  /** The first nonce that reaches the target, or null. See `PreparedJob.scan`. */
  readonly scan: Call<'scan'>;
  /** See `SolutionKernel.verifyBeam`. */
  readonly verifyBeam: Call<'verifyBeam'>;
  /** See `SolutionKernel.solveEquihash`. */
  readonly solveEquihash: Call<'solveEquihash'>;
}

/**
 * @param signal  while the thread starts
 * @throws {KernelUnavailableError}  when the kernel asked for is not there
 */
export async function startKernelThread(
  options: KernelThreadOptions,
  signal?: AbortSignal,
): Promise<KernelThread> {
  signal?.throwIfAborted();
  const { entry, algorithm, backend: wanted, path: wantedPath } = options;
  const thread = new ThreadConnection(entry, { algorithm, backend: wanted, path: wantedPath });
  try {
    const { backend, path } = await thread.ready(signal);
    const call =
      <Name extends CallName>(name: Name): Call<Name> =>
      (request, callSignal) =>
        thread.call(name, request, callSignal);
    return {
      algorithm,
      backend,
      path,
      check: call('check'),
      scan: call('scan'),
      verifyBeam: call('verifyBeam'),
      solveEquihash: call('solveEquihash'),
      [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
    };
  } catch (error) {
    await thread[Symbol.asyncDispose]();
    throw error;
  }
}
