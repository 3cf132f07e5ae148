import type { MinerId } from '../../../electron/contract/values/ids.ts';

/** Id of the element by which the keyboard comes back to a miner of the list. */
export const minerPlace = (minerId: MinerId): string => `miner-${minerId}`;
