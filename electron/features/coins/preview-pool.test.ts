import { describe, expect, it } from 'vitest';
import { PoolDraft } from '../../contract/values/coin.ts';
import { previewPool } from './preview-pool.ts';

const pool = (fields: Partial<PoolDraft> = {}): PoolDraft =>
  PoolDraft.parse({
    name: 'Mine',
    coinId: 'vrsc',
    walletTemplate: '%EWAL%.%WORKER%',
    urlTemplate: '%URL%',
    passwordTemplate: 'c=%COIN%',
    authType: 'wallet-worker',
    mode: 'standard',
    connection: 'tcp',
    dialect: null,
    urls: [
      { url: 'one.example:1', region: null, tls: false },
      { url: 'two.example:2', region: null, tls: true },
    ],
    ...fields,
  });
const first = { symbol: 'VRSC', urlIndex: 0 };

describe('the preview of a pool', () => {
  it('fills in what was typed, for each address', () => {
    expect(previewPool(pool(), first, { wallet: 'RWallet', worker: 'shed' })).toEqual([
      { url: 'stratum+tcp://one.example:1', user: 'RWallet.shed', password: 'c=VRSC' },
      { url: 'stratum+ssl://two.example:2', user: 'RWallet.shed', password: 'c=VRSC' },
    ]);
  });

  it('leaves what is not known as it is', () => {
    const [account] = previewPool(pool(), first, { wallet: '', worker: 'shed' });
    expect(account?.user).toBe('%EWAL%.shed');
  });

  it('sends the password that was typed, or the usual one', () => {
    const asked = pool({ passwordTemplate: '%PASS%', walletTemplate: '%LOGIN%:%PASS%' });
    const values = { login: 'me' };
    expect(previewPool(asked, first, { ...values, password: '50%%' })[0]).toMatchObject({
      user: 'me:50%%',
      password: '50%%',
    });
    expect(previewPool(asked, first, values)[0]).toMatchObject({ user: 'me:x', password: 'x' });
  });

  it('begins with the address that was chosen', () => {
    const [account] = previewPool(pool(), { symbol: 'VRSC', urlIndex: 1 }, {});
    expect(account?.url).toBe('stratum+ssl://two.example:2');
  });
});
