import { access, chmod, constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageFinding } from '../../contract/values/package.ts';
import { installCommand, requiredTools } from '../../protocols/packages/required-tools.ts';
import type { PackageFile } from './package-files.ts';
import { readStrangeFile } from './read-strange-file.ts';

const maxScriptBytes = 1024 * 1024;
const maxScripts = 50;

/** The folder of a package that its own files lie in: `miner/`, or '' where that is the top. */
export function topOf(files: readonly PackageFile[], names: readonly string[]): string {
  const [first] = names.flatMap((name) =>
    files.filter(({ path }) => path.split('/').slice(1).join('/') === name || path === name),
  );
  const at = first?.path.indexOf('/') ?? -1;
  return first === undefined || at < 0 ? '' : first.path.slice(0, at + 1);
}

/** Makes scripts and programs executable, because not every archive says which files are. */
export async function makeRunnable(
  content: string,
  files: readonly PackageFile[],
): Promise<string[]> {
  const runnable: string[] = [];
  for (const { path, bytes } of files) {
    const file = join(content, path);
    if (bytes === 0 || !(isScript(path) || (await isProgram(file)))) continue;
    await chmod(file, 0o755);
    runnable.push(path);
  }
  return runnable;
}

/** Text that bash is asked to run; shown to whoever is asked for consent. */
export const isScript = (path: string): boolean => /\.(?:sh|bash)$/.test(path);

/** Begins as programs of Linux do, or names who reads it. */
async function isProgram(file: string): Promise<boolean> {
  await using handle = await open(file, 'r');
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.toString('latin1') === '\x7fELF' || buffer.toString('latin1').startsWith('#!');
}

/** Commands that the scripts use and this rig does not have, script by script. */
export async function missingTools(
  content: string,
  files: readonly PackageFile[],
  top: string,
  commandFolders: readonly string[],
): Promise<PackageFinding[]> {
  if (commandFolders.length === 0) return [];
  const findings: PackageFinding[] = [];
  for (const { path } of files.filter(({ path }) => isScript(path)).slice(0, maxScripts)) {
    const text = (await readStrangeFile(join(content, path), maxScriptBytes)) ?? '';
    const missing: string[] = [];
    for (const tool of requiredTools(text)) {
      const isBrought = files.some((file) => file.path === `${top}${tool}`);
      if (!isBrought && !(await hasCommand(tool, commandFolders))) missing.push(tool);
    }
    if (missing.length > 0) {
      findings.push({ severity: 'warning', where: path, text: lackOf(missing) });
    }
  }
  return findings;
}

/** One sentence, with what to type. */
export const lackOf = (tools: readonly string[]): string =>
  `It needs ${tools.join(', ')}, which this rig did not have. Install it: ${installCommand(tools)}.`;

async function hasCommand(name: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const isThere = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
