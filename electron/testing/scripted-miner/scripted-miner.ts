import { fileURLToPath } from 'node:url';
import { systemProcesses } from '../../platform/processes/system-processes.ts';

/** File of the scripted miner: run it by `process.execPath`; `--help` tells its flags. */
export const scriptedMiner: string = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Pids of the living processes that were started for a run, children included. */
export async function processesOf(runId: string): Promise<number[]> {
  const all = await systemProcesses.list();
  return all.filter(({ mark }) => mark?.startsWith(`${runId}.`)).map(({ pid }) => pid);
}

/** Whether a process with this pid lives; one that has ended and is not collected does not. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await systemProcesses.find(pid)) !== undefined;
}
