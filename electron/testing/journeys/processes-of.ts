import { readdirSync, readFileSync } from 'node:fs';

/** Processes on Linux whose command line or environment names the folder: pid and command. */
export function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') throw new Error('processes are listed on Linux only');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(pid, 'cmdline').includes(folder) || read(pid, 'environ').includes(folder))
    .map((pid) => `${pid} ${read(pid, 'cmdline').replaceAll('\0', ' ')}`);
}

/** Pids of the direct children of a process on Linux whose command line holds a text. */
export function childrenNamed(parent: number, part: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(pid, 'cmdline').includes(part))
    .filter((pid) => new RegExp(`^PPid:\\s+${parent}$`, 'm').test(read(pid, 'status')))
    .map(Number);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended between the listing and the reading.
    return '';
  }
}
