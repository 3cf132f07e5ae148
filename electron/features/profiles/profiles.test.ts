import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.ts';
import { DiskFullError } from '../../base/storage-error.ts';
import { MinerId, ProfileId } from '../../contract/values/ids.ts';
import { practicePoolUrl, Profile, type ProfileDraft } from '../../contract/values/profile.ts';
import { sampleMiner, sampleSetting } from '../../testing/sample-miner.ts';
import { MemoryPasswords, openSampleProfiles, sampleDraft } from '../../testing/sample-profiles.ts';
import { ProfileExchange } from './exchange/exchange.ts';
import { profileHandlers } from './handlers.ts';
import type { Profiles } from './profiles.ts';

const draft = sampleDraft();

class UnreadableError extends AppError {
  readonly code = 'secret-unreadable';
  readonly userMessage = 'unreadable';
}

const open = (content?: unknown, secrets = new MemoryPasswords()) =>
  openSampleProfiles({ content, secrets });

const passwordsOf = (profiles: Profiles, id: ProfileId): string[] =>
  profiles.startable(id).pools.map(({ password }) => password);

describe('Profiles', () => {
  it('makes a profile, announces it, and has it after a restart', async () => {
    const { file, profiles, announced, reopen } = await open();
    const made = await profiles.create(draft);
    expect(Profile.parse(made)).toEqual(made);
    expect(made).toMatchObject({
      name: 'Rig',
      createdAt: 1_000,
      updatedAt: 1_000,
      pools: [
        { url: 'stratum+tcp://a.example:3333', user: 'ada', hasPassword: true },
        { url: 'stratum+tcp://b.example:3333', user: 'bob', hasPassword: false },
      ],
    });
    expect(announced).toEqual([['Rig']]);
    const again = await reopen();
    expect(again.list()).toEqual([made]);
    expect(passwordsOf(again, made.id)).toEqual(['pw-a', '']);
    expect(JSON.stringify(file.content)).not.toContain('pw-a');
    expect(JSON.stringify(profiles.list())).not.toContain('pw-a');
  });

  it('lists by name, numbers as numbers', async () => {
    const { profiles } = await open();
    for (const name of ['Rig 10', 'rig 9', 'Attic', 'Rig 1'])
      await profiles.create({ ...draft, name });
    expect(profiles.list().map(({ name }) => name)).toEqual(['Attic', 'Rig 1', 'rig 9', 'Rig 10']);
  });

  it('gives a run everything it needs', async () => {
    const { profiles } = await open();
    const { id } = await profiles.create(draft);
    expect(profiles.startable(id)).toEqual({
      id,
      name: 'Rig',
      minerId: 'builtin',
      algorithm: 'sha256d',
      coin: null,
      wallet: '',
      worker: 'Ada-s-tower',
      login: '',
      email: '',
      threads: 2,
      throttle: 10,
      devices: null,
      settings: {},
      extraArguments: [],
      pools: [
        { url: 'stratum+tcp://a.example:3333', user: 'ada', password: 'pw-a' },
        { url: 'stratum+tcp://b.example:3333', user: 'bob', password: '' },
      ],
    });
  });

  it('makes one practice profile, however often it is asked for', async () => {
    const { profiles } = await open();
    const [first, second] = await Promise.all([
      profiles.createPractice('verushash'),
      profiles.createPractice('verushash'),
    ]);
    expect(second).toEqual(first);
    expect(profiles.list()).toHaveLength(1);
    expect(first).toMatchObject({
      name: 'Practice',
      minerId: 'builtin',
      algorithm: 'verushash',
      threads: null,
      throttle: 0,
      pools: [{ url: practicePoolUrl, hasPassword: false }],
    });
    const other = await profiles.createPractice('sha256d');
    expect(other).toMatchObject({ name: 'Practice SHA-256d', algorithm: 'sha256d' });
    expect(profiles.list()).toHaveLength(2);
  });

  it('replaces a profile and keeps its id and its beginning', async () => {
    const { profiles } = await open();
    const { id } = await profiles.create(draft);
    const changed = await profiles.update(id, { ...draft, name: 'New', threads: null });
    expect(changed).toMatchObject({
      id,
      name: 'New',
      threads: null,
      createdAt: 1_000,
      updatedAt: 1_001,
    });
    expect(profiles.list()).toEqual([changed]);
  });

  it.each([
    ['an unknown miner', { minerId: MinerId.parse('other') }, 'no-such-miner'],
    ['an algorithm the miner has not', { algorithm: 'ethash' }, 'invalid-input'],
  ])('refuses %s', async (_, change, code) => {
    const { profiles } = await open();
    const { id } = await profiles.create(draft);
    await expect(profiles.create({ ...draft, ...change })).rejects.toMatchObject({ code });
    await expect(profiles.update(id, { ...draft, ...change })).rejects.toMatchObject({ code });
    expect(profiles.list()).toHaveLength(1);
  });

  it('is made for a package that does not say what it mines', async () => {
    const miners = [sampleMiner({ id: 'package', algorithms: [] })];
    const { profiles } = await openSampleProfiles({ miners });
    const made = await profiles.create(sampleDraft({ minerId: 'package', algorithm: 'anything' }));
    expect(made.algorithm).toBe('anything');
  });

  it('copies a profile with its passwords, under a name of its own', async () => {
    const { profiles } = await open();
    const original = await profiles.create(draft);
    const copy = await profiles.duplicate(original.id);
    await profiles.duplicate(original.id);
    await profiles.duplicate(copy.id);
    expect(profiles.list().map(({ name }) => name)).toEqual([
      'Rig',
      'Rig copy',
      'Rig copy 2',
      'Rig copy 3',
    ]);
    expect(copy.id).not.toBe(original.id);
    expect(passwordsOf(profiles, copy.id)).toEqual(['pw-a', '']);
    await profiles.remove(original.id);
    expect(passwordsOf(profiles, copy.id)).toEqual(['pw-a', '']);
  });

  it('deletes a profile and its passwords, but not while it is running', async () => {
    const { profiles, running, secrets, announced } = await open();
    const { id } = await profiles.create(draft);
    running.add(id);
    await expect(profiles.remove(id)).rejects.toMatchObject({ code: 'profile-in-use' });
    expect(secrets.texts.size).toBe(1);
    running.clear();
    await profiles.remove(id);
    expect(profiles.list()).toEqual([]);
    expect(secrets.texts.size).toBe(0);
    expect(announced).toEqual([['Rig'], []]);
    await expect(profiles.remove(id)).rejects.toMatchObject({ code: 'no-such-profile' });
  });

  it('knows no profile that is not there', async () => {
    const { profiles } = await open();
    const id = ProfileId.parse('nothing');
    const missing = { code: 'no-such-profile' };
    expect(() => profiles.get(id)).toThrow(expect.objectContaining(missing));
    expect(() => profiles.startable(id)).toThrow(expect.objectContaining(missing));
    await expect(profiles.update(id, draft)).rejects.toMatchObject(missing);
    await expect(profiles.duplicate(id)).rejects.toMatchObject(missing);
  });

  it('has room for 1,000', async () => {
    const one = await open();
    const made = await one.profiles.create({ ...draft, pools: draft.pools.slice(1) });
    const many = Array.from({ length: 1_000 }, (_, n) => ({ ...made, id: `p${n}` }));
    const { profiles } = await open({ version: 1, profiles: many });
    expect(profiles.list()).toHaveLength(1_000);
    await expect(profiles.create(draft)).rejects.toMatchObject({ code: 'invalid-input' });
    const practice = profiles.createPractice('verushash');
    await expect(practice).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('answers calls', async () => {
    const { profiles, parts } = await open();
    const handlers = profileHandlers(profiles, new ProfileExchange({ ...parts, profiles }));
    const { id: profileId } = await handlers['profiles.create'](draft);
    expect(await handlers['profiles.get']({ profileId })).toEqual(profiles.get(profileId));
    const changed = await handlers['profiles.update']({ profileId, ...draft, name: 'New' });
    expect(changed.name).toBe('New');
    expect((await handlers['profiles.duplicate']({ profileId })).name).toBe('New copy');
    const practice = await handlers['profiles.createPractice']({ algorithm: 'verushash' });
    expect(practice.name).toBe('Practice');
    expect(await handlers['profiles.diff']({ profileId, ...draft })).toEqual([
      { path: 'name', label: 'Name', from: 'New', to: 'Rig' },
    ]);
    const { text } = await handlers['profiles.export']({ profileIds: [profileId] });
    const imported = await handlers['profiles.import']({ text, apply: false, replace: false });
    expect(imported.profiles).toMatchObject([{ name: 'New', action: 'same' }]);
    expect(await handlers['profiles.remove']({ profileId })).toEqual({});
    expect(await handlers['profiles.list']({})).toHaveLength(2);
  });
});

describe('passwords of an edited profile', () => {
  const [a, b] = ['stratum+tcp://a.example:3333', 'stratum+tcp://b.example:3333'] as const;
  type Pools = ProfileDraft['pools'];

  it.each<[string, Pools, string[]]>([
    ['stay where they are left out', [{ url: a, user: 'ada' }], ['pw-a']],
    ['are replaced by new ones', [{ url: a, user: 'ada', password: 'new' }], ['new']],
    ['are removed by empty ones', [{ url: a, user: 'ada', password: '' }], ['']],
    [
      'go with pools that change places',
      [
        { url: b, user: 'bob' },
        { url: a, user: 'ada' },
      ],
      ['', 'pw-a'],
    ],
    ['stay when the user changes', [{ url: a, user: 'eve' }], ['pw-a']],
    [
      'stay when the port changes',
      [{ url: 'stratum+tcp://a.example:4444', user: 'ada' }],
      ['pw-a'],
    ],
    ['never go to another host', [{ url: 'stratum+tcp://evil.example:3333', user: 'ada' }], ['']],
    [
      'never go to a host that begins alike',
      [{ url: 'stratum+tcp://a.example.evil:3333', user: 'ada' }],
      [''],
    ],
  ])('%s', async (_, pools, expected) => {
    const { profiles, secrets } = await open();
    const { id } = await profiles.create(draft);
    const changed = await profiles.update(id, { ...draft, pools });
    expect(passwordsOf(profiles, id)).toEqual(expected);
    expect(changed.pools.map(({ hasPassword }) => hasPassword)).toEqual(
      expected.map((text) => text !== ''),
    );
    expect([...secrets.texts.values()].join('').includes('pw-a')).toBe(expected.includes('pw-a'));
  });

  it('can be given again when they are unreadable, and only then can it start', async () => {
    const { profiles, secrets } = await open();
    const { id } = await profiles.create(draft);
    secrets.unreadable = new UnreadableError();
    expect(() => profiles.startable(id)).toThrow(UnreadableError);
    const kept = { ...draft, pools: [{ url: a, user: 'ada' }] };
    await expect(profiles.update(id, kept)).rejects.toThrow(UnreadableError);
    await profiles.update(id, draft);
    expect(passwordsOf(profiles, id)).toEqual(['pw-a', '']);
  });

  it('are asked for anew when their file is lost', async () => {
    const { profiles, secrets } = await open();
    const { id } = await profiles.create(draft);
    secrets.texts.clear();
    expect(() => profiles.startable(id)).toThrow(
      expect.objectContaining({
        code: 'secret-unreadable',
        userMessage: `The password for ${a} in the profile “Rig” is lost.`,
      }),
    );
  });
});

describe('profiles on a disk that refuses', () => {
  it.each(['file', 'secrets'] as const)(
    'are as before where the %s cannot be written',
    async (which) => {
      const made = await open();
      const { profiles, announced, secrets } = made;
      const before = await profiles.create(draft);
      const sealed = new Map(secrets.texts);
      const failing = made[which];
      failing.failWith = new DiskFullError('/data');
      const pools = [{ url: 'stratum+tcp://c.example:1', user: 'c', password: 'pw-c' }];
      const full = { code: 'disk-full' };
      await expect(profiles.create({ ...draft, pools })).rejects.toMatchObject(full);
      await expect(profiles.update(before.id, { ...draft, pools })).rejects.toMatchObject(full);
      expect(profiles.list()).toEqual([before]);
      expect(secrets.texts).toEqual(sealed);
      expect(passwordsOf(profiles, before.id)).toEqual(['pw-a', '']);
      expect(announced).toHaveLength(1);
      failing.failWith = undefined;
      expect(await profiles.create({ ...draft, pools })).toMatchObject({ name: 'Rig' });
    },
  );

  it('lets a profile go even where its passwords stay', async () => {
    const { profiles, secrets } = await open();
    const { id } = await profiles.create(draft);
    secrets.failWith = new DiskFullError('/data');
    await profiles.remove(id);
    expect(profiles.list()).toEqual([]);
  });
});

describe('what a miner is told', () => {
  const pools = [
    { url: 'stratum+tcp://a.example:3333', user: '%EWAL%.%WORKER%', password: 'c=%COIN%' },
    { url: 'stratum+ssl://b.example:3333', user: '%LOGIN%/%EMAIL%:%PASS%', password: '%PASS%' },
    { url: 'stratum+ssl://c.example:3333', user: '100%%', password: '100%%' },
  ];
  const full = {
    coinId: 'verus',
    wallet: 'RWallet',
    login: 'ada',
    email: 'ada@a.example',
    devices: [0, 2],
    settings: { level: 3 },
    extraArguments: ['--fast'],
    pools,
  };
  const miners = [sampleMiner({ settings: [sampleSetting({ key: 'level', kind: 'integer' })] })];

  it('has its templates filled in, and all that the profile sets', async () => {
    const { profiles } = await openSampleProfiles({ miners });
    const { id } = await profiles.create(sampleDraft({ ...full, worker: 'rig-7' }));
    expect(profiles.startable(id)).toMatchObject({
      coin: 'VRSC',
      wallet: 'RWallet',
      worker: 'rig-7',
      login: 'ada',
      email: 'ada@a.example',
      devices: [0, 2],
      settings: { level: 3 },
      extraArguments: ['--fast'],
      pools: [
        { url: 'stratum+tcp://a.example:3333', user: 'RWallet.rig-7', password: 'c=VRSC' },
        { url: 'stratum+ssl://b.example:3333', user: 'ada/ada@a.example:x', password: 'x' },
        { url: 'stratum+ssl://c.example:3333', user: '100%', password: '100%%' },
      ],
    });
    expect(profiles.get(id).pools[0]?.user).toBe('%EWAL%.%WORKER%');
  });

  it('is called by the name of the rig where the profile has none', async () => {
    const { profiles } = await openSampleProfiles({ miners });
    const { id } = await profiles.create(sampleDraft(full));
    expect(profiles.startable(id).pools[0]?.user).toBe('RWallet.Ada-s-tower');
    const copy = await profiles.duplicate(id);
    expect(copy.pools[0]?.user).toBe('%EWAL%.%WORKER%');
    expect(profiles.get(copy.id)).toEqual({
      ...profiles.get(id),
      id: copy.id,
      name: 'Rig copy',
      createdAt: copy.createdAt,
      updatedAt: copy.updatedAt,
    });
  });

  it.each([
    ['no wallet', { wallet: '' }, 'pools[0].user', '“%EWAL%” stands for a wallet address'],
    ['no coin', { coinId: null }, 'pools[0].password', '“%COIN%” stands for a coin'],
    ['no login', { login: '' }, 'pools[1].user', '“%LOGIN%” stands for a login name'],
    ['no email', { email: '' }, 'pools[1].user', '“%EMAIL%” stands for an email address'],
    ['a coin nobody knows', { coinId: 'zcash' }, 'coinId', 'no coin called “zcash”'],
    [
      'a placeholder nobody knows',
      { pools: [{ url: 'tcp://a.example:1', user: '%WALET%' }] },
      'pools[0].user',
      '“%WALET%” stands for nothing',
    ],
    [
      'a placeholder that is no use in a login',
      { pools: [{ url: 'tcp://a.example:1', user: '%URL%' }] },
      'pools[0].user',
      '“%URL%” stands for nothing',
    ],
    ['a setting nobody knows', { settings: { leve: 1 } }, 'settings.leve', 'no setting “leve”'],
  ])('is refused with %s', async (_, change, path, text) => {
    const { profiles, file } = await openSampleProfiles({ miners });
    const wrong = profiles.create(sampleDraft({ ...full, ...change }));
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid-input',
      userMessage: expect.stringContaining(text) as string,
      suggestion: expect.stringMatching(/\.$/) as string,
      details: [{ path }],
    });
    expect(file.writes).toBe(0);
  });

  it.each(['http://x', 'stratum+tcp://a.example:1/path'])(
    'is refused with %s as a pool',
    async (url) => {
      const { profiles } = await openSampleProfiles({ miners });
      const draft: ProfileDraft = { ...sampleDraft(full), pools: [{ url, user: 'ada' }] };
      await expect(profiles.create(draft)).rejects.toMatchObject({ code: 'bad-pool-url' });
    },
  );
});
