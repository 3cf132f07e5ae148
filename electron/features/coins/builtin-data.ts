import { z } from 'zod';
import {
  Coin,
  PoolAuthType,
  PoolDialect,
  PoolMode,
  PoolPreset,
} from '../../contract/values/coin.ts';
import { CoinId, PoolId } from '../../contract/values/ids.ts';
import { unknownPlaceholders } from '../../protocols/wallets/expand-template.ts';
import {
  isAddressFormatName,
  type AddressFormatName,
} from '../../protocols/wallets/address-formats.ts';

/** A coin that the program knows. */
export interface BuiltinCoin {
  readonly coin: Coin;
  /** null: nobody here can check its addresses. */
  readonly addressFormat: AddressFormatName | null;
}

const CoinFile = z.object({
  asOf: z.iso.date(),
  source: z.string().min(1),
  coins: z.array(
    z.strictObject({
      ...Coin.pick({ id: true, name: true, symbol: true, algorithm: true }).shape,
      addressFormat: z
        .string()
        .refine(isAddressFormatName, 'is no form of addresses that is known')
        .nullable(),
      addressHint: z.string().min(1).nullable(),
    }),
  ),
});

const template = z
  .string()
  .max(300)
  .refine((text) => unknownPlaceholders(text).length === 0, 'has a placeholder that is none');
const port = z.number().int().min(1).max(65_535).nullable();

/** All pools of one operator. `{region}` in a host stands for each key of `regions`. */
const OperatorFile = z.strictObject({
  id: PoolId,
  name: z.string().min(1),
  website: z.url({ protocol: /^https$/ }),
  source: z.string().min(1),
  asOf: z.iso.date(),
  note: z.string().nullable(),
  fee: z.string().nullable(),
  walletTemplate: template,
  passwordTemplate: template,
  authType: PoolAuthType,
  regions: z.record(z.string(), z.string().nullable()),
  pools: z
    .array(
      z
        .strictObject({
          coin: CoinId,
          host: z.string().regex(/^[a-z0-9.{}-]+$/),
          port,
          tlsPort: port,
          dialect: PoolDialect.nullable(),
          mode: PoolMode,
          fee: z.string().optional(),
          note: z.string().optional(),
          regions: z.array(z.string()).min(1).optional(),
          walletTemplate: template.optional(),
          passwordTemplate: template.optional(),
          authType: PoolAuthType.optional(),
        })
        .refine((pool) => pool.port !== null || pool.tlsPort !== null, 'needs a port'),
    )
    .min(1),
});
type OperatorFile = z.infer<typeof OperatorFile>;

/** Coins of the file that is shipped. @throws {BadBuiltinDataError} which names what is broken */
export function readBuiltinCoins(file: unknown): BuiltinCoin[] {
  const { coins } = parsed(CoinFile, file, 'coins');
  return coins.map(({ addressFormat, ...coin }) => ({
    coin: { ...coin, builtin: true, checksAddresses: addressFormat !== null },
    addressFormat,
  }));
}

/**
 * Pools of the files that are shipped, one file an operator.
 * @throws {BadBuiltinDataError} which names what is broken
 */
export function readBuiltinPools(
  files: readonly unknown[],
  coins: readonly Pick<Coin, 'id' | 'symbol'>[],
): PoolPreset[] {
  const known = new Map(coins.map((coin) => [coin.id as string, coin]));
  return files.flatMap((file) => {
    const operator = parsed(OperatorFile, file, `pools of ${idOf(file)}`);
    return operator.pools.map((pool) => {
      const coin = known.get(pool.coin);
      const where = `pools of ${operator.id}`;
      if (!coin) throw new BadBuiltinDataError(`${where}: there is no coin ${pool.coin}`);
      return parsed(PoolPreset, presetOf(operator, pool, coin), `${where}: ${pool.coin}`);
    });
  });
}

/** More addresses than these no miner tries. */
const maxUrls = 16;

function presetOf(
  operator: OperatorFile,
  pool: OperatorFile['pools'][number],
  coin: Pick<Coin, 'id' | 'symbol'>,
): PoolPreset {
  const regions = pool.host.includes('{region}')
    ? (pool.regions ?? Object.keys(operator.regions))
    : [Object.keys(operator.regions)[0] ?? ''];
  const urls = [
    { at: pool.port, tls: false },
    { at: pool.tlsPort, tls: true },
  ].flatMap(({ at, tls }) =>
    at === null
      ? []
      : regions.map((region) => ({
          url: `${pool.host.replace('{region}', region)}:${at}`,
          region: operator.regions[region] ?? null,
          tls,
        })),
  );
  const notes = [pool.note, operator.note].filter((note) => note !== undefined && note !== null);
  return {
    id: PoolId.parse(`${operator.id}-${coin.id}`),
    name: operator.name,
    coinId: coin.id,
    walletTemplate: pool.walletTemplate ?? operator.walletTemplate,
    urlTemplate: '%URL%',
    passwordTemplate: pool.passwordTemplate ?? operator.passwordTemplate,
    authType: pool.authType ?? operator.authType,
    mode: pool.mode,
    connection: pool.port === null ? 'ssl' : 'tcp',
    dialect: pool.dialect,
    urls: urls.slice(0, maxUrls),
    builtin: true,
    website: operator.website,
    fee: pool.fee ?? operator.fee,
    asOf: operator.asOf,
    note: notes.length === 0 ? null : notes.join(' '),
  };
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, where: string): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new BadBuiltinDataError(`${where}: ${path}: ${issue?.message ?? 'does not fit'}`);
}

const idOf = (file: unknown): string =>
  z.object({ id: z.string() }).safeParse(file).data?.id ?? 'nobody';

/** What the program ships is broken: a bug of ours, found by the tests. */
export class BadBuiltinDataError extends Error {}
