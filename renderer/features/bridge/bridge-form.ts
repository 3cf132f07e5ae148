import type { BridgeAlgorithm, BridgeDialect } from '../../../electron/contract/values/bridge.ts';
import type { PoolForm } from '../profiles/pool-form.ts';

/** Who can reach a door: this computer alone, everybody in the network, or one address of it. */
export type DoorReach = 'computer' | 'network' | 'address';

export interface DoorForm {
  enabled: boolean;
  reach: DoorReach;
  /** Counts where `reach` is 'address'. */
  host: string;
  port: number;
  tls: boolean;
}

/** A bridge as the form holds it. Lists are written one entry a line. */
export interface BridgeForm {
  name: string;
  dialect: BridgeDialect;
  algorithm: BridgeAlgorithm;
  pools: PoolForm[];
  web: DoorForm;
  tcp: DoorForm;
  workerNames: 'one' | 'each';
  difficulty: 'pool' | 'adapted' | 'fixed';
  fixedDifficulty: number;
  autostart: boolean;
  /** Empty: keep what is stored. */
  password: string;
  readonly hasPassword: boolean;
  forgetPassword: boolean;
  allow: string;
  deny: string;
  origins: string;
  maxClients: number;
  maxClientsPerAddress: number;
  maxMessagesPerMinute: number;
  banMinutes: number;
}
