import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MinerId } from '../../../contract/values/ids.ts';
import type { Verification } from '../../../contract/values/miner.ts';
import type { InstallPorts } from './ports.ts';
import { isVersionName } from './version-name.ts';

/** What is about to be moved, so that a program that was killed meanwhile can put it right. */
const Intent = z.object({
  minerId: MinerId,
  version: z.string().refine(isVersionName),
  /** Of the version that takes the place; null where one is removed. */
  archiveSha256: z.string().nullable(),
  /** Whether something lies there that has to be moved aside. */
  replaces: z.boolean(),
});
type Intent = z.infer<typeof Intent>;

export type Swap = Omit<Intent, 'replaces'>;

/** What is written down of a version; the archive stands for all of its files. */
export type Recorded = (
  minerId: MinerId,
  version: string,
) => Pick<Verification, 'archiveSha256'> | undefined;

export interface WorkFolderOptions {
  /** Folder of all miners. */
  readonly root: string;
  readonly rename: InstallPorts['rename'];
}

/**
 * A folder for what is unfinished, gone when it is disposed of. What is put in place from here is
 * there and recorded, or not there at all, and then what was there before is back.
 */
export class WorkFolder implements AsyncDisposable {
  readonly path: string;
  readonly #options: WorkFolderOptions;
  #swap: Intent | undefined;

  constructor(path: string, options: WorkFolderOptions) {
    this.path = path;
    this.#options = options;
  }

  /** Where a version is unpacked that is put in place later. */
  get content(): string {
    return join(this.path, 'content');
  }

  /**
   * Takes a downloaded file into this folder.
   * @param name  as its publisher calls it, for messages; what no file should be called is replaced
   * @returns     its path
   */
  async take(file: string, name: string): Promise<string> {
    const folder = join(this.path, 'archive');
    await mkdir(folder);
    const target = join(folder, name.replaceAll(/[^\w.+-]|^\.+/g, '_'));
    await this.#options.rename(file, target);
    return target;
  }

  /**
   * Moves what lies at the place of a version into this folder, then acts. Where anything fails, what
   * was moved goes back on disposal.
   *
   * @param act  puts something in its place, where there is something, and has it recorded
   */
  async swap(swap: Swap, act: (target: string) => Promise<void>): Promise<void> {
    const target = targetOf(this.#options.root, swap);
    const intent: Intent = { ...swap, replaces: await exists(target) };
    await writeFile(join(this.path, 'intent.json'), JSON.stringify(intent), { mode: 0o600 });
    this.#swap = intent;
    if (intent.replaces) await this.#options.rename(target, join(this.path, 'old'));
    await act(target);
    this.#swap = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (this.#swap) {
        const outcome = { isDone: false, isOldWanted: this.#swap.replaces };
        await settle(this.path, this.#options, this.#swap, outcome);
      }
      await remove(this.path);
    } catch {
      // The next start puts right what could not be put right now, and says so where it cannot.
    }
  }
}

/**
 * Puts right what a program that was killed left in such a folder, and removes it.
 *
 * @param recorded  of the version that counts as installed, undefined where none does
 */
export async function settleWorkFolder(
  path: string,
  options: WorkFolderOptions,
  recorded: Recorded,
): Promise<void> {
  const text = await readFile(join(path, 'intent.json'), 'utf8').catch(() => '');
  const intent = Intent.safeParse(jsonOf(text));
  if (intent.success) {
    const { minerId, version, archiveSha256 } = intent.data;
    const record = recorded(minerId, version);
    const isDone = archiveSha256 !== null && archiveSha256 === record?.archiveSha256;
    await settle(path, options, intent.data, { isDone, isOldWanted: record !== undefined });
  }
  await remove(path);
}

async function settle(
  path: string,
  { root, rename }: WorkFolderOptions,
  intent: Intent,
  { isDone, isOldWanted }: { readonly isDone: boolean; readonly isOldWanted: boolean },
): Promise<void> {
  const target = targetOf(root, intent);
  const old = join(path, 'old');
  const isOldAside = await exists(old);
  // Without the old one aside nothing was moved yet, or it was moved back already.
  if (isDone || (intent.replaces && !isOldAside)) return;
  // Renamed before it is removed, so that no half of it is ever seen.
  if (await exists(target)) await rename(target, join(path, 'refused'));
  if (isOldAside && isOldWanted) await rename(old, target);
  await removeIfEmpty(join(root, intent.minerId));
}

const targetOf = (root: string, { minerId, version }: Swap): string => join(root, minerId, version);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Windows refuses to remove what another program, such as a scanner, still has open. */
export const remove = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 5 });

export async function removeIfEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => ['unknown']);
  if (names.length === 0) await rm(folder, { recursive: true, force: true });
}
