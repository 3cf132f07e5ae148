import type { Clock } from '../../../base/clock.ts';
import type { Publish } from '../../../base/event-hub.ts';
import type { JsonFile } from '../../../base/json-file.ts';
import type { Log } from '../../../base/log.ts';
import type { Notify } from '../../../base/notify.ts';
import type { EventName } from '../../../contract/index.ts';
import type { BridgeAlgorithm, BridgeDialect } from '../../../contract/values/bridge.ts';
import type { PoolLinkListener } from '../../../pool-session/pool-link.ts';
import type { PoolAccount } from '../../../pool-session/pool-session.ts';
import type { ShareKernels } from '../dialects/kernels.ts';
import type { BridgeHistory } from '../history/bridge-history.ts';
import type { BridgeLink, BridgeNetwork } from '../ports.ts';

/** What bridges are made of. */
export interface BridgesParts {
  readonly file: JsonFile;
  readonly secrets: SecretsPort;
  readonly network: BridgeNetwork;
  readonly makeLink: MakeLink;
  /** Loads what shares of an algorithm are checked with. @throws {AppError}  where there is nothing */
  readonly loadKernels: (algorithm: BridgeAlgorithm) => Promise<ShareKernels>;
  /** Turns the practice pool's name into its address; leaves others alone. */
  readonly resolvePool: (url: string, bridge: PracticeWish) => Promise<string>;
  readonly history: BridgeHistory;
  /** Folder of the web miner; null: there is none. */
  readonly pageFolder: string | null;
  readonly publish: Publish;
  /** Whether anybody listens. */
  readonly hasListener: (name: EventName) => boolean;
  readonly notify: Notify;
  readonly clock: Clock;
  /** Keeps passwords out of the log from now on. */
  readonly hideSecret: (secret: string) => void;
  readonly log: Log;
}

/** What a practice pool is wanted for. */
export interface PracticeWish {
  readonly dialect: BridgeDialect;
  readonly algorithm: BridgeAlgorithm;
}

export type MakeLink = (
  dialect: BridgeDialect,
  pools: readonly PoolAccount[],
  listener: PoolLinkListener,
) => BridgeLink;

/** Keeps secrets sealed, by name. */
export interface SecretsPort {
  /** @throws {AppError} 'secret-unreadable' where it is there and cannot be opened */
  get(name: string): string | undefined;
  set(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}
