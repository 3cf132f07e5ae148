import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PythonMissingError } from './python-missing-error.ts';

export interface Python {
  /** The interpreter itself, not a script that chooses one. */
  readonly file: string;
  /** Such as 3.11.2. */
  readonly version: string;
  /** Folders that it needs to be able to read besides those of the system. */
  readonly folders: readonly string[];
}

/** A command that may start a Python, with its first arguments. */
export type PythonCommand = readonly [string, ...string[]];

/** The launcher of Windows knows what is installed; `python` alone may be the shop's advertisement. */
const usualCommands = (platform: NodeJS.Platform): readonly PythonCommand[] =>
  platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']];

const oldest = [3, 8] as const;
/** Version managers look around a while before they start one. */
const timeoutMs = 10_000;

const question =
  'import json,sys;print(json.dumps({"file":sys.executable,"version":list(sys.version_info[:3]),' +
  '"folders":sorted({sys.base_prefix,sys.prefix,sys.base_exec_prefix,sys.exec_prefix})}))';

const Answer = z.object({
  file: z.string().min(1),
  version: z.tuple([z.number(), z.number(), z.number()]),
  folders: z.array(z.string().min(1)).max(8),
});

/**
 * The first Python of at least 3.8 that runs.
 *
 * @param commands  what to try, in order; the usual names on PATH where it is left out
 * @throws {PythonMissingError} saying what to install
 */
export async function findPython(
  commands: readonly PythonCommand[] = usualCommands(process.platform),
): Promise<Python> {
  let tooOld: string | null = null;
  for (const command of commands) {
    const answer = await ask(command);
    if (answer === null) continue;
    const [major, minor] = answer.version;
    const version = answer.version.join('.');
    if (major === oldest[0] && minor >= oldest[1]) {
      return { file: answer.file, version, folders: answer.folders };
    }
    tooOld ??= version;
  }
  throw new PythonMissingError(tooOld, process.platform);
}

const run = promisify(execFile);

/** @returns null where it does not run, or is no Python: nothing there that could be used */
async function ask([file, ...args]: PythonCommand): Promise<z.infer<typeof Answer> | null> {
  try {
    const { stdout } = await run(file, [...args, '-I', '-c', question], {
      timeout: timeoutMs,
      windowsHide: true,
      maxBuffer: 64 * 1024,
    });
    return Answer.parse(JSON.parse(stdout));
  } catch {
    return null;
  }
}
