import type { Publish } from '../../base/event-hub.ts';
import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import type { PoolPreset } from '../../contract/values/coin.ts';
import type { CoinId } from '../../contract/values/ids.ts';
import type { BuiltinCoin } from './builtin-data.ts';

/** What coins and pools are made of. */
export interface CoinParts {
  readonly file: JsonFile;
  readonly builtin: {
    readonly coins: readonly BuiltinCoin[];
    readonly pools: readonly PoolPreset[];
  };
  /** Names of profiles that mine a coin. */
  readonly usedBy: (coinId: CoinId) => readonly string[];
  readonly publish: Publish;
  /** Told which coins and pools in the file could not be used. */
  readonly notify: Notify;
}
