import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { findPython } from './find-python.ts';
import { PythonMissingError } from './python-missing-error.ts';

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('looking for Python', () => {
  it('finds the interpreter itself with its folders', async () => {
    const python = await findPython();
    expect(python.version).toMatch(/^3\.(?:[89]|\d{2})\.\d+$/);
    expect([python.file, ...python.folders].every((path) => existsSync(path))).toBe(true);
  });

  it('goes on where a command is missing, fails, or prints something else', async () => {
    using folder = tempFolder();
    const talker = script(folder.path, 'talker', 'echo "Python was not found; get it in the shop"');
    const failing = script(folder.path, 'failing', 'exit 9');
    const python = await findPython([['no-such-python'], [talker], [failing], ['python3']]);
    expect(python.version).toMatch(/^3\./);
  });

  it('says what to install where there is none', async () => {
    const error = await failure(findPython([['no-such-python']]));
    expect(errorBody(error)).toMatchObject({
      code: 'python-missing',
      message:
        'The scripts of this package need Python 3.8 or later, which this rig does not have.',
      suggestion: 'Install it (Debian and Ubuntu: apt install python3), then start again.',
    });
  });

  it('says which one is too old', async () => {
    using folder = tempFolder();
    const old = script(
      folder.path,
      'old',
      `echo '{"file":"/usr/bin/python3","version":[3,6,15],"folders":[]}'`,
    );
    const error = await failure(findPython([[old]]));
    expect(errorBody(error).message).toBe(
      'The scripts of this package need Python 3.8 or later; this rig has 3.6.15.',
    );
  });

  it('tells people with Windows where to get it', () => {
    expect(new PythonMissingError(null, 'win32').suggestion).toBe(
      'Install Python from python.org with “Add python.exe to PATH”, then start again.',
    );
  });
});

function script(folder: string, name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}
