import type { PtyExit } from './ports.ts';

/** One sentence that says how a process ended that nobody had asked to. */
export function exitReason({ exitCode, signal, lost }: PtyExit): string {
  if (lost) return 'The terminal host was lost, and the miner with it.';
  if (signal !== null) return signalReason(signal);
  if (exitCode === null) return 'The miner ended in an unknown way.';
  if (exitCode === 0) return 'The miner ended by itself (exit code 0).';
  return `The miner ended with exit code ${codeText(exitCode)}.`;
}

function signalReason(signal: string): string {
  switch (signal) {
    case 'SIGKILL':
      return 'The miner was killed (SIGKILL), by somebody or because memory ran out.';
    case 'SIGSEGV':
    case 'SIGBUS':
      return `The miner crashed on a wrong memory access (${signal}).`;
    case 'SIGILL':
      return 'The miner used an instruction this processor does not have (SIGILL).';
    case 'SIGABRT':
      return 'The miner gave up on an error of its own (SIGABRT).';
    default:
      return `The miner was ended by the signal ${signal}.`;
  }
}

/** Windows gives codes such as 0xC0000005, which are looked up in hexadecimal. */
const codeText = (code: number): string =>
  code >= 0 && code <= 255 ? String(code) : `0x${(code >>> 0).toString(16).toUpperCase()}`;
