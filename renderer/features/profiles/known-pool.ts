import type { PoolDialect, PoolPreset } from '../../../electron/contract/values/coin.ts';

type PoolUrl = PoolPreset['urls'][number];

/** What a pool has to be told besides the worker. */
export interface PoolNeeds {
  readonly wallet: boolean;
  readonly login: boolean;
  readonly email: boolean;
}

/** @param accounts  what the pools are told, templates not filled in */
export function needsOf(
  accounts: readonly { readonly user: string; readonly password: string }[],
): PoolNeeds {
  const said = accounts.map(({ user, password }) => `${user}\n${password}`).join('\n');
  const has = (word: string): boolean => said.replaceAll('%%', '').includes(`%${word}%`);
  return { wallet: has('EWAL'), login: has('LOGIN'), email: has('EMAIL') };
}

export const needsOfPool = ({ walletTemplate, passwordTemplate }: PoolPreset): PoolNeeds =>
  needsOf([{ user: walletTemplate, password: passwordTemplate }]);

/** A wallet is enough, as a person has one before an account anywhere. */
export const takesWallet = (pool: PoolPreset): boolean => {
  const needs = needsOfPool(pool);
  return needs.wallet && !needs.login && !needs.email;
};

/**
 * Pools of a coin as they are offered: those of the person; then those that need no account, of which
 * it is known what they take, and which can be tried out over an encrypted line.
 */
export function poolsOf(pools: readonly PoolPreset[], coinId: string): PoolPreset[] {
  const ofCoin = pools.filter((pool) => pool.coinId === coinId);
  const rank = (pool: PoolPreset): number => {
    if (!pool.builtin) return 0;
    const lacks = [pool.fee === null, pool.dialect === null, !pool.urls.some(({ tls }) => tls)];
    return 1 + (takesWallet(pool) ? 0 : lacks.length + 1) + lacks.filter(Boolean).length;
  };
  return ofCoin.toSorted((one, other) => rank(one) - rank(other));
}

export const regionsOf = ({ urls }: PoolPreset): string[] => [
  ...new Set(urls.map(({ region }) => region ?? '')),
];

/** Whether there is a choice between encrypted addresses and others. */
export function encryptionOf({ urls }: PoolPreset, region: string): 'all' | 'some' | 'none' {
  const there = urls.filter((url) => (url.region ?? '') === region);
  const encrypted = there.filter(({ tls }) => tls).length;
  if (encrypted === 0) return 'none';
  return encrypted === there.length ? 'all' : 'some';
}

/** The address of a region, encrypted or not as it is wanted and there is one. */
export function urlIndexOf({ urls }: PoolPreset, region: string, tls: boolean): number {
  const find = (test: (url: PoolUrl) => boolean): number => urls.findIndex(test);
  const places = [
    find((url) => (url.region ?? '') === region && url.tls === tls),
    find((url) => (url.region ?? '') === region),
    find((url) => url.tls === tls),
  ];
  return places.find((place) => place !== -1) ?? 0;
}

/** What pools of an algorithm speak, where that is always the same; null: nothing we can try out. */
export function usualDialect(algorithm: string): PoolDialect | null {
  if (algorithm === 'verushash') return 'verus';
  if (algorithm === 'beamhash') return 'hds';
  if (/^(?:rx\/|cn[/-]|argon2\/)/.test(algorithm)) return 'cryptonote';
  if (/^(?:etchash|ethash|ubqhash)$/.test(algorithm)) return 'ethproxy';
  const isBitcoinLike = /^(?:sha256d|scrypt|x11|ghostrider|yescrypt.*|yespower.*|power2b)$/;
  return isBitcoinLike.test(algorithm) ? 'stratum1' : null;
}

const bare = (url: string): string => url.trim().replace(/^[a-z0-9+.-]+:\/\//i, '');

/** What is spoken at an address: as the list of pools says, else as pools of the algorithm do. */
export function dialectOf(
  url: string,
  pools: readonly PoolPreset[],
  algorithm: string,
): PoolDialect | null {
  const listed = pools.find(({ urls }) => urls.some((each) => bare(each.url) === bare(url)));
  return listed === undefined ? usualDialect(algorithm) : listed.dialect;
}
