import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import { readAnswerFields } from '../../protocols/packages/answer-fields.ts';
import {
  hiveosGpuStats,
  type CardSensors,
  type PackageCard,
} from '../../protocols/packages/hiveos-cards.ts';
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
  readonly sensors: () => Promise<readonly CardSensors[]>;
  readonly log: Log;
}

const name = 'h-stats.sh';
/** Many of them start dozens of programs; the next question comes ten seconds later. */
export const statsTimeoutMs = 8_000;

/**
 * How scripts get the sensors of the cards. Only they write gpu-stats.json: the folder is one in which
 * the package can have put a link to anywhere, and they cannot reach what it leads to.
 */
export const gpuStatsVariable = (
  cards: readonly PackageCard[],
  sensors: readonly CardSensors[],
): Readonly<Record<string, string>> => ({
  HIVE_GPU_STATS: JSON.stringify(hiveosGpuStats(cards, sensors)),
});

/** Asks the stats script of a package, one process long. */
export const hiveosFigures = ({
  script,
  port,
  cards,
  sensors,
  log,
}: HiveosFiguresOptions): ((signal: AbortSignal) => Promise<MinerReport | null>) =>
  pollFigures(log, async (signal) => {
    const measured = await sensors();
    const { text, output } = await runBashScript({
      ...script,
      name,
      network: port ?? 'none',
      variables: { ...script.variables, ...gpuStatsVariable(cards, measured) },
      timeoutMs: statsTimeoutMs,
      signal,
    });
    const fields = text === null ? null : readAnswerFields(text);
    const answer = (field: string): string => fields?.get(field) ?? '';
    const missing = toolsNotFound(output);
    const told = missing.length === 0 ? [] : [`${name}: ${lackOf(missing)}`];
    if (answer('unwritten') !== '') told.push('The figures of the cards could not be written.');
    const read = readHiveosStats(answer('khs'), answer('stats'), cards, measured);
    return { report: read.report, told: [...told, ...read.warnings.map(script.mask)] };
  });
