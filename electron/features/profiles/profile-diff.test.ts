import { describe, expect, it } from 'vitest';
import { ProfileId } from '../../contract/values/ids.ts';
import type { ProfileDraft } from '../../contract/values/profile.ts';
import { sampleMiner, sampleSetting } from '../../testing/sample-miner.ts';
import { openSampleProfiles, sampleDraft } from '../../testing/sample-profiles.ts';

const settings = [
  sampleSetting({ key: 'level', kind: 'integer' }),
  sampleSetting({ key: 'mode', kind: 'text' }),
];
const open = () => openSampleProfiles({ miners: [sampleMiner({ settings })] });
const [a, b] = sampleDraft().pools as [
  ProfileDraft['pools'][number],
  ProfileDraft['pools'][number],
];
const windows = [{ days: [1], from: '22:00', to: '06:00' }];

/** `path (label): from → to` */
async function diffOf(before: ProfileDraft, after: ProfileDraft): Promise<string[]> {
  const { profiles } = await open();
  const { id } = await profiles.create(before);
  return profiles
    .diff(id, after)
    .map(({ path, label, from, to }) => `${path} (${label}): ${from} → ${to}`);
}

describe('the difference between profiles', () => {
  it('is nothing where nothing changes', async () => {
    const draft = sampleDraft({ settings: { level: 1 }, schedule: { windows }, devices: [] });
    expect(await diffOf(draft, draft)).toEqual([]);
    expect(
      await diffOf(draft, { ...draft, pools: draft.pools.map(({ url, user }) => ({ url, user })) }),
    ).toEqual([]);
  });

  it.each<[string, Partial<Record<keyof ProfileDraft, unknown>>, string[]]>([
    ['a name', { name: 'New' }, ['name (Name): Rig → New']],
    ['a wallet that is new', { wallet: 'RWallet' }, ['wallet (Wallet): null → RWallet']],
    ['threads', { threads: null }, ['threads (Threads): 2 → one per core']],
    ['rest', { throttle: 0 }, ['throttle (Rest): 10 % → 0 %']],
    ['devices', { devices: [0, 2] }, ['devices (Devices): all → 0, 2']],
    ['no devices', { devices: [] }, ['devices (Devices): all → none']],
    ['arguments', { extraArguments: ['--x'] }, ['extraArguments (Arguments): null → ["--x"]']],
    ['a schedule', { schedule: { windows } }, ['schedule (Schedule): null → Mon 22:00–06:00']],
    [
      'a restart',
      { resumeAfterRestart: false },
      ['resumeAfterRestart (Start again after a restart): yes → no'],
    ],
    [
      'settings by their key',
      { settings: { mode: 'fast', level: 2 } },
      ['settings.level (Setting level): null → 2', 'settings.mode (Setting mode): null → "fast"'],
    ],
    [
      'an address and its user',
      { pools: [{ url: 'tcp://c.example:1', user: 'eve' }, b] },
      [
        'pools[0].url (Address of pool 1): stratum+tcp://a.example:3333 → tcp://c.example:1',
        'pools[0].user (User at pool 1): ada → eve',
        'pools[0].password (Password of pool 1): set → null',
      ],
    ],
    [
      'a pool less',
      { pools: [a] },
      [
        'pools[1].url (Address of pool 2): stratum+tcp://b.example:3333 → null',
        'pools[1].user (User at pool 2): bob → null',
      ],
    ],
    [
      'a new password',
      { pools: [{ ...a, password: 'pw-new' }, b] },
      ['pools[0].password (Password of pool 1): set → changed'],
    ],
    [
      'a password less',
      { pools: [{ ...a, password: '' }, b] },
      ['pools[0].password (Password of pool 1): set → null'],
    ],
    [
      'a first password',
      { pools: [a, { ...b, password: 'pw-b' }] },
      ['pools[1].password (Password of pool 2): null → set'],
    ],
  ])('tells %s', async (_, change, expected) => {
    expect(await diffOf(sampleDraft(), sampleDraft(change))).toEqual(expected);
  });

  it('never tells a password, also where the old one cannot be read', async () => {
    const { profiles, secrets } = await open();
    const { id } = await profiles.create(sampleDraft());
    secrets.texts.clear();
    const change = profiles.diff(id, sampleDraft({ pools: [{ ...a, password: 'pw-new' }, b] }));
    expect(change).toMatchObject([{ path: 'pools[0].password', from: 'set', to: 'changed' }]);
    const kept = profiles.diff(id, sampleDraft({ pools: [{ url: a.url, user: a.user }, b] }));
    expect(kept).toEqual([]);
    expect(JSON.stringify([change, profiles.diff(null, sampleDraft())])).not.toMatch(/pw-/);
  });

  it('to no profile is everything that the draft says', async () => {
    const { profiles } = await open();
    const paths = profiles.diff(null, sampleDraft()).map(({ path, from }) => `${path} ${from}`);
    expect(paths).toContain('name null');
    expect(paths).toContain('pools[0].password null');
    expect(paths).not.toContain('wallet null');
    expect(() => profiles.diff(ProfileId.parse('gone'), sampleDraft())).toThrow('no profile gone');
  });
});
