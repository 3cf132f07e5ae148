import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { confinedCommand } from '../../platform/confinement/confined-command.ts';
import type { Rules } from '../../platform/confinement/confinement.ts';
import { runToEnd, type RunEnd } from '../../platform/confinement/run-to-end.ts';
import { plainDevices, systemFolders } from '../../platform/confinement/system-paths.ts';
import { findPython } from '../../platform/python/find-python.ts';
import { ravinosFolder } from './run-script.ts';

export const launcher = join(ravinosFolder, 'confine.py');

export interface Trial {
  readonly rules?: Partial<Rules>;
  readonly timeoutMs?: number;
}

/** Runs Python text confined to `<folder>/own`, beside which lies `<folder>/secret`. */
export async function confined(
  folder: string,
  text: string,
  { rules, timeoutMs }: Trial = {},
): Promise<RunEnd> {
  const python = await findPython();
  const own = join(folder, 'own');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(folder, 'secret'), 'my key', { mode: 0o600 });
  writeFileSync(join(own, 'script.py'), `${prelude}\n${text}`);
  const all: Rules = {
    read: [...systemFolders, ...python.folders, own],
    write: [own],
    devices: plainDevices,
    network: 'none',
    limits: { cpuSeconds: 10, fileBytes: 1_000_000, openFiles: 128, memoryBytes: 2 ** 31 },
    layers: ['view', 'landlock'],
    hold: null,
    ...rules,
  };
  const command = { file: python.file, args: [join(own, 'script.py'), folder] };
  return runToEnd({
    ...confinedCommand(python.file, launcher, all, command),
    cwd: own,
    env: { PATH: '/usr/bin:/bin' },
    timeoutMs: timeoutMs ?? 10_000,
    maxOutputBytes: 100_000,
  });
}

/** `attempt` prints what came of it: done, or the name of the error. */
export const prelude = `
import ctypes, errno, os, socket, subprocess, sys, time
top = sys.argv[1]
def attempt(name, work):
    try:
        result = work()
        print(name, "done" if result is None else result)
    except OSError as error:
        print(name, errno.errorcode.get(error.errno, error))
    sys.stdout.flush()
`;

export const lines = ({ output }: RunEnd): string[] => output.trim().split('\n');

export const layerSets: ('view' | 'landlock')[][] = [['view', 'landlock'], ['landlock'], ['view']];
/** Whatever keeps it back, it is told so. */
export const refusal = (name: string): unknown =>
  expect.stringMatching(new RegExp(`^${name} E(?:ACCES|PERM|ROFS|NOENT|XDEV)$`));
