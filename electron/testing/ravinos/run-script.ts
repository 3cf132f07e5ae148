import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tempFolder } from '../temp-folder.ts';

/** Folder of the Python module, as it is shipped. */
export const ravinosFolder = resolve(import.meta.dirname, '../../../resources/ravinos');

export interface ScriptEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What `run` was called with, parsed; undefined where it was not. */
  readonly command: unknown;
  /** What `set_stats` was called with, parsed; undefined where it was not. */
  readonly result: unknown;
  readonly log: string;
}

/** Runs a text under a real Python with the module `ravinos`, without confinement. */
export function runScript(
  python: string,
  text: string,
  given: { readonly config?: unknown; readonly stats?: unknown } = {},
): ScriptEnd {
  using folder = tempFolder();
  const at = (name: string): string => join(folder.path, name);
  writeFileSync(at('script.py'), text);
  writeFileSync(at('config.json'), JSON.stringify(given.config ?? {}));
  writeFileSync(at('stats.json'), JSON.stringify(given.stats ?? {}));
  const { status, stdout, stderr } = spawnSync(python, ['-s', '-B', at('script.py')], {
    cwd: folder.path,
    encoding: 'utf8',
    timeout: 15_000,
    env: {
      PATH: process.env['PATH'] ?? '',
      PYTHONPATH: ravinosFolder,
      PYTHONUTF8: '1',
      RAVINOS_CONFIG: at('config.json'),
      RAVINOS_STATS: at('stats.json'),
      RAVINOS_COMMAND: at('command.json'),
      RAVINOS_RESULT: at('result.json'),
      RAVINOS_LOG: at('log.txt'),
    },
  });
  const json = (name: string): unknown =>
    existsSync(at(name)) ? JSON.parse(readFileSync(at(name), 'utf8')) : undefined;
  return {
    exitCode: status,
    stdout,
    stderr,
    command: json('command.json'),
    result: json('result.json'),
    log: existsSync(at('log.txt')) ? readFileSync(at('log.txt'), 'utf8') : '',
  };
}
