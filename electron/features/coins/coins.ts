import { Serial } from '../../base/serial.ts';
import { TooManyError } from '../../base/too-many-error.ts';
import type {
  Coin,
  CoinDraft,
  PoolDraft,
  PoolPreset,
  WalletCheck,
} from '../../contract/values/coin.ts';
import { CoinId, PoolId } from '../../contract/values/ids.ts';
import { checkAddress } from '../../protocols/wallets/check-address.ts';
import type { BuiltinCoin } from './builtin-data.ts';
import { checkPool } from './check-pool.ts';
import {
  BadEntryError,
  BuiltinEntryError,
  CoinInUseError,
  NoSuchCoinError,
  NoSuchPoolError,
} from './coin-errors.ts';
import {
  maxOwn,
  OwnEntriesFile,
  type OwnCoin,
  type OwnEntries,
  type OwnPool,
} from './own-entries.ts';
import { ownId } from './own-id.ts';
import { poolAccounts, type PoolAccountDraft } from './pool-accounts.ts';
import type { CoinParts } from './ports.ts';
import { previewPool, type PreviewValues } from './preview-pool.ts';

/**
 * Coins and pools: those that come with the program and those of the person. Every change is on the
 * disk before it is answered and announced; where the disk refuses, everything is as before.
 */
export class Coins {
  readonly #parts: CoinParts;
  readonly #file: OwnEntriesFile;
  readonly #serial = new Serial();
  #own: OwnEntries;

  private constructor(parts: CoinParts, file: OwnEntriesFile, own: OwnEntries) {
    this.#parts = parts;
    this.#file = file;
    this.#own = own;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  static async open(parts: CoinParts): Promise<Coins> {
    const file = new OwnEntriesFile(parts.file, parts.notify);
    return new Coins(parts, file, await file.read());
  }

  /** Those of the person first, then by name. */
  list(): Coin[] {
    const own = this.#own.coins.map(coinOf).toSorted(byName);
    const builtin = this.#parts.builtin.coins.map(({ coin }) => coin).toSorted(byName);
    return [...own, ...builtin];
  }

  /** Those of the person first, then by name and coin. @param coinId  left out: of all coins */
  pools(coinId?: CoinId): PoolPreset[] {
    const wanted = (pool: PoolPreset): boolean => coinId === undefined || pool.coinId === coinId;
    const own = this.#own.pools.map(presetOf).toSorted(byName);
    return [...own, ...this.#parts.builtin.pools.toSorted(byName)].filter(wanted);
  }

  /** @throws {NoSuchCoinError} */
  get(coinId: CoinId): Coin {
    const coin = this.list().find(({ id }) => id === coinId);
    if (!coin) throw new NoSuchCoinError(coinId);
    return coin;
  }

  /** @throws {NoSuchCoinError} */
  checkWallet(coinId: CoinId, address: string): WalletCheck {
    const { name } = this.get(coinId);
    return checkAddress(this.#builtinCoin(coinId)?.addressFormat ?? null, address, name);
  }

  /** @throws {AppError} where there is no such pool or address */
  accounts(
    poolId: PoolId,
    choice: { readonly urlIndex: number; readonly tls: boolean },
  ): PoolAccountDraft[] {
    const pool = this.pools().find(({ id }) => id === poolId);
    if (!pool) throw new NoSuchPoolError(poolId);
    const coin = this.list().find(({ id }) => id === pool.coinId);
    return poolAccounts(pool, { ...choice, symbol: coin?.symbol ?? '' });
  }

  /** @throws {AppError} where there is no such coin or address, or the pool cannot be taken */
  preview(
    pool: Omit<PoolDraft, 'name'>,
    urlIndex: number,
    values: PreviewValues,
  ): PoolAccountDraft[] {
    const { name, symbol } = this.get(pool.coinId);
    const draft = { ...pool, name };
    checkPool(draft);
    return previewPool(draft, { symbol, urlIndex }, values);
  }

  /** @throws {AppError} where the name is taken, there are too many, or the disk refuses */
  createCoin(draft: CoinDraft): Promise<Coin> {
    return this.#serial.run(async () => {
      const { coins } = this.#own;
      if (coins.length >= maxOwn.coins) throw new TooManyError(maxOwn.coins, 'coins of your own');
      this.#checkCoinName(draft.name);
      const taken = new Set<string>(this.list().map(({ id }) => id));
      const id = CoinId.parse(ownId(draft.name, (each) => taken.has(each)));
      return this.#saveCoin({ ...draft, id });
    });
  }

  /** @throws {AppError} as {@link createCoin}, and where it is no coin of the person */
  updateCoin(coinId: CoinId, draft: CoinDraft): Promise<Coin> {
    return this.#serial.run(async () => {
      this.#ownCoin(coinId);
      this.#checkCoinName(draft.name, coinId);
      return this.#saveCoin({ ...draft, id: coinId });
    });
  }

  /** @throws {AppError} where it is in use, is no coin of the person, or the disk refuses */
  removeCoin(coinId: CoinId): Promise<void> {
    return this.#serial.run(async () => {
      const { name } = this.#ownCoin(coinId);
      const users = [
        ...this.#own.pools.filter((pool) => pool.coinId === coinId).map(inWords('pool')),
        ...this.#parts.usedBy(coinId).map((profile) => inWords('profile')({ name: profile })),
      ];
      if (users.length > 0) throw new CoinInUseError(name, users);
      const { coins, pools } = this.#own;
      await this.#write({ coins: coins.filter(({ id }) => id !== coinId), pools });
    });
  }

  /** @throws {AppError} where something of it cannot be taken, or the disk refuses */
  createPool(draft: PoolDraft): Promise<PoolPreset> {
    return this.#serial.run(async () => {
      const { pools } = this.#own;
      if (pools.length >= maxOwn.pools) throw new TooManyError(maxOwn.pools, 'pools of your own');
      this.#checkPool(draft);
      const taken = new Set<string>(this.pools().map(({ id }) => id));
      const id = PoolId.parse(ownId(draft.name, (each) => taken.has(each)));
      return this.#savePool({ ...draft, id });
    });
  }

  /** @throws {AppError} as {@link createPool}, and where it is no pool of the person */
  updatePool(poolId: PoolId, draft: PoolDraft): Promise<PoolPreset> {
    return this.#serial.run(async () => {
      this.#ownPool(poolId);
      this.#checkPool(draft, poolId);
      return this.#savePool({ ...draft, id: poolId });
    });
  }

  /** @throws {AppError} where it is no pool of the person, or the disk refuses */
  removePool(poolId: PoolId): Promise<void> {
    return this.#serial.run(async () => {
      this.#ownPool(poolId);
      const { coins, pools } = this.#own;
      await this.#write({ coins, pools: pools.filter(({ id }) => id !== poolId) });
    });
  }

  #builtinCoin(coinId: CoinId): BuiltinCoin | undefined {
    return this.#parts.builtin.coins.find(({ coin }) => coin.id === coinId);
  }

  #ownCoin(coinId: CoinId): OwnCoin {
    const coin = this.#own.coins.find(({ id }) => id === coinId);
    if (coin) return coin;
    const builtin = this.#builtinCoin(coinId);
    throw builtin ? new BuiltinEntryError(builtin.coin.name) : new NoSuchCoinError(coinId);
  }

  #ownPool(poolId: PoolId): OwnPool {
    const pool = this.#own.pools.find(({ id }) => id === poolId);
    if (pool) return pool;
    const builtin = this.#parts.builtin.pools.find(({ id }) => id === poolId);
    throw builtin ? new BuiltinEntryError(builtin.name) : new NoSuchPoolError(poolId);
  }

  #checkCoinName(name: string, except?: CoinId): void {
    const others = this.list().filter(({ id }) => id !== except);
    if (others.some((coin) => sameName(coin.name, name))) throw nameTaken(`A coin “${name}”`);
  }

  #checkPool(draft: PoolDraft, except?: PoolId): void {
    const coin = this.get(draft.coinId);
    checkPool(draft);
    const others = this.pools(draft.coinId).filter(({ id }) => id !== except);
    if (others.some((pool) => sameName(pool.name, draft.name))) {
      throw nameTaken(`A pool “${draft.name}” of ${coin.name}`);
    }
  }

  async #saveCoin(coin: OwnCoin): Promise<Coin> {
    const { coins, pools } = this.#own;
    await this.#write({ coins: [...coins.filter(({ id }) => id !== coin.id), coin], pools });
    return coinOf(coin);
  }

  async #savePool(pool: OwnPool): Promise<PoolPreset> {
    const { coins, pools } = this.#own;
    await this.#write({ coins, pools: [...pools.filter(({ id }) => id !== pool.id), pool] });
    return presetOf(pool);
  }

  async #write(own: OwnEntries): Promise<void> {
    await this.#file.write(own);
    this.#own = own;
    this.#parts.publish('coins.changed', { coins: this.list(), pools: this.pools() });
  }
}

const coinOf = (coin: OwnCoin): Coin => ({
  ...coin,
  builtin: false,
  addressHint: null,
  checksAddresses: false,
});

const presetOf = (pool: OwnPool): PoolPreset => ({
  ...pool,
  builtin: false,
  website: null,
  fee: null,
  asOf: null,
  note: null,
});

const inWords =
  (what: 'pool' | 'profile') =>
  ({ name }: { readonly name: string }): string =>
    `the ${what} “${name}”`;

const nameTaken = (what: string): BadEntryError =>
  new BadEntryError('name', 'is taken', `${what} exists already.`, 'Choose another name.');

const sameName = (one: string, another: string): boolean =>
  one.toLowerCase() === another.toLowerCase();

/** "Pool 10" comes after "Pool 9"; the id makes the order of equal names stable. */
const collator = new Intl.Collator('en', { numeric: true });

const byName = <T extends { readonly name: string; readonly id: string }>(
  one: T,
  another: T,
): number => collator.compare(one.name, another.name) || collator.compare(one.id, another.id);
