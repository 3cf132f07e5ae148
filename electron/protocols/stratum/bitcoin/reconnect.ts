import { z } from 'zod';
import type { PoolAddress } from '../pool-address.ts';
import { wholeNumber } from './whole-number.ts';

/** Where a pool wants its client to go. It is never followed as it stands, see {@link followed}. */
export interface Reconnect {
  /** null: to the same host */
  readonly host: string | null;
  /** null: to the same port */
  readonly port: number | null;
  /** How long to stay away, seconds; 0 to 3,600. */
  readonly waitSeconds: number;
}

const maxWaitSeconds = 3_600;

// Pools write numbers as texts, too. What is none stands for what was not said.
const Params = z.tuple([
  z.string().min(1).max(255).nullable().catch(null),
  wholeNumber(1, 65_535).nullable().catch(null),
  wholeNumber(0, maxWaitSeconds).catch(0),
]);

/** The params of `client.reconnect`, of which each may be missing. */
export function readReconnect([host, port, wait]: readonly unknown[]): Reconnect {
  const [toHost, toPort, waitSeconds] = Params.parse([host, port, wait]);
  return { host: toHost, port: toPort, waitSeconds };
}

/**
 * Where to go when a pool says so. Who can write into a connection could send the whole hashrate
 * elsewhere with one line, so another port of the same host is the most that a pool may ask for.
 *
 * @returns null where it names another host: nothing is to be done then
 */
export function followed(
  { host, port }: Reconnect,
  now: Pick<PoolAddress, 'host' | 'port'>,
): Pick<PoolAddress, 'host' | 'port'> | null {
  if (host !== null && host.toLowerCase() !== now.host.toLowerCase()) return null;
  return { host: now.host, port: port ?? now.port };
}
