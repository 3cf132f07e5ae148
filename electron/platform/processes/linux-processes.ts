import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isSameProcess } from './process-identity.ts';
import { markVariable } from './process-table.ts';
import type { ProcessEntry, ProcessTable } from './process-table.ts';

/**
 * Processes of Linux, read from /proc. The reads are synchronous on purpose: they never touch a
 * disk, and a list is then of one moment (about 10 ms for 300 processes).
 */
export const linuxProcesses: ProcessTable = {
  list() {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const entries = pids.map((pid) => readEntry(Number(pid)));
    return Promise.resolve(entries.filter((entry) => entry !== undefined));
  },
  find: (pid) => Promise.resolve(readEntry(pid)),
  signal(target, signal) {
    const found = readEntry(target.pid);
    if (!found || !isSameProcess(found, target)) return Promise.resolve(true);
    try {
      process.kill(target.pid, signal);
    } catch (error) {
      return Promise.resolve(codeOf(error) !== 'EPERM');
    }
    return Promise.resolve(true);
  },
};

/** Changes with every boot, so that start times of an earlier one never match. */
let bootId: string | undefined;
const currentBoot = (): string =>
  (bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());

function readEntry(pid: number): ProcessEntry | undefined {
  const stat = readOf(pid, 'stat');
  const fields = stat === undefined ? undefined : decodeStat(stat);
  if (!fields) return undefined;
  const { parentPid, sessionPid, startedAt } = fields;
  const executable = executableOf(pid);
  return {
    pid,
    startedAt,
    boot: currentBoot(),
    executable,
    parentPid,
    sessionPid,
    mark: markOf(readOf(pid, 'environ') ?? ''),
  };
}

/**
 * Reads a line of /proc/PID/stat (proc(5)).
 *
 * @returns undefined for an ended process (state Z or X) and for text that is no such line
 */
export function decodeStat(
  stat: string,
): { parentPid: number; sessionPid: number; startedAt: number } | undefined {
  // The program's name stands in brackets and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent, , session] = fields;
  // Field 22 of the line; the name was field 2 and is cut off with the pid.
  const started = fields[19];
  if (!state || 'ZX'.includes(state) || started === undefined) return undefined;
  return {
    parentPid: Number(parent),
    sessionPid: Number(session),
    startedAt: Number(started),
  };
}

function markOf(environment: string): string | null {
  const prefix = `${markVariable}=`;
  const variable = environment.split('\0').find((text) => text.startsWith(prefix));
  return variable?.slice(prefix.length) ?? null;
}

function executableOf(pid: number): string | null {
  try {
    // The kernel adds this when an update has replaced the file under a running program.
    return readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
  } catch {
    return null;
  }
}

/** The process may end while we read, and others' environments are closed to us: both are normal. */
function readOf(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
