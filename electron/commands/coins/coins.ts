import { AppError } from '../../base/app-error.ts';
import type { Api } from '../../contract/index.ts';
import type { Coin, PoolDialect, PoolPreset } from '../../contract/values/coin.ts';
import { columns, exitCodes, type Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';

export async function listCoins(api: Api, output: Output): Promise<void> {
  const coins = await api.call('coins.list', {});
  output.result(
    coins,
    columns(
      coins.map(({ id, symbol, name, algorithm, checksAddresses }) => [
        id,
        symbol,
        name,
        algorithm,
        checksAddresses ? 'addresses checked' : '',
      ]),
    ),
  );
}

/** @throws {NoSuchCoinNamedError} */
export async function listPools(
  api: Api,
  named: string | undefined,
  output: Output,
): Promise<void> {
  const coins = await api.call('coins.list', {});
  const wanted = named === undefined ? coins : coinsNamed(coins, named);
  const all = await api.call('pools.list', {});
  const pools = all.filter(({ coinId }) => wanted.some(({ id }) => id === coinId));
  const lines = columns(
    pools.flatMap((pool) =>
      pool.urls.map(({ url, region, tls }, at) => [
        at === 0 ? pool.coinId : '',
        at === 0 ? pool.name : '',
        url,
        tls ? 'TLS' : '',
        region ?? '',
        at === 0 ? [pool.fee, pool.asOf && `as of ${pool.asOf}`].filter(Boolean).join(', ') : '',
      ]),
    ),
  );
  output.result(pools, lines.length === 0 ? ['No pool is known for it.'] : lines);
}

export interface PoolToTest {
  readonly url: string;
  /** Left out: that of the pool that is known at this address. */
  readonly dialect?: PoolDialect;
  readonly user: string;
  readonly pass?: string;
}

/** @throws {UsageError} where nothing tells the dialect */
export async function testPool(api: Api, wanted: PoolToTest, output: Output): Promise<void> {
  const { url, user, pass } = wanted;
  const dialect = wanted.dialect ?? dialectAt(url, await api.call('pools.list', {}));
  const found = await api.call('pools.test', {
    url,
    dialect,
    user,
    ...(pass !== undefined && { password: pass }),
  });
  const marks = { ok: '✓', failed: '✗', skipped: '–' } as const;
  output.result(found, [
    ...columns(
      found.steps.map(({ step, status, text, elapsedMs }) => [
        marks[status],
        step,
        elapsedMs === null ? '' : `${Math.ceil(elapsedMs)} ms`,
        text,
      ]),
    ),
    ...(found.suggestion === null ? [] : [found.suggestion]),
  ]);
  if (!found.ok) process.exitCode = exitCodes.failed;
}

export async function checkWallet(
  api: Api,
  { coin, address }: { readonly coin: string; readonly address: string },
  output: Output,
): Promise<void> {
  const coins = coinsNamed(await api.call('coins.list', {}), coin);
  // Coins that share a short name share their addresses.
  const [{ id }] = coins;
  const found = await api.call('wallets.check', { coinId: id, address });
  const kind = found.kind === null ? '' : ` (${found.kind})`;
  output.result(found, [
    `${found.status}${kind}: ${found.text}`,
    ...(found.suggestion === null ? [] : [found.suggestion]),
  ]);
  if (found.status === 'wrong') process.exitCode = exitCodes.failed;
}

/** The coin with this id, or all with this short name or name. @throws {NoSuchCoinNamedError} */
function coinsNamed(coins: readonly Coin[], named: string): [Coin, ...Coin[]] {
  const wanted = named.toLowerCase();
  const [byId] = coins.filter(({ id }) => id === wanted);
  if (byId) return [byId];
  const [first, ...others] = coins.filter(
    ({ symbol, name }) => symbol.toLowerCase() === wanted || name.toLowerCase() === wanted,
  );
  if (!first) throw new NoSuchCoinNamedError(named);
  return [first, ...others];
}

/** @throws {UsageError} */
function dialectAt(url: string, pools: readonly PoolPreset[]): PoolDialect {
  const place = (text: string): string =>
    text
      .replace(/^[^/]*:\/\//, '')
      .replace(/\/$/, '')
      .toLowerCase();
  const known = pools.find((pool) => pool.urls.some((each) => place(each.url) === place(url)));
  if (known?.dialect) return known.dialect;
  throw new UsageError(
    known
      ? `What ${known.name} speaks there cannot be tried out.`
      : 'No known pool is there: say what it speaks with --dialect.',
  );
}

class NoSuchCoinNamedError extends AppError {
  readonly code = 'no-such-coin';
  readonly userMessage: string;
  override readonly suggestion = '“rigwright coins” lists those that are known.';
  constructor(named: string) {
    super(`no coin ${named}`);
    this.userMessage = `There is no coin “${named}”.`;
  }
}
