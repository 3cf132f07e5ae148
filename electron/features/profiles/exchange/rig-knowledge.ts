import { MinerId } from '../../../contract/values/ids.ts';
import type { Miner } from '../../../contract/values/miner.ts';
import type { KnownCoin, ProfileParts } from '../ports.ts';
import { UnknownMinerError } from '../profile-errors.ts';

/** What this rig knows of miners and coins. */
export type RigKnowledge = Pick<ProfileParts, 'miners' | 'coins'>;

/** @throws {UnknownMinerError} */
export function minerOf(rig: RigKnowledge, minerId: string): Miner {
  const miner = rig.miners().find(({ id }) => id === MinerId.parse(minerId));
  if (!miner) throw new UnknownMinerError(minerId);
  return miner;
}

/** A coin by what another program calls it: id, symbol or name. */
export function coinCalled(rig: RigKnowledge, called: string | null): KnownCoin | undefined {
  const wanted = called?.toLowerCase();
  return rig
    .coins()
    .find((coin) =>
      [coin.id, coin.symbol, coin.name].some((word) => word.toLowerCase() === wanted),
    );
}

/** An algorithm as the miner of the profile has it, whatever the case. */
export function algorithmCalled(miner: Miner, called: string): string {
  return miner.algorithms.find((each) => each.toLowerCase() === called.toLowerCase()) ?? called;
}
