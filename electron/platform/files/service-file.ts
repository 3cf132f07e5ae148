import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { storageError } from '../../base/storage-error.ts';
import { Time } from '../../contract/values/units.ts';
import { isFolderLocked } from './folder-lock.ts';
import { readLimited } from './read-limited.ts';
import { writeAtomically } from './write-atomically.ts';

const ServiceFile = z.object({
  pid: z.number().int().positive(),
  startedAt: Time,
  url: z.url().max(500),
  version: z.string().max(100),
});
/** How the command line finds the service of a data folder. */
export type ServiceFile = z.infer<typeof ServiceFile>;

const pathIn = (folder: string): string => join(folder, 'service.json');

/**
 * Says where the service listens. Only the process that holds the folder's lock may do so.
 * @returns what takes the file away again
 */
export async function writeServiceFile(
  folder: string,
  content: ServiceFile,
): Promise<AsyncDisposable> {
  const file = pathIn(folder);
  try {
    await writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`, 0o600);
  } catch (error) {
    throw storageError(error, file, folder);
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}

/** @returns undefined where no service runs on the folder, whatever a killed one left behind */
export async function readServiceFile(folder: string): Promise<ServiceFile | undefined> {
  if (!isFolderLocked(folder)) return undefined;
  return readLeftServiceFile(folder);
}

/** The file as it lies there, for a caller who knows that a service runs. */
export async function readLeftServiceFile(folder: string): Promise<ServiceFile | undefined> {
  try {
    const found = await readLimited(pathIn(folder), 10_000);
    if (!found) return undefined;
    return ServiceFile.safeParse(JSON.parse(found.bytes.toString())).data;
  } catch {
    // Unreadable counts as absent: the command line then says that no service was found.
    return undefined;
  }
}
