import { AppError } from '../../base/app-error.ts';
import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';

export interface Figures {
  readonly report: MinerReport | null;
  /** What should be told, without secrets. */
  readonly told: readonly string[];
}

/** A script that does the same thing wrong every ten seconds is told once; so many things are. */
const maxTold = 50;

/** How to ask a package for its figures again and again, one process long. */
export function pollFigures(
  log: Log,
  ask: (signal: AbortSignal) => Promise<Figures>,
): (signal: AbortSignal) => Promise<MinerReport | null> {
  const known = new Set<string>();
  const tell = (text: string): void => {
    if (known.has(text) || known.size >= maxTold) return;
    known.add(text);
    log.warn('the stats script of a package', { text });
  };
  return async (signal) => {
    try {
      const { report, told } = await ask(signal);
      for (const text of told) tell(text);
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
