import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { isSameProcess } from './process-identity.ts';
import type { ProcessEntry, ProcessTable } from './process-table.ts';

const run = promisify(execFile);

/** A query takes about a second; a busy machine may need several. */
const queryTimeoutMs = 15_000;

/**
 * Processes of Windows, asked through CIM. Windows has neither sessions in Linux' sense nor
 * readable environments, so a tree is what descends from its root; and it has no signals, so every
 * signal but Ctrl+C, which goes through the terminal, ends the process and what descends from it.
 */
export const windowsProcesses: ProcessTable = {
  list: () => query(''),
  find: async (pid) => (await query(`-Filter "ProcessId=${pid}"`)).at(0),
  async signal(target, signal) {
    if (signal === 'SIGINT') return true;
    const found = await windowsProcesses.find(target.pid);
    if (!found || !isSameProcess(found, target)) return true;
    try {
      await run('taskkill', ['/T', '/F', '/PID', String(target.pid)], {
        windowsHide: true,
        timeout: queryTimeoutMs,
      });
      return true;
    } catch {
      return (await windowsProcesses.find(target.pid)) === undefined;
    }
  },
};

async function query(filter: string): Promise<ProcessEntry[]> {
  const command =
    `@(Get-CimInstance Win32_Process ${filter} | Select-Object ProcessId,ParentProcessId,` +
    'ExecutablePath,@{n="StartedAt";e={([DateTimeOffset]$_.CreationDate).ToUnixTimeMilliseconds()}})' +
    ' | ConvertTo-Json -Compress';
  const { stdout } = await run(
    'powershell',
    ['-NoProfile', '-NonInteractive', '-Command', command],
    {
      windowsHide: true,
      timeout: queryTimeoutMs,
      maxBuffer: 16 * 1024 * 1024,
    },
  );
  return decodeProcessList(stdout);
}

const Row = z.object({
  ProcessId: z.number().int(),
  ParentProcessId: z.number().int(),
  ExecutablePath: z.string().nullable(),
  StartedAt: z.number().nullable(),
});

/** Reads PowerShell's JSON: a list, a single object for one process, nothing for none. */
export function decodeProcessList(json: string): ProcessEntry[] {
  if (json.trim() === '') return [];
  const rows = z.union([z.array(Row), Row.transform((row) => [row])]).parse(JSON.parse(json));
  return rows.flatMap((row) => {
    // The system's own pseudo processes have no start time; nobody would signal them.
    if (row.StartedAt === null || row.StartedAt < 0) return [];
    return {
      pid: row.ProcessId,
      startedAt: row.StartedAt,
      boot: '',
      executable: row.ExecutablePath,
      parentPid: row.ParentProcessId,
      sessionPid: null,
      mark: null,
    };
  });
}
