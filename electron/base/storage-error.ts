import { AppError } from './app-error.ts';

/** A file, a folder or the database cannot be read or written. */
export class StorageError extends AppError {
  readonly code: 'storage-failed' | 'disk-full' = 'storage-failed';
  readonly userMessage: string;
  override readonly suggestion: string;

  constructor(userMessage: string, suggestion: string, options?: ErrorOptions) {
    super(userMessage, options);
    this.userMessage = userMessage;
    this.suggestion = suggestion;
  }
}

/** No space is left where something was to be written; what was there before is still there. */
export class DiskFullError extends StorageError {
  override readonly code = 'disk-full';
  override readonly retryable = true;

  /** @param folder  where the space is missing */
  constructor(folder: string, options?: ErrorOptions) {
    super(
      `The disk that holds ${folder} is full, so nothing more could be saved.`,
      'Free some space on that disk; mining goes on meanwhile.',
      options,
    );
  }
}

/**
 * The expected failure behind an error of `node:fs`.
 *
 * @param path    file or folder that was worked on
 * @param folder  folder that is named where the disk is full
 */
export function storageError(error: unknown, path: string, folder: string): AppError {
  if (error instanceof AppError) return error;
  const code = errnoCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new DiskFullError(folder, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StorageError(
      `Rigwright has no permission to use ${path}.`,
      'Give the account that runs Rigwright read and write access to it, then try again.',
      { cause: error },
    );
  }
  return new StorageError(
    `${path} could not be read or written (${code ?? 'unknown cause'}).`,
    'Check the disk, then try again.',
    { cause: error },
  );
}

/** `ENOENT` and the like, where the error carries one. */
export function errnoCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
