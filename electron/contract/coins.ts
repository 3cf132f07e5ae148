import { z } from 'zod';
import { operation } from './operation.ts';
import { Coin, CoinDraft, PoolDraft, PoolPreset, WalletCheck } from './values/coin.ts';
import { CoinId, PoolId } from './values/ids.ts';

/** What is said to one address of a pool. */
const PoolAccount = z.object({
  url: z.string(),
  user: z.string().describe('%EWAL% and its kin are filled in at the start of the miner'),
  password: z.string(),
});

export const coinOperations = {
  'coins.list': operation({
    summary: 'Coins, those of the person first, then by name',
    input: z.object({}),
    output: z.array(Coin),
    permission: 'view',
    route: 'GET /coins',
  }),
  'coins.create': operation({
    summary: 'Add a coin',
    input: CoinDraft,
    output: Coin,
    permission: 'configure',
    route: 'POST /coins',
  }),
  'coins.update': operation({
    summary: 'Change a coin of your own',
    input: CoinDraft.extend({ coinId: CoinId }),
    output: Coin,
    permission: 'configure',
    route: 'PUT /coins/:coinId',
  }),
  'coins.remove': operation({
    summary: 'Delete a coin of your own that no pool and no profile uses',
    input: z.object({ coinId: CoinId }),
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /coins/:coinId',
  }),
  'pools.list': operation({
    summary: 'Pools, of one coin or of all; those of the person first',
    input: z.object({ coinId: CoinId.optional() }),
    output: z.array(PoolPreset),
    permission: 'view',
    route: 'GET /pools',
  }),
  'pools.create': operation({
    summary: 'Add a pool',
    input: PoolDraft,
    output: PoolPreset,
    permission: 'configure',
    route: 'POST /pools',
  }),
  'pools.update': operation({
    summary: 'Change a pool of your own',
    input: PoolDraft.extend({ poolId: PoolId }),
    output: PoolPreset,
    permission: 'configure',
    route: 'PUT /pools/:poolId',
  }),
  'pools.remove': operation({
    summary: 'Delete a pool of your own',
    input: z.object({ poolId: PoolId }),
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /pools/:poolId',
  }),
  'pools.accounts': operation({
    summary: 'What a profile says to a pool: addresses and names with the templates filled in',
    input: z.object({
      poolId: PoolId,
      urlIndex: z
        .number()
        .int()
        .min(0)
        .max(15)
        .default(0)
        .describe('which address comes first; the others follow as backups'),
      tls: z.boolean().default(false).describe('only encrypted addresses, where the pool has some'),
    }),
    output: z.array(PoolAccount),
    permission: 'view',
    route: 'POST /pools/:poolId/accounts',
  }),
  'pools.preview': operation({
    summary: 'What a miner would be given for a pool that need not be saved, with values filled in',
    input: z.object({
      pool: PoolDraft.omit({ name: true }),
      urlIndex: z.number().int().min(0).max(15).default(0).describe('which address comes first'),
      values: z
        .object({
          wallet: z.string().trim().max(300),
          worker: z.string().trim().max(80),
          login: z.string().trim().max(120),
          email: z.string().trim().max(200),
          password: z.string().max(200),
        })
        .partial()
        .describe('the placeholder of what is left out or empty stays as it is'),
    }),
    output: z.array(PoolAccount),
    permission: 'view',
    route: 'POST /pools/preview',
  }),
  'wallets.check': operation({
    summary: 'Check an address of a coin: form, checksum, network',
    input: z.object({ coinId: CoinId, address: z.string().max(300) }),
    output: WalletCheck,
    permission: 'view',
    route: 'POST /wallets/check',
  }),
} as const;
