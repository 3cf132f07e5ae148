import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../base/notify.ts';
import { Profile } from '../../contract/values/profile.ts';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { ProfileFile } from './profile-file.ts';
import { readProfiles } from './read-profiles.ts';

const good = Profile.parse({
  id: 'p1',
  name: 'Rig',
  minerId: 'builtin',
  algorithm: 'sha256d',
  threads: null,
  throttle: 0,
  resumeAfterRestart: false,
  pools: [{ url: 'stratum+tcp://a.example:3333', user: 'ada', hasPassword: false }],
  createdAt: 1,
  updatedAt: 2,
});

describe('readProfiles', () => {
  it.each([
    ['no object', 5, 'without a name'],
    ['null', null, 'without a name'],
    ['nothing in it', {}, 'without a name'],
    ['a bad id', { ...good, id: '../x' }, 'id: must be'],
    ['no name', { ...good, name: ' ' }, 'name: needs a name'],
    [
      'a bad pool',
      { ...good, pools: [{ ...good.pools[0], url: 'http://x' }] },
      '“Rig” in profiles.json was left out (pools.0.url: must look like stratum+tcp://',
    ],
    ['no pool', { ...good, pools: [] }, 'pools:'],
    ['too many threads', { ...good, threads: 5_000 }, 'threads:'],
    ['the id of another one', { ...good, id: 'p0' }, 'another one has the same id'],
  ])('leaves out an entry with %s, and keeps the others', (_, entry, text) => {
    const others = [
      { ...good, id: 'p0' },
      { ...good, id: 'p2' },
    ];
    const [first, last] = others;
    const { profiles, problems } = readProfiles([first, entry, last], 'profiles.json');
    expect(profiles).toEqual(others);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(text);
  });

  it('takes 1,000, and counts the problems beyond a handful', () => {
    const many = Array.from({ length: 1_100 }, (_, n) => ({ ...good, id: `p${n}` }));
    const { profiles, problems } = readProfiles(many, 'profiles.json');
    expect(profiles).toHaveLength(1_000);
    expect(problems).toHaveLength(11);
    expect(problems.at(-1)).toBe('90 more profiles in profiles.json were left out.');
  });

  it('always gives profiles that are right, whatever it reads', () => {
    const changes = fc.dictionary(fc.constantFrom(...Object.keys(good)), fc.anything());
    const entries = fc.oneof(
      fc.anything(),
      changes.map((change): unknown => ({ ...good, ...change })),
    );
    fc.assert(
      fc.property(fc.array(entries), (found) => {
        const { profiles, problems } = readProfiles(found, 'profiles.json');
        for (const profile of profiles) expect(Profile.parse(profile)).toEqual(profile);
        expect(problems.length).toBe(Math.min(11, found.length - profiles.length));
      }),
    );
  });
});

describe('ProfileFile', () => {
  const open = (content: unknown) => {
    const file = new MemoryJsonFile('profiles.json', content);
    const notices: NoticeDraft[] = [];
    return { file, notices, profiles: new ProfileFile(file, (notice) => notices.push(notice)) };
  };

  it.each([[[]], ['text'], [{}], [{ version: 2, profiles: [] }], [{ version: 1, profiles: {} }]])(
    'sets a file aside that holds %j',
    async (content) => {
      const { file, profiles } = open(content);
      expect(await profiles.read()).toEqual([]);
      expect(file.aside).toHaveLength(1);
    },
  );

  it('keeps a copy before entries that it could not use are written over', async () => {
    const content = { version: 1, profiles: [good, { ...good, id: '' }] };
    const { file, profiles, notices } = open(content);
    const found = await profiles.read();
    expect(found).toEqual([good]);
    expect(notices).toHaveLength(1);
    expect(file.content).toEqual(content);
    await profiles.write(found);
    await profiles.write([]);
    expect(file.copies).toEqual([content]);
    expect(file.content).toEqual({ version: 1, profiles: [] });
  });
});
