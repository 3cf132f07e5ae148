import type { PoolPreset } from '../../../electron/contract/values/coin.ts';
import { isAllEncrypted } from './pool-form.ts';

/** Regions of a pool in the order of its addresses, each once. */
export function poolRegions({ urls }: PoolPreset): string[] {
  return [...new Set(urls.map(({ region }) => region).filter((region) => region !== null))];
}

/** Whether addresses of a pool are encrypted. */
export function poolEncryption(pool: PoolPreset): 'all' | 'some' | 'none' {
  const encrypted = pool.urls.filter((url) => isEncrypted(pool, url)).length;
  if (encrypted === 0) return 'none';
  return encrypted === pool.urls.length ? 'all' : 'some';
}

export const isEncrypted = (pool: PoolPreset, { tls }: PoolPreset['urls'][number]): boolean =>
  tls || isAllEncrypted(pool);
