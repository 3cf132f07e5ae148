import { describe, expect, it } from 'vitest';
import { DiskFullError } from '../../../base/storage-error.ts';
import { ProfileId } from '../../../contract/values/ids.ts';
import type { ProfileDraft } from '../../../contract/values/profile.ts';
import { sampleMiner } from '../../../testing/sample-miner.ts';
import { openSampleProfiles, sampleDraft } from '../../../testing/sample-profiles.ts';
import { ProfileExchange } from './exchange.ts';

async function open(...drafts: ProfileDraft[]) {
  const rig = await openSampleProfiles();
  const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
  for (const draft of drafts) await rig.profiles.create(draft);
  const passwords = (): string[][] =>
    rig.profiles
      .list()
      .map(({ id }) => rig.profiles.draftOf(id).pools.map(({ password = '' }) => password));
  const names = (): string[] => rig.profiles.list().map(({ name }) => name);
  const take = (
    text: string,
    options: { passphrase?: string; apply?: boolean; replace?: boolean } = {},
  ) => exchange.import({ text, apply: true, replace: false, ...options });
  return { ...rig, exchange, passwords, names, take };
}

const passphrase = 'correct horse';
const [a, b] = sampleDraft().pools as [
  ProfileDraft['pools'][number],
  ProfileDraft['pools'][number],
];

describe('an export', () => {
  it('says what it is, and never a password', async () => {
    const { exchange } = await open(sampleDraft());
    const { name, text } = await exchange.export({});
    expect(name).toBe('rigwright-profiles-1970-01-01.json');
    expect(JSON.parse(text)).toEqual({
      format: 'rigwright-profiles',
      version: 1,
      exportedAt: expect.any(Number) as number,
      profiles: [
        {
          ...sampleDraft(),
          pools: [
            { url: a.url, user: 'ada', hasPassword: true },
            { url: b.url, user: 'bob', hasPassword: false },
          ],
        },
      ],
    });
    expect(text).not.toContain('pw-a');
  });

  it('locks passwords where a passphrase is given', async () => {
    const { exchange } = await open(sampleDraft());
    const { text } = await exchange.export({ passphrase });
    expect(JSON.parse(text)).toMatchObject({ secrets: { kdf: 'scrypt', N: 32_768, r: 8, p: 1 } });
    expect(text).not.toContain('pw-a');
    expect(text).not.toContain(passphrase);
  });

  it('has no box where there is nothing to lock', async () => {
    const { exchange } = await open(sampleDraft({ pools: [b] }));
    expect((await exchange.export({ passphrase })).text).not.toContain('secrets');
  });

  it('holds those that were asked for', async () => {
    const { exchange, profiles } = await open(
      sampleDraft({ name: 'A' }),
      sampleDraft({ name: 'B' }),
    );
    const [, second] = profiles.list();
    const { text } = await exchange.export({ profileIds: second ? [second.id] : [] });
    expect(JSON.parse(text)).toMatchObject({ profiles: [{ name: 'B' }] });
    const gone = exchange.export({ profileIds: [ProfileId.parse('gone')] });
    await expect(gone).rejects.toMatchObject({ code: 'no-such-profile' });
  });
});

describe('an export of many profiles', () => {
  it.each([
    ['is indented where it is small', 1, 10],
    ['is without blanks where only so it can be read again', 780, 400],
  ])('%s', async (_, count, length) => {
    const rig = await open(
      sampleDraft({ wallet: 'W'.repeat(300), extraArguments: ['x'.repeat(length)] }),
    );
    const [one] = rig.profiles.list();
    const content = {
      version: 1,
      profiles: Array.from({ length: count }, (_, n) => ({ ...one, id: `p${n}`, name: `${n}` })),
    };
    const many = await openSampleProfiles({ content });
    const exchange = new ProfileExchange({ ...many.parts, profiles: many.profiles });
    const { text } = await exchange.export({});
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(text.split('\n').length > 2).toBe(count === 1);
    const taken = await exchange.import({ text, apply: false, replace: false });
    expect(taken.profiles).toHaveLength(count);
  });

  it('is refused where nobody could read it', async () => {
    const rig = await open(
      sampleDraft({ extraArguments: Array.from({ length: 64 }, () => 'x'.repeat(500)) }),
    );
    const [one] = rig.profiles.list();
    const profiles = Array.from({ length: 40 }, (_, n) => ({ ...one, id: `p${n}` }));
    const many = await openSampleProfiles({ content: { version: 1, profiles } });
    const exchange = new ProfileExchange({ ...many.parts, profiles: many.profiles });
    await expect(exchange.export({})).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('an import', () => {
  it('brings everything to another rig, passwords with the passphrase', async () => {
    const from = await open(sampleDraft(), sampleDraft({ name: 'Other', wallet: 'R1' }));
    const { text } = await from.exchange.export({ passphrase });
    const to = await open();
    const result = await to.take(text, { passphrase });
    expect(result).toMatchObject({
      format: 'rigwright',
      applied: true,
      needsPassphrase: false,
      profiles: [
        { name: 'Other', action: 'add', notes: [] },
        { name: 'Rig', action: 'add', notes: [] },
      ],
    });
    expect(result.profiles.map(({ profileId }) => profileId)).toEqual(
      to.profiles.list().map(({ id }) => id),
    );
    expect(to.passwords()).toEqual([
      ['pw-a', ''],
      ['pw-a', ''],
    ]);
    expect(to.file.writes).toBe(1);
    expect(JSON.stringify(result)).not.toContain('pw-a');
  });

  it('brings the rest without the passphrase, and says so', async () => {
    const { text } = await (await open(sampleDraft())).exchange.export({ passphrase });
    const to = await open();
    expect(await to.take(text)).toMatchObject({
      needsPassphrase: true,
      profiles: [
        { notes: [`The password for ${a.url} is not in the file and has to be entered.`] },
      ],
    });
    expect(to.passwords()).toEqual([['', '']]);
  });

  it('with a wrong passphrase changes nothing', async () => {
    const { text } = await (await open(sampleDraft())).exchange.export({ passphrase });
    const to = await open();
    const wrong = to.take(text, { passphrase: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'wrong-passphrase' });
    expect(to.file.writes).toBe(0);
  });

  it('gives a password to no address that was changed in the file', async () => {
    const { text } = await (await open(sampleDraft())).exchange.export({ passphrase });
    const to = await open();
    const result = await to.take(text.replace('a.example', 'evil.example'), { passphrase });
    expect(result.profiles[0]?.notes).toHaveLength(1);
    expect(to.passwords()).toEqual([['', '']]);
  });

  it('only tells what would happen where it is not applied', async () => {
    const { text } = await (await open(sampleDraft({ threads: 8 }))).exchange.export({});
    const to = await open(sampleDraft());
    const before = JSON.stringify(to.file.content);
    const result = await to.take(text, { apply: false, replace: true });
    expect(result).toMatchObject({
      applied: false,
      profiles: [
        {
          name: 'Rig',
          action: 'replace',
          profileId: to.profiles.list()[0]?.id,
          changes: [{ path: 'threads', label: 'Threads', from: '2', to: '8' }],
        },
      ],
    });
    expect(JSON.stringify(to.file.content)).toBe(before);
    expect(to.file.writes).toBe(1);
  });

  it('leaves alone what is the same already', async () => {
    const rig = await open(sampleDraft());
    const { text } = await rig.exchange.export({ passphrase });
    for (const replace of [false, true]) {
      expect(await rig.take(text, { passphrase, replace })).toMatchObject({
        profiles: [{ action: 'same', profileId: rig.profiles.list()[0]?.id, changes: [] }],
      });
    }
    expect(rig.file.writes).toBe(1);
  });

  it('keeps both where names are the same, or replaces where that is wanted', async () => {
    const { text } = await (await open(sampleDraft({ threads: 8 }))).exchange.export({});
    const both = await open(sampleDraft());
    await both.take(text);
    expect(both.names()).toEqual(['Rig', 'Rig copy']);
    const { text: pair } = await both.exchange.export({});
    const other = await open(sampleDraft({ threads: 9 }));
    await other.take(pair);
    expect(other.names()).toEqual(['Rig', 'Rig copy', 'Rig copy 2']);
    const one = await open(sampleDraft());
    const [before] = one.profiles.list();
    const replaced = await one.take(text, { replace: true });
    expect(one.profiles.list()).toMatchObject([{ id: before?.id, threads: 8 }]);
    // The file says that there is a password and lacks it: this rig's own stays.
    expect(replaced.profiles[0]?.notes).toEqual([]);
    expect(one.passwords()).toEqual([['pw-a', '']]);
  });

  it('meets each profile once where names are not unique', async () => {
    const twins = [sampleDraft({ threads: 3 }), sampleDraft({ threads: 4 })];
    const { text } = await (await open(...twins)).exchange.export({});
    const to = await open(sampleDraft({ threads: 4 }), sampleDraft({ threads: 5 }));
    const result = await to.take(text, { replace: true });
    expect(result.profiles.map(({ action }) => action).toSorted()).toEqual(['replace', 'same']);
    expect(
      to.profiles
        .list()
        .map(({ threads }) => Number(threads))
        .toSorted((one, other) => one - other),
    ).toEqual([3, 4]);
    const added = await open(...twins);
    expect((await added.take(text)).profiles.map(({ action }) => action)).toEqual(['same', 'same']);
    const empty = await open();
    await empty.take(text);
    expect(empty.names()).toEqual(['Rig', 'Rig']);
  });

  it('leaves out a coin that this rig does not know, and says so', async () => {
    const { text } = await (await open(sampleDraft({ coinId: 'monero' }))).exchange.export({});
    const to = await open();
    const result = await to.take(text.replace('"monero"', '"zcash"'));
    expect(result.profiles[0]?.notes[0]).toContain('no coin called “zcash”');
    expect(to.profiles.list()[0]?.coinId).toBeNull();
  });

  it.each(['file', 'secrets'] as const)(
    'is all or nothing where the %s cannot be written',
    async (which) => {
      const { text } = await (
        await open(sampleDraft({ threads: 8 }), sampleDraft({ name: 'New' }))
      ).exchange.export({ passphrase });
      const to = await open(sampleDraft());
      const [before, sealed] = [JSON.stringify(to.file.content), new Map(to.secrets.texts)];
      to[which].failWith = new DiskFullError('/data');
      const full = to.take(text, { passphrase, replace: true });
      await expect(full).rejects.toMatchObject({ code: 'disk-full' });
      expect(JSON.stringify(to.file.content)).toBe(before);
      expect(to.secrets.texts).toEqual(sealed);
      expect(to.names()).toEqual(['Rig']);
    },
  );
});

describe('a file that is refused', () => {
  const good = { ...sampleDraft(), pools: [{ url: a.url, user: 'ada', hasPassword: false }] };
  const document = (change: object = {}, ...profiles: object[]): string =>
    JSON.stringify({ format: 'rigwright-profiles', version: 1, profiles, ...change });

  it.each<[string, string, string, string]>([
    ['no JSON', '{"format": ', 'bad-file', 'line 1, column 12'],
    ['no file of profiles', '{"a": 1}', 'bad-file', 'The file holds no profiles.'],
    ['no object', '5', 'bad-file', 'The file holds no profiles.'],
    [
      'another format',
      '{"format": "other", "pools": []}',
      'bad-file',
      'The file holds no profiles.',
    ],
    ['no version', document({ version: undefined }), 'bad-file', 'version: Invalid input'],
    [
      'a later version',
      document({ version: 2 }),
      'bad-file',
      'is of version 2; this Rigwright reads version 1',
    ],
    ['a field too many', document({ more: 1 }), 'bad-file', 'Unrecognized key: "more"'],
    [
      'a mistyped field',
      document({}, good, { ...good, thread: 1 }),
      'bad-file',
      'profiles[1]: Unrecognized key',
    ],
    [
      'a bad pool',
      document({}, { ...good, pools: [{ url: 'http://x', user: '' }] }),
      'bad-file',
      'profiles[0].pools[0].url: must look like stratum+tcp://pool.example:3333',
    ],
    [
      'no pool',
      document({}, { ...good, pools: [] }),
      'bad-file',
      'profiles[0].pools: needs a pool',
    ],
    ['a bad box', document({ secrets: { kdf: 'md5' } }, good), 'bad-file', 'secrets.kdf'],
    [
      'a miner nobody knows',
      document({}, good, { ...good, minerId: 'other' }),
      'bad-file',
      '“Rig” (profiles[1]) cannot be taken in: This rig knows no miner',
    ],
    [
      'an algorithm the miner has not',
      document({}, { ...good, algorithm: 'x' }),
      'bad-file',
      'does not support the algorithm “x”',
    ],
    [
      'a setting the miner has not',
      document({}, { ...good, settings: { x: 1 } }),
      'bad-file',
      'has no setting “x”',
    ],
    [
      'a template without its value',
      document({}, { ...good, pools: [{ url: a.url, user: '%EWAL%' }] }),
      'bad-file',
      '“%EWAL%” stands for a wallet address',
    ],
    [
      'too many profiles',
      document({}, ...Array.from({ length: 1_001 }, () => good)),
      'bad-file',
      'profiles: Too big',
    ],
  ])('holds %s', async (_, text, code, message) => {
    const { take, file } = await open();
    for (const apply of [false, true]) {
      await expect(take(text, { apply })).rejects.toMatchObject({
        code,
        userMessage: expect.stringContaining(message) as string,
        suggestion: expect.stringMatching(/\.$/) as string,
      });
    }
    expect(file.writes).toBe(0);
  });

  it('would make too many profiles together with those there are', async () => {
    const [one] = (await open(sampleDraft())).profiles.list();
    const content = {
      version: 1,
      profiles: Array.from({ length: 999 }, (_, n) => ({ ...one, id: `p${n}`, name: `${n}` })),
    };
    const rig = await openSampleProfiles({ content });
    const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
    const text = document({}, { ...good, name: 'X' }, { ...good, name: 'Y' });
    const many = exchange.import({ text, apply: true, replace: false });
    await expect(many).rejects.toMatchObject({ code: 'invalid-input' });
    expect(rig.file.writes).toBe(0);
  });

  it('may name a miner that is known and not installed yet', async () => {
    const rig = await openSampleProfiles({
      miners: [sampleMiner({ installed: false, version: '' })],
    });
    const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
    const result = await exchange.import({ text: document({}, good), apply: true, replace: false });
    expect(result.applied).toBe(true);
  });
});
