import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { readAnswerFields } from '../../protocols/packages/answer-fields.ts';
import type { PackageCard } from '../../protocols/packages/hiveos-cards.ts';
import { readHiveosStats } from '../../protocols/packages/hiveos-stats.ts';
import { toolsNotFound } from '../../protocols/packages/required-tools.ts';
import { lackOf } from './bash-package.ts';
import { runBashScript, type BashScript } from './bash-script.ts';
import { pollFigures } from './poll-figures.ts';

export interface HiveosFiguresOptions {
  readonly script: Omit<BashScript, 'name' | 'network' | 'timeoutMs' | 'signal'>;
  /** Of the miner's API; null where none is known, and then nothing can be connected to. */
  readonly port: number | null;
  readonly cards: readonly PackageCard[];
  readonly log: Log;
}

const name = 'h-stats.sh';
/** Many of them start dozens of programs; the next question comes ten seconds later. */
export const statsTimeoutMs = 8_000;

/** Asks the stats script of a package, one process long. */
export const hiveosFigures = ({
  script,
  port,
  cards,
  log,
}: HiveosFiguresOptions): ((signal: AbortSignal) => Promise<MinerReport | null>) =>
  pollFigures(log, async (signal) => {
    const network = port ?? 'none';
    const { text, output } = await runBashScript({
      ...script,
      name,
      network,
      timeoutMs: statsTimeoutMs,
      signal,
    });
    const fields = text === null ? null : readAnswerFields(text);
    const missing = toolsNotFound(output);
    const told = missing.length === 0 ? [] : [`${name}: ${lackOf(missing)}`];
    const read = readHiveosStats(fields?.get('khs') ?? '', fields?.get('stats') ?? '', cards);
    return { report: read.report, told: [...told, ...read.warnings.map(script.mask)] };
  });
