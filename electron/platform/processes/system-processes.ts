import { linuxProcesses } from './linux-processes.ts';
import type { ProcessTable } from './process-table.ts';
import { windowsProcesses } from './windows-processes.ts';

/** The processes of the machine we run on. */
export const systemProcesses: ProcessTable =
  process.platform === 'win32' ? windowsProcesses : linuxProcesses;
