import type { Api } from '../../contract/index.ts';
import type { Miner } from '../../contract/values/miner.ts';
import { columns, type Output } from '../output.ts';
import { printableText } from '../words.ts';
import { deviceWords, feeText, stateText, trustText } from './words.ts';

export interface ListOptions {
  readonly installed: boolean;
  /** Name of an algorithm, or a part of one. */
  readonly algorithm?: string;
}

export async function listMiners(
  api: Api,
  { installed, algorithm }: ListOptions,
  output: Output,
): Promise<void> {
  const [all, jobs] = await Promise.all([
    api.call('miners.list', {}),
    api.call('miners.installs', {}),
  ]);
  const wanted = installed
    ? all.filter(({ versions, kind }) => kind === 'builtin' || versions.length > 0)
    : all;
  const matches = matcher(wanted, algorithm);
  const miners = wanted.filter((miner) => algorithm === undefined || matches(miner).length > 0);
  const installing = new Set(
    jobs.filter(({ endedAt }) => endedAt === null).map(({ minerId }) => minerId),
  );
  const rows = miners.map((miner) => [
    miner.id,
    printableText(miner.name),
    printableText(miner.version),
    algorithm === undefined ? algorithmCount(miner) : shortList(matches(miner)),
    miner.devices.map((device) => deviceWords[device]).join(', '),
    `fee ${feeText(miner.devFee)}`,
    [stateText(miner, { installing: installing.has(miner.id) }), ...newerText(miner)].join(', '),
    // Last, because colours would count as letters of a column.
    miner.verification ? trustText(miner.verification.level) : '',
  ]);
  output.result(miners, miners.length === 0 ? [nothingFound(algorithm)] : columns(rows));
  for (const { id, problem } of miners) {
    if (problem !== null) output.note(printableText(`! ${id}: ${problem}`));
  }
}

const newerText = ({ newer }: Miner): string[] =>
  newer === null ? [] : [`newer: ${printableText(newer.version)}`];

function nothingFound(algorithm: string | undefined): string {
  return algorithm === undefined
    ? 'No miner is installed.'
    : `No miner is known for “${algorithm}”.`;
}

/** Which algorithms of a miner are meant: those of that name, or where no miner has it, with it inside. */
function matcher(miners: readonly Miner[], algorithm = ''): (miner: Miner) => readonly string[] {
  const wanted = algorithm.toLowerCase();
  const isExact = miners.some(({ algorithms }) =>
    algorithms.some((each) => each.toLowerCase() === wanted),
  );
  return ({ algorithms }) =>
    algorithms.filter((each) =>
      isExact ? each.toLowerCase() === wanted : each.toLowerCase().includes(wanted),
    );
}

function algorithmCount({ algorithms }: Miner): string {
  if (algorithms.length === 0) return 'any algorithm';
  return algorithms.length === 1 ? (algorithms[0] ?? '') : `${algorithms.length} algorithms`;
}

const shownNames = 3;

const shortList = (names: readonly string[]): string =>
  [
    ...names.slice(0, shownNames),
    ...(names.length > shownNames ? [`+${names.length - shownNames}`] : []),
  ]
    .map(printableText)
    .join(', ');
