import type { PoolDraft } from '../../contract/values/coin.ts';
import { expandTemplate, fillTemplate } from '../../protocols/wallets/expand-template.ts';
import { BadEntryError } from './coin-errors.ts';

/** What a profile says to a pool. `user` and `password` are templates still. */
export interface PoolAccountDraft {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

type PoolUrl = PoolDraft['urls'][number];

/** As many as a profile takes. */
const maxAccounts = 8;

/**
 * Addresses of a pool for a profile, the chosen one first, with as many others behind it as fit; those
 * that are encrypted like it come before the rest.
 *
 * @param symbol    what %COIN% stands for
 * @param urlIndex  which address was chosen
 * @param tls       only encrypted addresses, where the pool has some
 * @throws {BadEntryError} where there is no such address
 */
export function poolAccounts(
  pool: PoolDraft,
  { symbol, urlIndex, tls }: { symbol: string; urlIndex: number; tls: boolean },
): PoolAccountDraft[] {
  const chosen = pool.urls[urlIndex];
  if (!chosen) {
    const count = pool.urls.length;
    throw new BadEntryError(
      'urlIndex',
      `must be below ${count}`,
      `“${pool.name}” has ${count === 1 ? 'one address' : `${count} addresses`}, not ${urlIndex + 1}.`,
      'Choose one of them.',
    );
  }
  const encrypted = pool.urls.filter(isEncrypted(pool));
  const candidates = tls && encrypted.length > 0 ? encrypted : pool.urls;
  const first = candidates.includes(chosen)
    ? chosen
    : (candidates.find(({ region }) => region === chosen.region) ?? candidates[0] ?? chosen);
  const others = candidates.filter((each) => each !== first);
  const like = isEncrypted(pool)(first);
  const inOrder = [first, ...others].toSorted(
    (one, another) =>
      Number(another === first) - Number(one === first) ||
      Number(isEncrypted(pool)(another) === like) - Number(isEncrypted(pool)(one) === like),
  );
  return inOrder.slice(0, maxAccounts).map((each) => accountOf(pool, each, symbol));
}

const isEncrypted =
  ({ connection }: PoolDraft) =>
  ({ url, tls }: PoolUrl): boolean =>
    tls ||
    connection === 'ssl' ||
    connection === 'tls' ||
    /^(?:stratum\+(?:ssl|tls)|ssl|wss):/i.test(url);

function accountOf(pool: PoolDraft, each: PoolUrl, symbol: string): PoolAccountDraft {
  const [, given, bare = each.url] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(each.url) ?? [];
  const values = { URL: bare, COIN: symbol };
  const text = expandTemplate(pool.urlTemplate || '%URL%', values);
  const scheme = given ?? schemeOf(pool, each);
  return {
    url: /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`,
    user: fillTemplate(pool.walletTemplate, values),
    password: fillTemplate(pool.passwordTemplate, values),
  };
}

function schemeOf(pool: PoolDraft, each: PoolUrl): string {
  if (isEncrypted(pool)(each)) return 'stratum+ssl';
  return pool.connection === 'http' ? 'http' : 'stratum+tcp';
}
