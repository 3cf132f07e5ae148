import type { Miner } from '../../../electron/contract/values/miner.ts';
import { activeVersion, isDoubtful } from '../miners/trust.ts';
import type { MinedOn } from './mined-on.ts';
import { minedOn } from './mined-on.ts';

/**
 * Miners of the list that take an algorithm on this rig, the one to propose first: what can be
 * started now, then what somebody vouches for or everybody can read.
 */
export function proposeMiners(miners: readonly Miner[], algorithm: string): Miner[] {
  const on = minedOn(algorithm);
  return miners
    .filter(
      (miner) =>
        miner.supported &&
        (miner.algorithms.includes(algorithm) || miner.algorithms.length === 0) &&
        fits(miner, on),
    )
    .map((miner, place) => ({ miner, rank: [...rankOf(miner, algorithm, on), place] }))
    .sort((one, other) => compare(one.rank, other.rank))
    .map(({ miner }) => miner);
}

const hasCards = ({ devices }: Miner): boolean => devices.some((device) => device !== 'cpu');

/** What a machine made for it mines can be tried on anything. */
function fits(miner: Miner, on: MinedOn): boolean {
  if (on === 'asic' || miner.devices.length === 0) return true;
  return on === 'cpu' ? miner.devices.includes('cpu') : hasCards(miner);
}

function rankOf(miner: Miner, algorithm: string, on: MinedOn): number[] {
  const level = activeVersion(miner)?.verification.level;
  return [
    Number(!miner.algorithms.includes(algorithm)),
    Number(!miner.installed),
    Number(miner.versions.length === 0 && miner.kind === 'catalogue'),
    // Miners for both mine on the processor unless they are told otherwise.
    Number(on === 'gpu' && miner.devices.includes('cpu')),
    Number(level !== undefined && isDoubtful(level)),
    Number(!miner.openSource),
    // For cards of every maker before those for one; for the processor alone before those for all.
    on === 'cpu' ? miner.devices.length : -miner.devices.length,
  ];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const differs = one.findIndex((value, index) => value !== other[index]);
  return differs === -1 ? 0 : (one[differs] ?? 0) - (other[differs] ?? 0);
}
