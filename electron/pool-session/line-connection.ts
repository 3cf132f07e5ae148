import type { ConnectStep, LineConnection } from '../base/line-connection.ts';
import type { PoolAddress } from '../protocols/stratum/pool-address.ts';

export type { ConnectStep, LineConnection };

export interface ConnectOptions {
  /** Ends the waiting; an open connection is closed by its owner. */
  readonly signal: AbortSignal;
  /** Longest wait for the connection, TLS and WebSocket included, ms. */
  readonly timeoutMs?: number;
  /** Told of each step that is done. */
  readonly onStep?: (step: ConnectStep) => void;
}

/**
 * Connects to a pool by whatever its address says.
 *
 * @throws {AppError}  where nobody answers there, or somebody else does
 * @throws  the reason of the signal
 */
export type Connect = (address: PoolAddress, options: ConnectOptions) => Promise<LineConnection>;
