import type { Coin } from '../../../electron/contract/values/coin.ts';
import type { MinerId } from '../../../electron/contract/values/ids.ts';
import type { Miner } from '../../../electron/contract/values/miner.ts';
import { formatAlgorithm } from '../../format/algorithm.ts';
import { t } from '../../locales/t.ts';
import { minerProblem } from './miner-state.ts';

export type MinerFilter = 'all' | 'installed' | 'cpu' | 'gpu';

export interface MinerQuery {
  readonly filter: MinerFilter;
  readonly search: string;
  /** By which algorithms are found, too. */
  readonly coins: readonly Coin[];
  /** As {@link rankOf} said when the person began to look: nothing moves while it is installed. */
  readonly ranks: ReadonlyMap<MinerId, number>;
}

/** Programs lie on this rig, whether they can be started or not. */
export const isPresent = ({ versions, installed }: Miner): boolean =>
  installed || versions.length > 0;

/** What needs the person stands first, then what is there; what cannot run here stands last. */
export function rankOf(miner: Miner): number {
  if (minerProblem(miner) !== null) return 0;
  if (isPresent(miner)) return 1;
  return miner.supported ? 2 : 3;
}

/** The miners that a person looks for. */
export function findMiners(
  miners: readonly Miner[],
  { filter, search, coins, ranks }: MinerQuery,
): Miner[] {
  const wanted = words(search);
  const rank = (miner: Miner): number => ranks.get(miner.id) ?? rankOf(miner);
  // Whoever types the name of a miner wants that one, however it stands.
  const isNamed = ({ name }: Miner): boolean =>
    wanted.some((word) => name.toLowerCase().includes(word));
  return miners
    .filter(passes[filter])
    .filter((miner) => {
      const text = searchText(miner, coins);
      return wanted.every((word) => text.includes(word));
    })
    .sort(
      (one, other) =>
        Number(isNamed(other)) - Number(isNamed(one)) ||
        rank(one) - rank(other) ||
        one.name.localeCompare(other.name),
    );
}

/** Its algorithms by the names people know; those that are looked for come first. */
export function shownAlgorithms(
  { algorithms }: Miner,
  search: string,
  coins: readonly Coin[],
): string[] {
  const wanted = words(search);
  const isWanted = (algorithm: string): boolean =>
    wanted.some((word) => algorithmText(algorithm, coins).includes(word));
  const found = algorithms.filter(isWanted);
  const others = algorithms.filter((algorithm) => !isWanted(algorithm));
  return [...found, ...others].map(formatAlgorithm);
}

const passes: Readonly<Record<MinerFilter, (miner: Miner) => boolean>> = {
  all: () => true,
  installed: isPresent,
  cpu: ({ devices }) => devices.includes('cpu'),
  gpu: ({ devices }) => devices.some((device) => device !== 'cpu'),
};

const words = (search: string): string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

function searchText({ id, name, devices, algorithms }: Miner, coins: readonly Coin[]): string {
  return [
    id,
    name,
    ...devices.map((device) => t(`device.${device}`)),
    ...algorithms.map((algorithm) => algorithmText(algorithm, coins)),
  ]
    .join('\n')
    .toLowerCase();
}

function algorithmText(algorithm: string, coins: readonly Coin[]): string {
  const mined = coins.filter((coin) => coin.algorithm === algorithm);
  return [algorithm, formatAlgorithm(algorithm), ...mined.flatMap((c) => [c.name, c.symbol])]
    .join('\n')
    .toLowerCase();
}
