import { lstat } from 'node:fs/promises';
import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { raveosEmptyStats, type RaveosTask } from '../../protocols/packages/raveos-config.ts';
import { readRaveosStats } from '../../protocols/packages/raveos-stats.ts';
import { pollFigures } from './poll-figures.ts';
import { runRaveosScript, type ScriptOptions } from './raveos-script.ts';

export interface FiguresOptions {
  readonly script: Omit<ScriptOptions, 'script' | 'network' | 'stats' | 'signal'>;
  readonly task: RaveosTask;
  readonly log: Log;
}

/** Asks the stats script of a package, one process long. */
export function raveosFigures({
  script,
  task,
  log,
}: FiguresOptions): (signal: AbortSignal) => Promise<MinerReport | null> {
  let logFileBytes = 0;
  return pollFigures(log, async (signal) => {
    const { text } = await runRaveosScript({
      ...script,
      script: 'RAVINOS/stats.py',
      network: task.apiPort,
      stats: raveosEmptyStats(task, logFileBytes),
      signal,
    });
    logFileBytes = await sizeOf(task.logFile);
    if (text === null) {
      return { report: null, told: ['stats.py of the package did not call ravinos.set_stats().'] };
    }
    const { report, warnings, errors } = readRaveosStats(text, task.devices);
    return { report, told: [...warnings, ...errors].map(script.mask) };
  });
}

const sizeOf = (file: string): Promise<number> =>
  lstat(file).then(
    ({ size }) => size,
    () => 0,
  );
