import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from './base/app-error.ts';
import { childEnvironment } from './features/miners/child-environment.ts';
import type {
  Confinement,
  Confiner,
  MinerStart,
  ScriptEnd,
  ScriptRun,
} from './features/packages/ports.ts';
import { confinedCommand } from './platform/confinement/confined-command.ts';
import {
  canConfine,
  inForce,
  type ConfinementSupport,
  type Limits,
} from './platform/confinement/confinement.ts';
import { probeConfinement } from './platform/confinement/probe-confinement.ts';
import { runToEnd } from './platform/confinement/run-to-end.ts';
import {
  minerDevices,
  ownDevices,
  plainDevices,
  systemFolders,
} from './platform/confinement/system-paths.ts';
import { findPython, type Python } from './platform/python/find-python.ts';

/** What the launcher ends with and says where a rule cannot be enforced. */
const refusedCode = 126;
const refusedText = 'The program was not started';
const maxOutputBytes = 1024 * 1024;

/** Where confined programs find commands. */
export const commandFolders: readonly string[] = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** Of a script: more than one that copies its miner around needs. */
const scriptLimits: Limits = {
  cpuSeconds: 30,
  fileBytes: 4 * 1024 ** 3,
  memoryBytes: 2 * 1024 ** 3,
  openFiles: 256,
  moreProcesses: 64,
};
/** Of a miner, which has a thread for every core and maps the memory of its cards. */
const minerLimits: Limits = { fileBytes: 16 * 1024 ** 3, openFiles: 65_536, moreProcesses: 4096 };

/** Strangers' programs are not started where nothing can be kept from them. */
class CannotConfineError extends AppError {
  readonly code = 'start-failed';
  readonly userMessage =
    'Programs cannot be confined on this system, so nothing of a package is started.';
  override readonly suggestion =
    'Use a Linux kernel with Landlock (5.13 or later, as in Debian 12 or Ubuntu 22.04).';
  constructor() {
    super('neither Landlock with seccomp nor namespaces can be enforced');
  }
}

/**
 * Starts programs of packages confined.
 *
 * @param folder  of our Python files; null where they are not there
 */
export function openConfiner(folder: string | null): Confiner {
  let found: { readonly python: Python; readonly support: ConfinementSupport } | null = null;
  return {
    async ready() {
      if (folder === null) throw new CannotConfineError();
      const launcher = join(folder, 'confine.py');
      // Looked for again where it is not there: who was told to install it need not start anew.
      if (found === null || !existsSync(found.python.file)) {
        const python = await findPython();
        found = { python, support: await probeConfinement(python.file, launcher) };
      }
      const { python, support } = found;
      if (!canConfine(support)) throw new CannotConfineError();
      return confinement({ python, launcher, folder, support });
    },
  };
}

interface Tools {
  readonly python: Python;
  readonly launcher: string;
  /** Of our Python files. */
  readonly folder: string;
  readonly support: ConfinementSupport;
}

const confinement = (tools: Tools): Confinement => ({
  inForce: inForce(tools.support),
  runScript: (run) => runScript(run, tools),
  async miner({ file, args, read, write, logFile }: MinerStart) {
    const rules = {
      read: [...readable(tools), ...read],
      write,
      devices: [...(await minerDevices()), ...(tools.support.view ? ownDevices : [])],
      network: 'open' as const,
      limits: minerLimits,
      layers: layersOf(tools.support),
      hold: { log: logFile },
    };
    const command = confinedCommand(tools.python.file, tools.launcher, rules, { file, args });
    return { ...command, env: environment(write[0]) };
  },
});

const readable = ({ python, folder }: Tools): string[] => [
  ...systemFolders,
  ...python.folders,
  folder,
];

/** All that the system can do; the launcher starts nothing where one of them fails. */
const layersOf = ({ view, landlock }: ConfinementSupport): ('view' | 'landlock')[] => [
  ...(view ? (['view'] as const) : []),
  ...(landlock >= 1 ? (['landlock'] as const) : []),
];

async function runScript(
  { language, script, args = [], read, write, network, variables, timeoutMs, signal }: ScriptRun,
  tools: Tools,
): Promise<ScriptEnd> {
  const { python, launcher, folder, support } = tools;
  const isPython = language === 'python';
  const rules = {
    read: [...readable(tools), ...read],
    write,
    devices: plainDevices,
    network,
    limits: scriptLimits,
    layers: layersOf(support),
    hold: null,
  };
  const command = isPython
    ? { file: python.file, args: ['-s', '-B', script, ...args] }
    : { file: '/bin/bash', args: ['--noprofile', '--norc', script, ...args] };
  const { ending, exitCode, output } = await runToEnd({
    ...confinedCommand(python.file, launcher, rules, command),
    cwd: write[0],
    env: {
      ...environment(write[0]),
      ...(isPython && {
        PYTHONPATH: folder,
        PYTHONUTF8: '1',
        // What lies beside the scripts as compiled is not what was looked at.
        PYTHONPYCACHEPREFIX: '/nowhere',
      }),
      ...variables,
    },
    timeoutMs,
    maxOutputBytes,
    ...(signal && { signal }),
  });
  const isRefused = ending === 'left' || (exitCode === refusedCode && output.includes(refusedText));
  return { ending: isRefused ? 'refused' : ending, exitCode, output };
}

/** What every program needs, and nothing of the person's: home is where it may write. */
const environment = (home: string): Record<string, string> => ({
  ...childEnvironment(process.env),
  PATH: commandFolders.join(':'),
  HOME: home,
  TMPDIR: home,
  // Where tmux puts its socket.
  TMUX_TMPDIR: home,
});
