import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { StartFailedError } from './pty-errors.ts';
import type { PtySpawn } from './pty-process.ts';

/**
 * Finds before a start what the system would only say in the terminal of a process that ends at once.
 *
 * @throws {StartFailedError}  saying what is wrong
 */
export async function checkStart({ file, cwd }: Pick<PtySpawn, 'file' | 'cwd'>): Promise<void> {
  if (!isAbsolute(file)) throw new StartFailedError(`${file} is not a full path to a program.`);
  const program = await statOf(file);
  if (!program) {
    throw new StartFailedError(
      `The program ${file} does not exist.`,
      'An antivirus program may have removed it. Install it again.',
    );
  }
  if (!program.isFile()) throw new StartFailedError(`${file} is not a program.`);
  await access(file, constants.X_OK).catch(() => {
    throw new StartFailedError(`The program ${file} may not be executed by this user.`);
  });
  const folder = await statOf(cwd);
  if (!folder?.isDirectory()) {
    throw new StartFailedError(
      `The folder ${cwd}, in which the program should run, does not exist.`,
    );
  }
}

const statOf = (path: string) => stat(path).catch(() => undefined);
