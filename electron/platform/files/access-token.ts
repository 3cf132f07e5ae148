import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { storageError } from '../../base/storage-error.ts';
import { readLimited } from './read-limited.ts';
import { writeAtomically } from './write-atomically.ts';

/** 256 random bits, as URL-safe text. */
const tokenBytes = 32;
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

const pathIn = (folder: string): string => join(folder, 'access-token');

/**
 * What a caller over HTTP must know: made once, kept in a file only its owner can read.
 * A damaged one is replaced, which logs browsers out and harms nothing else.
 */
export async function ensureAccessToken(folder: string): Promise<string> {
  const known = await readAccessToken(folder);
  if (known !== undefined) return known;
  const token = randomBytes(tokenBytes).toString('base64url');
  try {
    await writeAtomically(pathIn(folder), `${token}\n`, 0o600);
  } catch (error) {
    throw storageError(error, pathIn(folder), folder);
  }
  return token;
}

/** @returns undefined where there is none yet, or what is there is no token */
export async function readAccessToken(folder: string): Promise<string | undefined> {
  const file = pathIn(folder);
  try {
    const found = await readLimited(file, 1_000);
    if (!found) return undefined;
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) await chmod(file, 0o600);
    const text = found.bytes.toString().trim();
    return tokenForm.test(text) ? text : undefined;
  } catch (error) {
    throw storageError(error, file, folder);
  }
}
