import { describe, expect, it } from 'vitest';
import type { EventPayload } from '../../contract/index.ts';
import { Coin, PoolPreset, type PoolDraft } from '../../contract/values/coin.ts';
import { CoinId, PoolId } from '../../contract/values/ids.ts';
import type { NoticeDraft } from '../../base/notify.ts';
import { TooManyError } from '../../base/too-many-error.ts';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { readBuiltinCoins, readBuiltinPools } from './builtin-data.ts';
import {
  BadEntryError,
  BuiltinEntryError,
  CoinInUseError,
  NoSuchCoinError,
  NoSuchPoolError,
} from './coin-errors.ts';
import { Coins } from './coins.ts';
import { maxOwn } from './own-entries.ts';

const builtinCoins = readBuiltinCoins({
  asOf: '2026-01-01',
  source: 'x',
  coins: [
    {
      id: 'vrsc',
      name: 'Verus',
      symbol: 'VRSC',
      algorithm: 'verushash',
      addressFormat: 'verus',
      addressHint: 'R',
    },
    {
      id: 'beam',
      name: 'Beam',
      symbol: 'BEAM',
      algorithm: 'beamhash',
      addressFormat: null,
      addressHint: '?',
    },
  ],
});
const builtin = {
  coins: builtinCoins,
  pools: readBuiltinPools(
    [
      {
        id: 'pooly',
        name: 'Pooly',
        website: 'https://pool.example',
        source: 'x',
        asOf: '2026-01-01',
        note: null,
        fee: '1 %',
        walletTemplate: '%EWAL%.%WORKER%',
        passwordTemplate: 'c=%COIN%',
        authType: 'wallet-worker',
        regions: { eu: 'Europe', us: 'America' },
        pools: [
          {
            coin: 'vrsc',
            host: '{region}.pool.example',
            port: 1,
            tlsPort: 2,
            dialect: 'verus',
            mode: 'standard',
          },
        ],
      },
    ],
    builtinCoins.map(({ coin }) => coin),
  ),
};

const vrsc = CoinId.parse('vrsc');

const draft = (more: Partial<PoolDraft> = {}): PoolDraft => ({
  name: 'Mine',
  coinId: vrsc,
  walletTemplate: '%EWAL%.%WORKER%',
  urlTemplate: 'stratum+tcp://%URL%',
  passwordTemplate: 'x',
  authType: 'wallet-worker',
  mode: 'standard',
  connection: 'tcp',
  dialect: 'verus',
  urls: [{ url: 'pool.example:3333', region: null, tls: false }],
  ...more,
});

async function workshop(content?: unknown) {
  const file = new MemoryJsonFile('coins.json', content);
  const published: EventPayload<'coins.changed'>[] = [];
  const notices: NoticeDraft[] = [];
  const users = new Map<string, string[]>();
  const coins = await Coins.open({
    file,
    builtin,
    usedBy: (coinId) => users.get(coinId) ?? [],
    publish: (name, payload) => {
      if (name === 'coins.changed') published.push(payload as EventPayload<'coins.changed'>);
    },
    notify: (notice) => notices.push(notice),
  });
  return { file, published, notices, users, coins };
}

describe('Coins', () => {
  it('lists the coins of the person first, then those that come with the program, by name', async () => {
    const { coins } = await workshop();
    await coins.createCoin({ name: 'Zed 10', symbol: 'ZED', algorithm: 'sha256d' });
    await coins.createCoin({ name: 'Zed 9', symbol: 'ZED', algorithm: 'sha256d' });
    const list = coins.list();
    expect(list.map(({ id }) => id)).toEqual(['own-zed-9', 'own-zed-10', 'beam', 'vrsc']);
    for (const coin of list) expect(Coin.parse(coin)).toEqual(coin);
    expect(list.map(({ checksAddresses }) => checksAddresses)).toEqual([false, false, false, true]);
  });

  it('announces a change only when it is on the disk', async () => {
    const { coins, file, published } = await workshop();
    file.failWith = new Error('the disk is full');
    await expect(coins.createCoin({ name: 'Coin', symbol: 'COI', algorithm: 'x' })).rejects.toThrow(
      'the disk is full',
    );
    expect([coins.list().length, published.length]).toEqual([2, 0]);
    file.failWith = undefined;
    await coins.createCoin({ name: 'Coin', symbol: 'COI', algorithm: 'x' });
    expect(published.at(-1)?.coins).toEqual(coins.list());
    expect(published.at(-1)?.pools).toEqual(coins.pools());
    expect(file.content).toEqual({
      version: 1,
      coins: [{ id: 'own-coin', name: 'Coin', symbol: 'COI', algorithm: 'x' }],
      pools: [],
    });
  });

  it('gives each entry an id of its own, whatever it is called', async () => {
    const { coins } = await workshop();
    const first = await coins.createCoin({ name: 'Äpfel & Birnen', symbol: 'A', algorithm: 'x' });
    const second = await coins.createCoin({ name: 'Apfel  Birnen!', symbol: 'A', algorithm: 'x' });
    const third = await coins.createCoin({ name: '☃', symbol: 'A', algorithm: 'x' });
    expect([first.id, second.id]).toEqual(['own-a-pfel-birnen', 'own-apfel-birnen']);
    expect(third.id).toMatch(/^own-[a-z0-9]{12}$/);
    const fourth = await coins.createCoin({ name: 'Apfel Birnen', symbol: 'A', algorithm: 'x' });
    expect(fourth.id).toBe('own-apfel-birnen-2');
  });

  it('takes no name twice', async () => {
    const { coins } = await workshop();
    const coin = await coins.createCoin({ name: 'Coin', symbol: 'C', algorithm: 'x' });
    for (const name of ['coin', 'VERUS']) {
      await expect(coins.createCoin({ name, symbol: 'C', algorithm: 'x' })).rejects.toThrow(
        BadEntryError,
      );
    }
    await expect(coins.updateCoin(coin.id, { ...coin, name: 'COIN' })).resolves.toMatchObject({
      name: 'COIN',
    });
    await coins.createPool(draft());
    await expect(coins.createPool(draft({ name: 'mine' }))).rejects.toThrow(BadEntryError);
    await expect(coins.createPool(draft({ name: 'Pooly' }))).rejects.toThrow(BadEntryError);
    await expect(coins.createPool(draft({ coinId: coin.id }))).resolves.toMatchObject({
      id: 'own-mine-2',
    });
  });

  it('leaves what comes with the program as it is', async () => {
    const { coins } = await workshop();
    const pooly = PoolId.parse('pooly-vrsc');
    await expect(coins.removeCoin(vrsc)).rejects.toThrow(BuiltinEntryError);
    await expect(
      coins.updateCoin(vrsc, { name: 'V', symbol: 'V', algorithm: 'x' }),
    ).rejects.toThrow(BuiltinEntryError);
    await expect(coins.updatePool(pooly, draft())).rejects.toThrow(BuiltinEntryError);
    await expect(coins.removePool(pooly)).rejects.toThrow(BuiltinEntryError);
    const nobody = CoinId.parse('nobody');
    await expect(coins.removeCoin(nobody)).rejects.toThrow(NoSuchCoinError);
    await expect(coins.removePool(PoolId.parse('nobody'))).rejects.toThrow(NoSuchPoolError);
    await expect(coins.createPool(draft({ coinId: nobody }))).rejects.toThrow(NoSuchCoinError);
    expect(() => coins.accounts(PoolId.parse('nobody'), { urlIndex: 0, tls: false })).toThrow(
      NoSuchPoolError,
    );
  });

  it('does not delete a coin that a pool or a profile uses', async () => {
    const { coins, users } = await workshop();
    const coin = await coins.createCoin({ name: 'Coin', symbol: 'C', algorithm: 'x' });
    const pool = await coins.createPool(draft({ coinId: coin.id }));
    users.set(coin.id, ['One', 'Two', 'Three']);
    const failure = await coins.removeCoin(coin.id).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CoinInUseError);
    expect((failure as CoinInUseError).userMessage).toBe(
      '“Coin” cannot be deleted: the pool “Mine”, the profile “One”, the profile “Two” and 1 more would be without it.',
    );
    await coins.removePool(pool.id);
    users.clear();
    await coins.removeCoin(coin.id);
    expect(coins.list().map(({ id }) => id)).toEqual(['beam', 'vrsc']);
  });

  it.each([
    [
      { walletTemplate: '%WALLET%' },
      'walletTemplate',
      'The wallet template has %WALLET%, which stands for nothing.',
    ],
    [
      { passwordTemplate: '%pass%' },
      'passwordTemplate',
      'The password template has %pass%, which stands for nothing.',
    ],
    [
      { urlTemplate: '%URI%' },
      'urlTemplate',
      'The URL template has %URI%, which stands for nothing.',
    ],
    [
      { urlTemplate: 'stratum+tcp://' },
      'urlTemplate',
      'The URL template has no %URL%, so that no address would be used.',
    ],
    [
      { urls: [{ url: 'pool.example', region: null, tls: false }] },
      'urls.0.url',
      '"pool.example" is not an address of a pool. The port is missing.',
    ],
    [
      { urls: [{ url: 'ftp://pool.example:1', region: null, tls: false }] },
      'urls.0.url',
      /^"ftp:\/\/pool.example:1" is not an address/,
    ],
  ])('refuses a pool with %j and names the field', async (more, path, message) => {
    const { coins } = await workshop();
    const failure = await coins.createPool(draft(more)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BadEntryError);
    expect((failure as BadEntryError).details[0]?.path).toBe(path);
    expect((failure as BadEntryError).userMessage).toMatch(message);
  });

  it('says how a placeholder is written that was meant', async () => {
    const { coins } = await workshop();
    const failure = await coins
      .createPool(draft({ walletTemplate: '%ewal%' }))
      .catch((error: unknown) => error);
    expect((failure as BadEntryError).suggestion).toBe('Write %EWAL% in capitals.');
  });

  it('takes a pool with every field, changes and deletes it', async () => {
    const { coins, file } = await workshop();
    const pool = await coins.createPool(
      draft({
        mode: 'nicehash',
        connection: 'tls',
        authType: 'email',
        dialect: null,
        passwordTemplate: '50%%',
      }),
    );
    expect(PoolPreset.parse(pool)).toEqual(pool);
    expect(coins.pools(vrsc).map(({ id }) => id)).toEqual(['own-mine', 'pooly-vrsc']);
    expect(coins.pools(CoinId.parse('beam'))).toEqual([]);
    await coins.updatePool(pool.id, draft({ name: 'Other' }));
    expect(coins.pools()[0]).toMatchObject({ id: 'own-mine', name: 'Other', dialect: 'verus' });
    await coins.removePool(pool.id);
    expect(file.content).toEqual({ version: 1, coins: [], pools: [] });
  });

  it('keeps no more than a limit', async () => {
    const many = (count: number, entry: (id: string) => object) =>
      Array.from({ length: count }, (_, at) => entry(`own-${at}`));
    const { coins } = await workshop({
      version: 1,
      coins: many(maxOwn.coins, (id) => ({ id, name: id, symbol: 'C', algorithm: 'x' })),
      pools: many(maxOwn.pools, (id) => ({ ...draft({ name: id }), id })),
    });
    const coin = { name: 'One more', symbol: 'C', algorithm: 'x' };
    await expect(coins.createCoin(coin)).rejects.toThrow(TooManyError);
    await expect(coins.createPool(draft())).rejects.toMatchObject({
      code: 'invalid-input',
      userMessage: `There are ${maxOwn.pools} pools of your own already; more are not possible.`,
      suggestion: 'Delete one that is not needed any more.',
    });
  });

  it('checks addresses of coins whose form is known', async () => {
    const { coins } = await workshop();
    const address = 'RAvj2KKVUohTu3hVdNJ4U6hQi7TNawpacH';
    expect(coins.checkWallet(vrsc, address)).toMatchObject({ status: 'ok', kind: 'address' });
    expect(coins.checkWallet(vrsc, `${address}x`)).toMatchObject({ status: 'wrong' });
    expect(coins.checkWallet(CoinId.parse('beam'), address)).toMatchObject({
      status: 'unknown',
      text: 'Addresses of Beam cannot be checked here.',
    });
    const own = await coins.createCoin({ name: 'Coin', symbol: 'C', algorithm: 'x' });
    expect(coins.checkWallet(own.id, address).status).toBe('unknown');
    expect(() => coins.checkWallet(CoinId.parse('nobody'), address)).toThrow(NoSuchCoinError);
  });

  it('tells what a profile says to a pool', async () => {
    const { coins } = await workshop();
    expect(coins.accounts(PoolId.parse('pooly-vrsc'), { urlIndex: 1, tls: false })).toEqual([
      { url: 'stratum+tcp://us.pool.example:1', user: '%EWAL%.%WORKER%', password: 'c=VRSC' },
      { url: 'stratum+tcp://eu.pool.example:1', user: '%EWAL%.%WORKER%', password: 'c=VRSC' },
      { url: 'stratum+ssl://eu.pool.example:2', user: '%EWAL%.%WORKER%', password: 'c=VRSC' },
      { url: 'stratum+ssl://us.pool.example:2', user: '%EWAL%.%WORKER%', password: 'c=VRSC' },
    ]);
  });

  it('leaves out of a file what it cannot use, says so, and keeps a copy before it writes', async () => {
    const { coins, file, notices } = await workshop({
      version: 1,
      coins: [
        { id: 'own-a', name: 'A', symbol: 'A', algorithm: 'x' },
        { id: 'own-b', name: 'B' },
        7,
      ],
      pools: [
        { ...draft(), id: 'own-p' },
        { ...draft({ name: 'Q' }), id: 'own-p' },
      ],
    });
    expect(coins.list().map(({ id }) => id)).toContain('own-a');
    expect(notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^The coin “B” in coins.json was left out \(symbol: /) as string,
      expect.stringMatching(/^The coin without a name in coins.json was left out/) as string,
      'The pool “Q” in coins.json was left out (another one has the same id).',
    ]);
    await coins.createCoin({ name: 'C', symbol: 'C', algorithm: 'x' });
    await coins.createCoin({ name: 'D', symbol: 'C', algorithm: 'x' });
    expect(file.copies).toHaveLength(1);
  });

  it.each([[{ version: 2, coins: [], pools: [] }], [[]], ['text'], [{ version: 1, coins: 1 }]])(
    'sets a file aside that is none: %j',
    async (content) => {
      const { coins, file } = await workshop(content);
      expect(file.aside).toHaveLength(1);
      expect(coins.list()).toHaveLength(2);
    },
  );
});
