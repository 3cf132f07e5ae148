import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem } from 'node:os';
import type { Sql } from './base/sql.ts';
import type { Check, Finding } from './features/doctor/doctor.ts';
import { kernelStatus } from './platform/kernels/load-kernel.ts';
import type { PtyHostClient } from './platform/pty/pty-host-client.ts';

const megabyte = 1024 * 1024;

/** What can be said of a computer and a data folder whether the program runs or not. */
export function computerChecks(folder: string): Check[] {
  return [
    { id: 'runtime', title: 'Runtime', examine: examineRuntime },
    kernelCheck(),
    { id: 'data-folder', title: 'Data folder', examine: () => examineFolder(folder) },
    { id: 'memory', title: 'Memory', examine: examineMemory },
  ];
}

/** @param native  the `native` folder, found by itself outside tests */
export function kernelCheck(native?: string): Check {
  return { id: 'kernels', title: 'Hash kernels', examine: () => examineKernels(native) };
}

/** A program under a real terminal, as every miner runs. */
export function terminalCheck(ptyHost: Pick<PtyHostClient, 'spawn'>, folder: string): Check {
  return {
    id: 'terminal',
    title: 'Terminal for miners',
    async examine() {
      const { exited } = await ptyHost.spawn({
        runId: 'doctor',
        file: process.execPath,
        args: ['-e', 'process.exit(7)'],
        cwd: folder,
        env: { ELECTRON_RUN_AS_NODE: '1' },
        onOutput: () => undefined,
      });
      const { exitCode } = await exited;
      if (exitCode === 7) return { status: 'ok', text: 'Programs run under a terminal.' };
      return {
        status: 'problem',
        text: `A program under a terminal ended with ${exitCode}, not 7.`,
      };
    },
  };
}

export function databaseCheck(sql: Sql): Check {
  return {
    id: 'database',
    title: 'History database',
    examine() {
      const found = sql.get<{ quick_check: string }>('pragma quick_check(1)')?.quick_check;
      if (found === 'ok') return { status: 'ok', text: 'The history database is in order.' };
      return {
        status: 'problem',
        text: `The history database is damaged: ${found ?? 'no answer'}.`,
        suggestion: 'Restart Rigwright: it sets a damaged database aside and begins a new one.',
      };
    },
  };
}

export function webAppCheck(webRoot: string): Check {
  return {
    id: 'web-app',
    title: 'Web app',
    examine: () =>
      existsSync(webRoot)
        ? { status: 'ok', text: 'The web app is built.' }
        : {
            status: 'problem',
            text: 'The web app is not built, so a browser sees no page.',
            suggestion: 'Run “npm run build”.',
          },
  };
}

function examineRuntime(): Finding {
  const { node, electron } = process.versions;
  const text = electron ? `Electron ${electron}, Node ${node}` : `Node ${node}`;
  if (Number(node.split('.')[0]) >= 24) return { status: 'ok', text };
  return { status: 'problem', text, suggestion: 'Rigwright needs Node 24 or later.' };
}

async function examineKernels(native: string | undefined): Promise<Finding> {
  const { backend, paths, reason } = await kernelStatus(
    native === undefined ? {} : { folder: native },
  );
  const each = Object.entries(paths).map(([algorithm, path]) => `${algorithm} by ${path}`);
  const served = `${each.join(', ')}; BeamHash and Equihash.`;
  if (backend === 'native') return { status: 'ok', text: `Native kernels: ${served}` };
  return {
    status: 'warning',
    text: `${withStop(reason ?? '')} WebAssembly serves in their place, slower: ${served}`,
    suggestion: 'Install a C++ compiler and run “npm run native”.',
  };
}

/** A sentence whose end came from a system may lack its full stop. */
const withStop = (sentence: string): string => sentence.replace(/\.?$/, '.');

async function examineFolder(folder: string): Promise<Finding> {
  if (!existsSync(folder)) {
    return { status: 'ok', text: `${folder} will be made at the first start.` };
  }
  accessSync(folder, constants.R_OK | constants.W_OK);
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / megabyte;
  const text = `${folder}, ${Math.round(free).toLocaleString('en')} MB free.`;
  if (free >= 500) return { status: 'ok', text };
  return {
    status: free < 50 ? 'problem' : 'warning',
    text,
    suggestion: 'Free some space on this disk: history and logs need about 500 MB.',
  };
}

function examineMemory(): Finding {
  const free = freemem() / megabyte;
  const text = `${Math.round(free).toLocaleString('en')} MB free.`;
  if (free >= 500) return { status: 'ok', text };
  return {
    status: 'warning',
    text,
    suggestion: 'Close other programs: mining slows down when memory runs out.',
  };
}
