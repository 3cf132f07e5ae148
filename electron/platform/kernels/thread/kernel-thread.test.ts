import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { HeaderRefusedError, KernelThreadLostError, TooManyCallsError } from '../kernel-errors.ts';
import { KernelUnavailableError } from '../kernel-unavailable-error.ts';
import { loadKernel, loadSolutionKernel } from '../load-kernel.ts';
import { startKernelThread } from './kernel-thread.ts';

const entry = fileURLToPath(new URL('./kernel-worker.ts', import.meta.url));
const closing = new AsyncDisposableStack();
afterAll(() => closing.disposeAsync());

/** Time within which a stopped thread has to answer again; CI may be slow. */
const withinMs = 50 * (process.env['CI'] === 'true' ? 4 : 1);

const header = randomBytes(1487);
header.writeUInt32LE(0x10004);
header.writeUInt32LE(7, 143);
header.writeUInt8(0, 148);
const tail = new Uint8Array(15);
const never = new Uint8Array(32);
const always = new Uint8Array(32).fill(0xff);
const wasm = await loadKernel('verushash', { backend: 'wasm' });
const solver = await loadSolutionKernel({ backend: 'wasm' });

describe.each(['native', 'wasm'] as const)('a kernel thread, %s', (backend) => {
  const start = () => startKernelThread({ entry, algorithm: 'verushash', backend });

  async function open(): Promise<Awaited<ReturnType<typeof start>> | null> {
    try {
      return closing.use(await start());
    } catch (error) {
      // Where there is no addon, there is nothing to test of it.
      if (backend === 'native' && error instanceof KernelUnavailableError) return null;
      throw error;
    }
  }
  const opened = open();

  it('checks and scans as the kernel itself does', async () => {
    const thread = await opened;
    if (!thread) return;
    expect(thread).toMatchObject({ algorithm: 'verushash', backend });
    using job = wasm.prepareJob(header);
    expect(await thread.check({ header, tail })).toEqual(job.check(tail));
    const target = always.with(31, 0);
    const request = { header, tail, target, startNonce: 7, count: 5_000 };
    expect(await thread.scan(request)).toEqual(job.scan(tail, target, 7, 5_000));
    expect(await thread.scan({ ...request, target: never })).toBeNull();
  });

  it('takes many headers at once, more than it keeps prepared', async () => {
    const thread = await opened;
    if (!thread) return;
    const headers = Array.from({ length: 100 }, (_, index) =>
      Uint8Array.from(header).with(9, index),
    );
    const hashes = await Promise.all(headers.map((each) => thread.check({ header: each, tail })));
    for (const [index, each] of headers.entries()) {
      using job = wasm.prepareJob(each);
      expect(hashes[index]).toEqual(job.check(tail));
    }
  });

  it('verifies and solves', async () => {
    const thread = await opened;
    if (!thread) return;
    const parameters = { n: 48, k: 5 };
    const input = new Uint8Array(40).fill(3);
    const solutions = await thread.solveEquihash({ parameters, input });
    for (const solution of solutions) {
      expect(solver.verifyEquihash(parameters, input, solution)).toBe('valid');
    }
    expect(solutions.length).toBe(solver.solveEquihash(parameters, input).length);
    const beam = { generation: 3 as const, input: new Uint8Array(32), nonce: new Uint8Array(8) };
    expect(await thread.verifyBeam({ ...beam, solution: new Uint8Array(104) })).toBe('distinct');
  });

  it('throws what the kernel throws', async () => {
    const thread = await opened;
    if (!thread) return;
    await expect(thread.check({ header: header.subarray(1), tail })).rejects.toThrow(RangeError);
    const wrong = { header: 'text' as unknown as Uint8Array, tail };
    await expect(thread.check(wrong)).rejects.toThrow(TypeError);
    const uncommitted = Uint8Array.from(header).with(148, 1);
    await expect(thread.check({ header: uncommitted, tail, rule: 'pool' })).rejects.toThrow(
      HeaderRefusedError,
    );
    const wraps = { header, tail, target: never, startNonce: 1, count: 2 ** 32 };
    await expect(thread.scan(wraps)).rejects.toThrow('count must be from 0 to 4294967295');
    const parameters = { n: 200, k: 9 };
    await expect(thread.solveEquihash({ parameters, input: tail })).rejects.toThrow('too large');
  });

  it.each(['scan', 'solveEquihash'] as const)(
    'ends a %s that is aborted, and computes again at once',
    async (name) => {
      const thread = await opened;
      if (!thread) return;
      const stopping = new AbortController();
      const scan = { header, tail, target: never, startNonce: 0, count: 2 ** 32 };
      const solve = { parameters: { n: 96, k: 5 }, input: tail };
      const long =
        name === 'scan'
          ? thread.scan(scan, stopping.signal)
          : thread.solveEquihash(solve, stopping.signal);
      // Answered after the other has begun, as calls are taken one after the other.
      const next = name === 'scan' ? undefined : thread.check({ header, tail });
      const reason = new Error('a new job');
      const began = performance.now();
      setImmediate(() => stopping.abort(reason));
      await expect(long).rejects.toBe(reason);
      expect(performance.now() - began).toBeLessThan(withinMs);
      await next;
      expect(await thread.check({ header, tail })).toBeInstanceOf(Uint8Array);
    },
  );

  it('does not begin what has been aborted', async () => {
    const thread = await opened;
    if (!thread) return;
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(thread.check({ header, tail }, signal)).rejects.toThrow('too late');
  });

  it('refuses more than it can get done', async () => {
    const thread = await opened;
    if (!thread) return;
    const calls = Array.from({ length: 1_025 }, () => thread.check({ header, tail }));
    const results = await Promise.allSettled(calls);
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: expect.any(TooManyCallsError) as unknown },
    ]);
  });

  it('lets nobody wait when it ends', async () => {
    const thread = await start().catch(() => null);
    if (!thread) return;
    const scan = { header, tail, target: never, startNonce: 0, count: 2 ** 32 };
    const [result] = await Promise.allSettled([thread.scan(scan), thread[Symbol.asyncDispose]()]);
    expect(result).toMatchObject({ reason: expect.any(KernelThreadLostError) as unknown });
    await expect(thread.check({ header, tail })).rejects.toThrow(KernelThreadLostError);
  });
});

it('says why a thread does not start', async () => {
  const options = { entry, algorithm: 'verushash', path: 'abacus', backend: 'wasm' } as const;
  await expect(startKernelThread(options)).rejects.toThrow(KernelUnavailableError);
  const stopped = AbortSignal.abort(new Error('not any more'));
  await expect(startKernelThread(options, stopped)).rejects.toThrow('not any more');
});
