import { access, chmod, constants, realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import type { RaveosCommand } from '../../protocols/packages/raveos-command.ts';
import { BadPackageError } from './package-errors.ts';

/** What is started in the end. */
export interface CheckedCommand {
  /** Absolute. */
  readonly file: string;
  readonly args: readonly string[];
  /** Name of a program that is no part of the package, which a person has to agree to; else null. */
  readonly program: string | null;
}

/** What packages start that they do not bring: shells, languages, and what sets a program up. */
const programs = new Set(
  (
    'sh bash dash env python python3 perl node java mono dotnet wine screen tmux ' +
    'nice ionice nohup setsid taskset numactl stdbuf timeout unbuffer'
  ).split(' '),
);
const programFolders = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * Finds what a start script named: a file of the package, or a program that is known to start one.
 *
 * @param packageFolders  where the package lies; a relative name is looked for in the first
 * @throws {BadPackageError} where it is neither
 */
export async function checkCommand(
  { command, argv, shell }: RaveosCommand,
  packageFolders: readonly [string, ...string[]],
): Promise<CheckedCommand> {
  if (shell) return { file: '/bin/sh', args: ['-c', command], program: 'sh' };
  const [name, ...args] = argv;
  const inside = await insideOf(packageFolders, resolve(packageFolders[0], name));
  if (inside !== null) {
    // Some packages name a script of theirs that they forgot to make executable.
    await chmod(inside, 0o755).catch(() => undefined);
    return { file: inside, args, program: null };
  }
  const program = basename(name);
  const isAsked = programs.has(program) && (name === program || isOfSystem(name));
  const file = isAsked
    ? await firstExecutable(programFolders.map((at) => `${at}/${program}`))
    : null;
  if (file !== null) return { file, args, program };
  throw new BadPackageError(
    `The start script of the package names “${name.slice(0, 200)}”, which is no file of the package.`,
    {
      suggestion:
        'Ask its author what it needs; where the path has a space in it, that is the cause.',
    },
  );
}

/** The file itself, links followed; null where it is none, or lies outside. */
async function insideOf(folders: readonly string[], file: string): Promise<string | null> {
  try {
    const real = await realpath(file);
    const roots = await Promise.all(folders.map((folder) => realpath(folder)));
    const isInside = roots.some((root) => real.startsWith(`${root}${sep}`));
    return isInside && (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

const isOfSystem = (path: string): boolean =>
  programFolders.some((folder) => path === `${folder}/${basename(path)}`);

async function firstExecutable(files: readonly string[]): Promise<string | null> {
  for (const file of files) {
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return null;
}
