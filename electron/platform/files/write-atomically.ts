import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameOver } from './rename-over.ts';

/**
 * Replaces a file as a whole. Whenever the program or the power ends, the file holds the old text or
 * the new one; a full disk leaves the old one.
 *
 * Not `write-file-atomic`: version 8 does not look at how much was written, and on a full disk it
 * replaced a good file by the part that fitted. The unfinished text has a fixed name, so that killed
 * writers leave one file behind at most; two writers of one file must take turns.
 *
 * @param mode  permissions of the file, such as 0o600
 * @throws      errors of `node:fs`
 */
export async function writeAtomically(file: string, text: string, mode: number): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await using handle = await open(partial, 'w', mode);
    // A partial file that was left behind keeps its permissions when it is opened again.
    await handle.chmod(mode);
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await renameOver(partial, file);
  await syncFolder(dirname(file));
}

/** Without this a power failure can undo the rename. Windows neither needs nor allows it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder, 'r');
  await handle.sync();
}
