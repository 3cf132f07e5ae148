import { lstat } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';
import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { raveosEmptyStats, type RaveosTask } from '../../protocols/packages/raveos-config.ts';
import { readRaveosStats } from '../../protocols/packages/raveos-stats.ts';
import { runRaveosScript, type ScriptOptions } from './raveos-script.ts';

export interface FiguresOptions {
  readonly script: Omit<ScriptOptions, 'script' | 'network' | 'stats' | 'signal'>;
  readonly task: RaveosTask;
  readonly log: Log;
}

/** A script that does the same thing wrong every ten seconds is told once; so many things are. */
const maxTold = 50;

/** Asks the stats script of a package, one process long. */
export function raveosFigures({
  script,
  task,
  log,
}: FiguresOptions): (signal: AbortSignal) => Promise<MinerReport | null> {
  const told = new Set<string>();
  let logFileBytes = 0;
  const tell = (text: string): void => {
    if (told.has(text) || told.size >= maxTold) return;
    told.add(text);
    log.warn('the stats script of a package', { text });
  };
  return async (signal) => {
    try {
      const { text } = await runRaveosScript({
        ...script,
        script: 'RAVINOS/stats.py',
        network: task.apiPort,
        stats: raveosEmptyStats(task, logFileBytes),
        signal,
      });
      logFileBytes = await sizeOf(task.logFile);
      if (text === null) {
        tell('stats.py of the package did not call ravinos.set_stats().');
        return null;
      }
      const { report, warnings, errors } = readRaveosStats(text, task.devices);
      for (const line of [...warnings, ...errors]) tell(script.mask(line));
      return report;
    } catch (error) {
      // The run has ended, and its folder may be gone: nobody waits for an answer.
      if (signal.aborted) return null;
      if (!(error instanceof AppError)) throw error;
      tell(error.userMessage);
      return null;
    }
  };
}

const sizeOf = (file: string): Promise<number> =>
  lstat(file).then(
    ({ size }) => size,
    () => 0,
  );
