import { describe, expect, it } from 'vitest';
import { PoolDraft } from '../../../electron/contract/values/coin.ts';
import { aCoin, anOwnCoin, anOwnPool, aPool } from '../../testing/custom-samples.ts';
import type { PoolForm } from './pool-form.ts';
import {
  chooseAuthType,
  chooseCoin,
  emptyUrl,
  newPoolForm,
  poolErrors,
  poolForm,
  poolLacks,
  poolTypeOf,
  previewPool,
  toPoolDraft,
} from './pool-form.ts';

const filled = (fields: Partial<PoolForm> = {}): PoolForm => ({
  ...newPoolForm(),
  name: 'Mine',
  coinId: 'vrsc',
  urls: [{ ...emptyUrl(), url: 'pool.example:3333' }],
  ...fields,
});
const messageOf = (form: PoolForm, name: string) =>
  poolErrors(form).find((error) => error.name === name)?.message;

describe('the form of a pool', () => {
  it('gives a pool back as it was', () => {
    const pool = aPool({ connection: 'ssl', mode: 'nicehash', dialect: null });
    expect(toPoolDraft(poolForm(pool))).toEqual(PoolDraft.parse(pool));
  });

  it('names what is still missing', () => {
    expect(poolLacks(newPoolForm())).toEqual(['Pool name', 'Coin', 'an address']);
    const bare = filled({ name: ' ', walletTemplate: '', urlTemplate: ' ' });
    expect(poolLacks(bare)).toEqual(['Pool name', 'Wallet template (Ewal)', 'URL template']);
    expect(poolLacks(filled())).toEqual([]);
    expect(poolErrors(filled())).toEqual([]);
  });

  it.each([
    [{ name: 'x'.repeat(81) }, 'name', 'A pool has a name of at most 80 characters.'],
    [{ walletTemplate: '' }, 'walletTemplate', 'Fill in the template.'],
    [{ urlTemplate: ' ' }, 'urlTemplate', 'Fill in the template.'],
    [
      { passwordTemplate: 'x'.repeat(301) },
      'passwordTemplate',
      'A template has at most 300 characters.',
    ],
    [{ coinId: '' }, 'coinId', 'Choose a coin.'],
    [
      { urls: [emptyUrl()] },
      'urls.0.url',
      'Enter an address like pool.example:3333, or remove it.',
    ],
    [
      { urls: [{ ...emptyUrl(), url: 'a.example:1', region: 'x'.repeat(61) }] },
      'urls.0.region',
      'A region has at most 60 characters.',
    ],
  ] satisfies [Partial<PoolForm>, string, string][])(
    'says of %j at %s: %s',
    (fields, name, text) => {
      expect(messageOf(filled(fields), name)).toBe(text);
    },
  );

  it('adapts the template to the kind of login, unless somebody wrote their own', () => {
    const form = filled();
    chooseAuthType(form, 'login');
    expect(form).toMatchObject({ authType: 'login', walletTemplate: '%LOGIN%' });
    chooseAuthType(form, 'email');
    expect(form.walletTemplate).toBe('%EMAIL%');
    form.walletTemplate = '%EMAIL%/shed';
    chooseAuthType(form, 'wallet');
    expect(form).toMatchObject({ authType: 'wallet', walletTemplate: '%EMAIL%/shed' });
  });

  it('takes the language from other pools of the coin, unless one was chosen', () => {
    const known = [anOwnPool({ dialect: null }), aPool({ dialect: 'verus' })];
    const form = filled({ coinId: '' });
    chooseCoin(form, aCoin(), known);
    expect(form).toMatchObject({ coinId: 'vrsc', dialect: 'verus' });
    const chosen = filled({ dialect: 'hds' });
    chooseCoin(chosen, aCoin(), known);
    expect(chosen.dialect).toBe('hds');
    const unknown = filled();
    chooseCoin(unknown, anOwnCoin(), known);
    expect(unknown).toMatchObject({ coinId: 'garden', dialect: null });
  });

  it('adds the bits of connection and mode', () => {
    expect(poolTypeOf({ connection: 'tcp', mode: 'standard' })).toBe(0b0000_0001);
    expect(poolTypeOf({ connection: 'ssl', mode: 'eth-proxy' })).toBe(0b0001_0010);
    expect(poolTypeOf({ connection: 'tls', mode: 'nicehash' })).toBe(0b1000_1000);
  });
});

describe('what can be looked at before a pool is complete', () => {
  it('needs a coin and an address, but no name', () => {
    expect(previewPool(filled({ name: '' }))).toMatchObject({ coinId: 'vrsc' });
    expect(previewPool(filled({ coinId: '' }))).toBeNull();
    expect(previewPool(filled({ urls: [emptyUrl()] }))).toBeNull();
  });

  it('leaves out addresses that nobody has filled in yet', () => {
    const urls = [emptyUrl(), { ...emptyUrl(), url: ' a.example:1 ', region: ' ' }];
    expect(previewPool(filled({ urls }))?.urls).toEqual([
      { url: 'a.example:1', region: null, tls: false },
    ]);
  });
});
