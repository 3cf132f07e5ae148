import { errnoCode, storageError } from '../../base/storage-error.ts';

/** The expected failure behind an error of the disk; anything else stays what it is. */
export const diskError = (error: unknown, path: string, folder: string): unknown =>
  errnoCode(error) === undefined ? error : storageError(error, path, folder);
