import { rename } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errnoCode } from '../../base/storage-error.ts';

/** Windows refuses to replace a file that a virus scanner has open; scanners let go in well under 1 s. */
const renameAttempts = 20;
const renameWaitMs = 50;

/**
 * Renames a file or folder; a file that has the new name is replaced.
 *
 * @throws  errors of `node:fs`
 */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isHeld = ['EPERM', 'EACCES', 'EBUSY'].includes(errnoCode(error) ?? '');
      if (process.platform !== 'win32' || !isHeld || attempt === renameAttempts) throw error;
      await delay(renameWaitMs);
    }
  }
}
