import {
  loadVectorBackend,
  vectorBackendNames,
  type VectorBackendName,
} from '../../platform/kernels/vectors/load-vector-backend.ts';
import { KernelUnavailableError } from '../../platform/kernels/kernel-unavailable-error.ts';
import type { VectorBackend } from '../../platform/kernels/vectors/vector-backend.ts';
import { checkVector } from '../../platform/kernels/vectors/vector-table.ts';
import { targetOfBits, targetOfDifficulty } from '../../protocols/stratum/verus/target.ts';
import { exitCodes, type Output } from '../output.ts';
import { readVectorFile, type VectorLine } from './vector-file.ts';

const targets = { targetOfBits, targetOfDifficulty };

interface Verified {
  readonly file: string;
  readonly backend: VectorBackendName;
  /** The CPU path of VerusHash. */
  readonly path: string;
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Compares files of known answers with what the kernels compute, and ends with exit code 1 where
 * anything differs.
 *
 * @param only  one backend; without it all that this machine has
 * @throws {KernelUnavailableError}  when the one asked for is not there
 */
export async function verifyVectors(
  files: readonly string[],
  only: VectorBackendName | undefined,
  output: Output,
): Promise<void> {
  const backends = await openBackends(only, output);
  const verified: Verified[] = [];
  for (const file of files) {
    const lines = await readVectorFile(file);
    for (const [name, backend] of backends) verified.push(verify(file, lines, name, backend));
  }
  output.result(verified, verified.flatMap(textLines));
  if (verified.some(({ failed }) => failed > 0)) process.exitCode = exitCodes.failed;
}

async function openBackends(
  only: VectorBackendName | undefined,
  output: Output,
): Promise<[VectorBackendName, VectorBackend][]> {
  if (only !== undefined) return [[only, await loadVectorBackend(only)]];
  const opened: [VectorBackendName, VectorBackend][] = [];
  for (const name of vectorBackendNames) {
    try {
      opened.push([name, await loadVectorBackend(name)]);
    } catch (error) {
      if (!(error instanceof KernelUnavailableError) || name === 'wasm') throw error;
      output.note(`${name} is left out. ${error.userMessage}`);
    }
  }
  return opened;
}

function verify(
  file: string,
  lines: readonly VectorLine[],
  backendName: VectorBackendName,
  backend: VectorBackend,
): Verified {
  const failures = lines.flatMap(({ id, content }) => {
    const reason =
      'problem' in content ? content.problem : checkVector(content.value, backend, targets);
    return reason === null ? [] : [{ id, reason }];
  });
  return {
    file,
    backend: backendName,
    path: backend.verushash.path,
    passed: lines.length - failures.length,
    failed: failures.length,
    failures,
  };
}

const textLines = ({ file, backend, path, passed, failed, failures }: Verified): string[] => [
  `${file}, ${backend} (${path}): ${passed} passed, ${failed} failed`,
  ...failures.map(({ id, reason }) => `  ${id}: ${reason}`),
];
