import { z } from 'zod';
import { CoinId, PoolId } from './ids.ts';

const symbol = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9._-]{1,12}$/, 'needs 1 to 12 letters or digits');

const coinFields = {
  name: z.string().trim().min(1, 'needs a name').max(60),
  symbol: symbol.describe('short name, such as XMR'),
  algorithm: z.string().trim().min(1, 'needs an algorithm').max(40),
};

export const Coin = z
  .object({
    id: CoinId,
    ...coinFields,
    builtin: z.boolean(),
    addressHint: z.string().nullable().describe('what an address looks like, in words'),
    checksAddresses: z.boolean().describe('whether addresses of this coin can be checked'),
  })
  .meta({ id: 'Coin' });
export type Coin = z.infer<typeof Coin>;

export const CoinDraft = z.object(coinFields).meta({ id: 'CoinDraft' });
export type CoinDraft = z.infer<typeof CoinDraft>;

/** What the pool wants to know a miner by: the first word of what RaveOS calls the auth type. */
export const PoolAuthType = z.enum(['wallet', 'wallet-worker', 'login', 'login-worker', 'email']);
export type PoolAuthType = z.infer<typeof PoolAuthType>;

/** How the pool works, as RaveOS names it; the bits are those of spec 004. */
export const PoolMode = z.enum(['standard', 'eth-proxy', 'qtminer', 'miner-proxy', 'nicehash']);
export type PoolMode = z.infer<typeof PoolMode>;
export const poolModeBits: Readonly<Record<PoolMode, number>> = {
  standard: 0,
  'eth-proxy': 0b0001_0000,
  qtminer: 0b0010_0000,
  'miner-proxy': 0b0100_0000,
  nicehash: 0b1000_0000,
};

export const ConnectionType = z.enum(['tcp', 'ssl', 'http', 'tls']);
export type ConnectionType = z.infer<typeof ConnectionType>;
export const connectionTypeBits: Readonly<Record<ConnectionType, number>> = {
  tcp: 0b0001,
  ssl: 0b0010,
  http: 0b0100,
  tls: 0b1000,
};

/** What travels on the wire. */
export const PoolDialect = z.enum([
  'verus',
  'stratum1',
  'cryptonote',
  'ethproxy',
  'ethstratum',
  'hds',
]);
export type PoolDialect = z.infer<typeof PoolDialect>;

/** `%EWAL%`, `%WORKER%`, `%LOGIN%`, `%EMAIL%`, `%PASS%`, `%URL%`, `%COIN%`; anything else stays. */
const template = z.string().trim().max(300);

const poolFields = {
  name: z.string().trim().min(1, 'needs a name').max(80),
  coinId: CoinId,
  walletTemplate: template.describe('what the miner logs in as, such as %EWAL%.%WORKER%'),
  urlTemplate: template.describe('what the miner is given as address, such as %URL%'),
  passwordTemplate: template.describe('such as x or %PASS%'),
  authType: PoolAuthType,
  mode: PoolMode,
  connection: ConnectionType,
  dialect: PoolDialect.nullable().describe('null: none that can be tried out from here'),
  urls: z
    .array(
      z.object({
        url: z.string().trim().min(3).max(300).describe('host:port, with a scheme or without'),
        region: z.string().trim().max(60).nullable(),
        tls: z.boolean(),
      }),
    )
    .min(1, 'needs an address')
    .max(16)
    .describe('in the order in which they are tried'),
};

export const PoolPreset = z
  .object({
    id: PoolId,
    ...poolFields,
    builtin: z.boolean(),
    website: z.string().nullable(),
    fee: z.string().nullable().describe('what the pool takes, in words'),
    asOf: z
      .string()
      .nullable()
      .describe('day of the data, YYYY-MM-DD; null for those of the person'),
    note: z.string().nullable(),
  })
  .meta({ id: 'PoolPreset' });
export type PoolPreset = z.infer<typeof PoolPreset>;

export const PoolDraft = z.object(poolFields).meta({ id: 'PoolDraft' });
export type PoolDraft = z.infer<typeof PoolDraft>;

/** What a check of an address found. */
export const WalletCheck = z
  .object({
    status: z.enum(['ok', 'wrong', 'unknown']).describe('unknown: nobody can check this coin'),
    kind: z.string().nullable().describe('such as: main address, subaddress, P2PKH, test network'),
    text: z.string().describe('one sentence'),
    suggestion: z.string().nullable(),
  })
  .meta({ id: 'WalletCheck' });
export type WalletCheck = z.infer<typeof WalletCheck>;
