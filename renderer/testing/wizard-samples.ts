import type { PoolTest } from '../../electron/contract/values/bridge.ts';
import { aPoolTest } from './bridge-samples.ts';
import { aCoin, anOwnCoin, aPool } from './custom-samples.ts';

export const monero = aCoin({
  id: 'xmr' as never,
  name: 'Monero',
  symbol: 'XMR',
  algorithm: 'rx/0',
  addressHint: 'begins with 4 or 8',
});
export const ravencoin = aCoin({
  id: 'rvn' as never,
  name: 'Ravencoin',
  symbol: 'RVN',
  algorithm: 'kawpow',
});
export const garden = anOwnCoin({ algorithm: 'rx/0' });
export const alpha = aPool({
  id: 'alpha-xmr' as never,
  name: 'Alpha',
  coinId: monero.id,
  walletTemplate: '%EWAL%',
  passwordTemplate: '%WORKER%',
  dialect: 'cryptonote',
  urls: [
    { url: 'alpha.example:3333', region: null, tls: false },
    { url: 'alpha.example:443', region: null, tls: true },
  ],
});
export const beta = aPool({ ...alpha, id: 'beta-xmr' as never, name: 'Beta' });
export const market = aPool({
  ...alpha,
  id: 'market-xmr' as never,
  name: 'Market',
  walletTemplate: '%LOGIN%.%WORKER%',
  passwordTemplate: 'x',
  authType: 'login-worker',
  urls: [{ url: 'market.example:9200', region: null, tls: false }],
});
export const odd = aPool({
  ...alpha,
  id: 'odd-rvn' as never,
  name: 'Odd',
  coinId: ravencoin.id,
  dialect: null,
});
/** The only one that is right on this rig. */
export const address = '4AddressThatIsGood';
/** What comes of a test of a pool that works. */
export const works = (): PoolTest =>
  aPoolTest({
    ok: true,
    suggestion: null,
    steps: [
      { step: 'connection', status: 'ok', text: 'connected', elapsedMs: 40 },
      { step: 'first-job', status: 'ok', text: 'a job came', elapsedMs: 60 },
    ],
  });
