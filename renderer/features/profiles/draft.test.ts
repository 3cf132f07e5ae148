import { describe, expect, it } from 'vitest';
import { aMiner, aProfile } from '../../testing/samples.ts';
import type { ProfileForm } from './draft.ts';
import { draftErrors, formOf, newForm, toDraft } from './draft.ts';
import { emptyPool } from './pool-form.ts';

const filled = (fields: Partial<ProfileForm> = {}): ProfileForm => ({
  ...newForm([aMiner()], 8),
  name: 'Evenings',
  pools: [{ ...emptyPool(), url: 'stratum+tcp://pool.example:3333', user: 'wallet' }],
  ...fields,
});
const messageOf = (form: ProfileForm, name: string) =>
  draftErrors(form, 8).find((error) => error.name === name)?.message;

describe('the form', () => {
  it('begins with an installed miner and its first algorithm', () => {
    const other = aMiner({ id: 'other' as never, installed: false });
    expect(newForm([other, aMiner()], 8)).toMatchObject({
      minerId: 'builtin',
      algorithm: 'sha256d',
      threads: 8,
    });
  });

  it('gives a profile back as it was', () => {
    const { id: _id, createdAt: _c, updatedAt: _u, pools: _p, ...fields } = aProfile();
    expect(toDraft(formOf(aProfile(), 8))).toEqual({
      ...fields,
      pools: [{ url: 'stratum+tcp://pool.example:3333', user: 'wallet.rig' }],
    });
  });

  it('keeps what it does not show, and for another miner only what is not of this one', () => {
    const profile = aProfile({
      wallet: 'RWallet',
      schedule: { windows: [{ days: [1], from: '22:00', to: '06:00' }] },
      devices: [0],
      settings: { level: 3 },
      extraArguments: ['--fast'],
    });
    const form = formOf(profile, 8);
    const { wallet, schedule, devices, settings, extraArguments } = profile;
    const all = { wallet, schedule, devices, settings, extraArguments };
    expect(toDraft(form)).toMatchObject(all);
    const other = toDraft({ ...form, minerId: 'other' });
    expect(other).toMatchObject({
      wallet,
      schedule,
      devices: null,
      settings: {},
      extraArguments: [],
    });
  });

  it('has no complaint about a good profile', () => {
    expect(draftErrors(filled(), 8)).toEqual([]);
    expect(
      draftErrors(filled({ pools: [{ ...emptyPool(), url: 'practice://local' }] }), 8),
    ).toEqual([]);
  });

  it('says in words what is wrong with a field', () => {
    expect(messageOf(filled({ name: '  ' }), 'name')).toBe('Give the profile a name.');
    expect(messageOf(filled({ name: 'x'.repeat(81) }), 'name')).toMatch(/80 characters/);
    expect(messageOf(filled({ pools: [] }), 'pools')).toBe('Add at least one pool.');
    expect(messageOf(filled({ pools: [emptyPool()] }), 'pools.0.url')).toMatch(
      /^Enter the address/,
    );
    const badPool = { ...emptyPool(), url: 'pool.example' };
    expect(messageOf(filled({ pools: [badPool] }), 'pools.0.url')).toMatch(
      /stratum\+tcp:\/\/pool\.example:3333/,
    );
  });

  it.each([[0], [1.5], [9]])('refuses %d threads of 8 cores', (threads) => {
    expect(messageOf(filled({ automaticThreads: false, threads }), 'threads')).toBeDefined();
  });

  it('does not look at the number of threads when it is automatic', () => {
    expect(draftErrors(filled({ automaticThreads: true, threads: 99 }), 8)).toEqual([]);
  });
});

describe('a password', () => {
  const passwordOf = (fields: Partial<ProfileForm['pools'][number]>) => {
    const form = formOf(aProfile(), 8);
    form.pools = form.pools.map((pool) => ({ ...pool, ...fields }));
    return toDraft(form).pools[0]?.password;
  };

  it('stays as it is stored when nothing is typed', () => {
    expect(passwordOf({})).toBeUndefined();
  });

  it('is replaced by what is typed', () => {
    expect(passwordOf({ password: 'new', forgetPassword: true })).toBe('new');
  });

  it('is removed when asked', () => {
    expect(passwordOf({ forgetPassword: true })).toBe('');
  });
});
