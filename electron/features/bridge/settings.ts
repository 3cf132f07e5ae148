import type { Bridge } from '../../contract/values/bridge.ts';
import type { PoolAccount } from '../../pool-session/pool-session.ts';
import type { GuardRules } from './guard/guard.ts';

/** A bridge with all that it is run with, passwords in clear. */
export interface BridgeSettings extends Pick<
  Bridge,
  'id' | 'name' | 'dialect' | 'algorithm' | 'web' | 'tcp' | 'workerNames' | 'clientDifficulty'
> {
  readonly pools: readonly PoolAccount[];
  readonly guard: GuardRules;
}
