import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../electron/contract/values/bridge.ts';
import { aBridge } from '../../testing/bridge-samples.ts';
import { emptyPool } from '../profiles/pool-form.ts';
import type { BridgeForm } from './bridge-form.ts';
import { draftErrors, formOf, needsPassword, newForm, toDraft } from './draft.ts';

const filled = (fields: Partial<BridgeForm> = {}): BridgeForm => ({
  ...newForm(),
  name: 'Living room',
  pools: [{ ...emptyPool(), url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig' }],
  ...fields,
});
const messageOf = (form: BridgeForm, name: string) =>
  draftErrors(form).find((error) => error.name === name)?.message;

describe('the form', () => {
  it('gives a bridge back as it was, whatever addresses its doors have', () => {
    const bridge = aBridge({
      web: { enabled: true, host: '192.168.1.20', port: 8_080, tls: true },
      clientDifficulty: 0.05,
    });
    const { id: _i, createdAt: _c, updatedAt: _u, hasPassword: _h, ...fields } = bridge;
    const [{ hasPassword: _p, ...pool }] = bridge.pools as [Bridge['pools'][number]];
    expect(toDraft(formOf(bridge))).toEqual({ ...fields, pools: [pool] });
  });

  it('begins with doors that only this computer can reach', () => {
    expect(toDraft(filled())).toMatchObject({
      web: { enabled: true, host: '127.0.0.1', port: 8_080, tls: false },
      tcp: { enabled: true, host: '127.0.0.1', port: 3_333, tls: false },
      autostart: false,
    });
  });

  it('takes lists as people write them', () => {
    const { guard } = toDraft(
      filled({ allow: '192.168.1.0/24\n\n ::1', deny: '10.0.0.7, 10.0.0.8' }),
    );
    expect(guard.allow).toEqual(['192.168.1.0/24', '::1']);
    expect(guard.deny).toEqual(['10.0.0.7', '10.0.0.8']);
  });

  it.each([
    'stratum+tcp://pool.example:9999',
    'stratum+ssl://pool.example:9998',
    'hds://node.example:10000',
    'wss://pool.example/mine',
    'pool.example:3333',
    'practice://local',
  ])('has no complaint about the pool %s', (url) => {
    expect(draftErrors(filled({ pools: [{ ...emptyPool(), url }] }))).toEqual([]);
  });

  it.each(['http://pool.example:80', 'stratum+tcp://user@pool.example:1', 'two words'])(
    'refuses the pool %s',
    (url) => {
      expect(messageOf(filled({ pools: [{ ...emptyPool(), url }] }), 'pools.0.url')).toMatch(
        /^The address must look like/,
      );
    },
  );

  it('says in words what is wrong with a field', () => {
    const { web, tcp } = newForm();
    expect(messageOf(filled({ name: ' ' }), 'name')).toBe('Give the bridge a name.');
    expect(messageOf(filled({ pools: [emptyPool()] }), 'pools.0.url')).toMatch(
      /^Enter the address/,
    );
    expect(messageOf(filled({ allow: '192.168.1.20\nkitchen' }), 'guard.allow')).toMatch(
      /^“kitchen” is no address/,
    );
    expect(messageOf(filled({ difficulty: 'fixed', fixedDifficulty: 0 }), 'clientDifficulty')).toBe(
      'Enter a difficulty above 0.',
    );
    expect(messageOf(filled({ web: { ...web, reach: 'address', host: '' } }), 'web.host')).toMatch(
      /an address of this computer/,
    );
    expect(messageOf(filled({ tcp: { ...tcp, port: web.port } }), 'tcp.port')).toBe(
      'The other door has this port already.',
    );
    const closed = { web: { ...web, enabled: false }, tcp: { ...tcp, enabled: false } };
    expect(messageOf(filled(closed), 'doors')).toMatch(/^Open at least one door/);
  });
});

it('has no door for browsers where they cannot mine', () => {
  const form = filled({ dialect: 'stratum1', algorithm: 'scrypt' });
  expect(toDraft(form).web.enabled).toBe(false);
  const closed = { ...form, tcp: { ...form.tcp, enabled: false } };
  expect(messageOf(closed, 'doors')).toMatch(/^Open at least one door/);
});

it('knows that an own difficulty needs a check of the shares', () => {
  const form = filled({ dialect: 'stratum1', algorithm: null, difficulty: 'adapted' });
  expect(messageOf(form, 'clientDifficulty')).toMatch(/not checked here/);
  expect(draftErrors({ ...form, algorithm: 'scrypt' })).toEqual([]);
});

describe('the password', () => {
  it('stays as it is stored when nothing is typed', () => {
    expect(toDraft(formOf(aBridge()))).not.toHaveProperty('password');
    expect(needsPassword(formOf(aBridge()))).toBe(true);
  });

  it('is removed when asked', () => {
    const form = { ...formOf(aBridge()), forgetPassword: true };
    expect(toDraft(form).password).toBe('');
    expect(needsPassword(form)).toBe(false);
  });
});
