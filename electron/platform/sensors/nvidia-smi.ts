import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CardFigures } from './card-figures.ts';
import { nvidiaSmiFields, readNvidiaSmi } from './nvidia-smi-figures.ts';

const run = promisify(execFile);

/** A row for each card has less than 100 letters. */
const maxOutputBytes = 64 * 1024;

export interface NvidiaSmiOptions {
  /** Of the program, which is looked for on its PATH. */
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

/**
 * Asks the program that NVIDIA's driver brings for the figures of its cards.
 *
 * @returns figures by `0b:00.0`; none where the program is not there or fails, as it does as a whole
 *          once a single card is lost. Never rejects.
 */
export async function askNvidiaSmi({
  env = process.env,
  timeoutMs = 4_000,
}: NvidiaSmiOptions = {}): Promise<ReadonlyMap<string, CardFigures>> {
  try {
    const { stdout } = await run(
      'nvidia-smi',
      [`--query-gpu=${nvidiaSmiFields.join(',')}`, '--format=csv,noheader,nounits'],
      { env, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: maxOutputBytes },
    );
    return readNvidiaSmi(stdout);
  } catch {
    return new Map();
  }
}
