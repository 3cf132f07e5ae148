import type { Log } from '../../base/log.ts';
import type { MinerReport } from '../../protocols/miner-output/miner-report.ts';
import type { PackageCard } from '../../protocols/packages/hiveos-cards.ts';
import { readMmposStats } from '../../protocols/packages/mmpos-stats.ts';
import { toolsNotFound } from '../../protocols/packages/required-tools.ts';
import { lackOf } from './bash-package.ts';
import { runBashScript, type BashScript } from './bash-script.ts';
import { statsTimeoutMs } from './hiveos-figures.ts';
import { pollFigures, type Figures } from './poll-figures.ts';

export interface MmposFiguresOptions {
  readonly script: Omit<BashScript, 'name' | 'network' | 'timeoutMs' | 'signal'>;
  /** Whether the package has a stats script; else its miner is asked itself. */
  readonly hasScript: boolean;
  /** That the stats script may connect to. */
  readonly port: number;
  /** That the miner was given. */
  readonly apiPort: number;
  readonly cards: readonly PackageCard[];
  readonly log: Log;
}

const name = 'mmp-stats.sh';
const maxAnswerBytes = 1024 * 1024;

/** Asks the stats script of a package, or its miner, one process long. */
export function mmposFigures(
  options: MmposFiguresOptions,
): (signal: AbortSignal) => Promise<MinerReport | null> {
  const { log, hasScript } = options;
  return pollFigures(log, (signal) =>
    hasScript ? askScript(options, signal) : askMiner(options, signal),
  );
}

async function askScript(
  { script, port, cards }: MmposFiguresOptions,
  signal: AbortSignal,
): Promise<Figures> {
  const timeoutMs = statsTimeoutMs;
  const answer = await runBashScript({ ...script, name, network: port, timeoutMs, signal });
  const missing = toolsNotFound(answer.output);
  const told = missing.length === 0 ? [] : [`${name}: ${lackOf(missing)}`];
  const { report, warnings } = readMmposStats(answer.text ?? '', cards);
  return { report, told: [...told, ...warnings.map(script.mask)] };
}

/** As the agent of mmpOS asks miners that it knows: it gets what a stats script would print. */
async function askMiner(
  { apiPort, cards, script }: MmposFiguresOptions,
  signal: AbortSignal,
): Promise<Figures> {
  try {
    const response = await fetch(`http://127.0.0.1:${apiPort}/mmpos`, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(statsTimeoutMs)]),
    });
    const text = await boundedText(response);
    const { report, warnings } = readMmposStats(response.ok ? text : '', cards);
    return { report, told: warnings.map(script.mask) };
  } catch {
    // Miners open their port when they are ready, and some never do: their output is still there.
    return { report: null, told: ['The miner does not answer at /mmpos.'] };
  }
}

async function boundedText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > maxAnswerBytes) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
