import { createHash } from 'node:crypto';
import type { PoolDialect } from '../pool-session/pool-session.ts';
import type { HdsKernel } from './practice-pool/dialects/hds.ts';
import type { PoolOptions, PracticePoolOptions } from './practice-pool/practice-pool.ts';
import { startPracticePool, type PracticePool } from './practice-pool/practice-pool.ts';

const kernel = { algorithm: 'sha256d', backend: 'wasm', path: 'stub', hash: sha256 } as const;

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/**
 * What a practice pool of a dialect needs to take any share that is well formed and new: what hashes is
 * quick, and no hash is too high.
 */
export function easyPool(dialect: PoolDialect, options: PoolOptions = {}): PracticePoolOptions {
  switch (dialect) {
    case 'verus': {
      const prepareJob = (header: Uint8Array) => {
        const start = header.slice(0, -15);
        return {
          check: (tail: Uint8Array) => sha256(Buffer.concat([start, tail])),
          scan: () => null,
          [Symbol.dispose]: () => undefined,
        };
      };
      const { backend, path } = kernel;
      return { ...options, dialect, difficulty: 1e-5, kernel: { backend, path, prepareJob } };
    }
    case 'stratum1':
      return { ...options, dialect, difficulty: 1e-10, kernel };
    case 'hds': {
      const checks: HdsKernel = {
        backend: kernel.backend,
        verifyBeam: () => 'valid',
        beamTargetReached: () => true,
      };
      return { ...options, dialect, difficulty: 1, kernel: checks };
    }
    case 'cryptonote':
    case 'ethproxy':
    case 'ethstratum':
      break;
  }
  return { ...options, dialect, difficulty: 1 };
}

export function startEasyPool(
  dialect: PoolDialect,
  options: PoolOptions = {},
): Promise<PracticePool> {
  return startPracticePool(easyPool(dialect, options));
}
