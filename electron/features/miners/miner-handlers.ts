import type { Handlers } from '../../contract/index.ts';
import type { Driver } from './ports.ts';

/** The contract's operations on miners. */
export function minerHandlers(drivers: readonly Driver[]): Pick<Handlers, 'miners.list'> {
  return { 'miners.list': () => drivers.map(({ miner }) => miner) };
}
