import { writeFile } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';

/**
 * Writes a new file that only this user can read.
 * @throws {MinerFileError} where the disk does not take it
 */
export async function writeSecretFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new MinerFileError(path, error);
  }
}

/** A miner's configuration could not be written. */
export class MinerFileError extends AppError {
  readonly code: 'disk-full' | 'start-failed';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly retryable = true;

  constructor(path: string, cause: unknown) {
    super(`cannot write ${path}`, { cause });
    const isFull = ['ENOSPC', 'EDQUOT'].includes(systemCode(cause));
    this.code = isFull ? 'disk-full' : 'start-failed';
    this.userMessage = isFull
      ? 'The disk is full, so the miner’s configuration could not be written.'
      : `The miner’s configuration could not be written (${systemCode(cause)}).`;
    this.suggestion = isFull
      ? 'Free some space; the miner starts again by itself.'
      : 'Check that the data folder can be written to.';
  }
}

const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
