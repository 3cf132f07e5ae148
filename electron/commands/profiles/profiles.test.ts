import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operations, type Api } from '../../contract/index.ts';
import { ProfileExchange } from '../../features/profiles/exchange/exchange.ts';
import { profileHandlers } from '../../features/profiles/handlers.ts';
import { sampleMiner, sampleSetting } from '../../testing/sample-miner.ts';
import { openSampleProfiles, sampleCoins, sampleDraft } from '../../testing/sample-profiles.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import type { Output } from '../output.ts';
import { createProfile, type CreateOptions } from './create.ts';
import { diffProfile, exportProfiles, importProfiles } from './exchange.ts';
import { listProfiles, removeProfile } from './list.ts';

const miner = sampleMiner({
  id: 'xmrig',
  algorithms: ['rx/0'],
  settings: [
    sampleSetting({ key: 'hugePages', kind: 'switch' }),
    sampleSetting({ key: 'priority', kind: 'integer', min: 0, max: 5 }),
    sampleSetting({ key: 'mode', kind: 'text' }),
  ],
});

/** The operations of profiles as every door calls them: checked on the way in and out. */
async function open() {
  const rig = await openSampleProfiles({ miners: [miner, sampleMiner()] });
  const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
  const coins = sampleCoins.map((coin) => ({
    ...coin,
    builtin: true,
    addressHint: null,
    checksAddresses: false,
  }));
  const handlers: Record<string, (input: never) => unknown> = {
    ...profileHandlers(rig.profiles, exchange),
    'miners.list': () => [miner],
    'coins.list': () => coins,
    'settings.get': () => ({ selectedProfileId: null }),
  };
  const api: Pick<Api, 'call'> = {
    async call(name, input) {
      const { input: given, output } = operations[name];
      return output.parse(await handlers[name]?.(given.parse(input) as never)) as never;
    },
  };
  const printed: string[] = [];
  const results: unknown[] = [];
  const output: Output = {
    json: false,
    result(value, lines) {
      results.push(value);
      printed.push(...lines);
    },
    event: (_value, line) => void printed.push(line),
    note: (text) => void printed.push(`(${text})`),
  };
  return { ...rig, api: api as Api, output, printed, results };
}

const options: CreateOptions = {
  name: 'Attic',
  miner: 'xmrig',
  coin: 'xmr',
  pool: ['stratum+tcp://a.example:1', 'ssl://b.example:2'],
  wallet: '4Wallet',
  passStdin: false,
  resume: false,
};
const variable = 'RIGWRIGHT_PASSPHRASE';

describe('rigwright profiles', () => {
  beforeEach(() => {
    process.env[variable] = 'correct horse';
  });
  afterEach(() => {
    delete process.env[variable];
  });

  it('makes, lists and removes profiles', async () => {
    using folder = tempFolder();
    const passFile = join(folder.path, 'pass');
    writeFileSync(passFile, 'pw-a\nmore\n');
    const { api, output, printed, profiles } = await open();
    await listProfiles(api, output);
    const set = ['hugePages=off', 'priority=3', 'mode=a=b'];
    await createProfile(api, { ...options, passFile, threads: 4, set }, output);
    const [made] = profiles.list();
    expect(made).toMatchObject({
      name: 'Attic',
      algorithm: 'rx/0',
      coinId: 'monero',
      threads: 4,
      settings: { hugePages: false, priority: 3, mode: 'a=b' },
      pools: [
        { url: 'stratum+tcp://a.example:1', user: '%EWAL%.%WORKER%', hasPassword: true },
        { url: 'ssl://b.example:2', user: '%EWAL%.%WORKER%', hasPassword: true },
      ],
    });
    expect(profiles.draftOf(made?.id as never).pools[0]?.password).toBe('pw-a');
    await listProfiles(api, output);
    await removeProfile(api, 'attic', output);
    expect(printed).toEqual([
      'There is no profile yet. Make one with “rigwright profiles create”.',
      `Made Attic: ${made?.id}`,
      `Attic  xmrig  rx/0  stratum+tcp://a.example:1    ${made?.id}`,
      'Deleted Attic.',
    ]);
    expect(profiles.list()).toEqual([]);
  });

  it.each<[string, Partial<CreateOptions>, string]>([
    ['no algorithm', { coin: undefined as never }, 'Name --algorithm, or a --coin.'],
    ['a coin nobody knows', { coin: 'abc' }, 'There is no coin called “abc”'],
    ['no id of a miner', { miner: '../x' }, '“../x” is no id of a miner'],
    ['a setting without a value', { set: ['priority'] }, '“priority” must look like key=value.'],
    ['a setting out of its limits', { set: ['priority=9'] }, 'cannot be 9.'],
    ['a word for a number', { set: ['priority=high'] }, 'cannot be “high”.'],
    ['a setting nobody knows', { set: ['x=1'] }, 'has no setting “x”'],
    ['two passwords', { passFile: 'x', passStdin: true }, 'Use either'],
    ['a password file that is not there', { passFile: '/nowhere/x' }, '/nowhere/x cannot be read'],
  ])('makes none with %s', async (_, change, text) => {
    const { api, output, file } = await open();
    const made = createProfile(api, { ...options, ...change }, output);
    await expect(made).rejects.toMatchObject({
      userMessage: expect.stringContaining(text) as string,
    });
    expect(file.writes).toBe(0);
  });

  it('carries profiles to another rig, with their passwords where that is wanted', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'profiles.json');
    const from = await open();
    await from.profiles.create(sampleDraft());
    await exportProfiles(from.api, ['rig'], { file, withPasswords: true }, from.output);
    expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(readFileSync(file, 'utf8')).not.toContain('pw-a');
    const to = await open();
    const wanted = { apply: false, replace: false, withPasswords: false };
    await importProfiles(to.api, file, wanted, to.output);
    expect(to.profiles.list()).toEqual([]);
    await importProfiles(to.api, file, { ...wanted, apply: true, withPasswords: true }, to.output);
    expect(to.printed).toEqual([
      'New: Rig',
      '  ! The password for stratum+tcp://a.example:3333 is not in the file and has to be entered.',
      '(The file holds locked passwords: take them in with --with-passwords.)',
      '(Nothing was changed. Do it with --apply.)',
      'New: Rig',
    ]);
    const [made] = to.profiles.list();
    expect(to.profiles.draftOf(made?.id as never).pools[0]?.password).toBe('pw-a');
  });

  it('prints an export where no file is named', async () => {
    const { api, output, printed, results, profiles } = await open();
    await profiles.create(sampleDraft());
    await exportProfiles(api, [], { withPasswords: false }, output);
    expect(JSON.parse(printed.join('\n'))).toMatchObject({ profiles: [{ name: 'Rig' }] });
    expect(results).toMatchObject([{ name: 'rigwright-profiles-1970-01-01.json' }]);
  });

  it('tells how a profile differs from a file, and what is replaced', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'profiles.json');
    const other = await open();
    await other.profiles.create(sampleDraft({ threads: 8 }));
    await exportProfiles(other.api, [], { file, withPasswords: false }, other.output);
    const { api, output, printed, profiles } = await open();
    await profiles.create(sampleDraft());
    await profiles.create(sampleDraft({ name: 'Other' }));
    await diffProfile(api, { name: 'Rig', file }, output);
    const missing = diffProfile(api, { name: 'Other', file }, output);
    await expect(missing).rejects.toThrow('profiles.json holds no profile called “Other”.');
    const wanted = { apply: true, replace: true, withPasswords: false };
    await importProfiles(api, file, wanted, output);
    await diffProfile(api, { name: 'Rig', file }, output);
    expect(printed).toEqual([
      'Threads: 2 → 8',
      'Replaced: Rig',
      '  Threads: 2 → 8',
      'Nothing differs.',
    ]);
  });

  it.each([
    ['is empty', '', 'is empty'],
    ['is too large', ' '.repeat(4_000_001), 'is too large'],
    ['is not there', null, 'cannot be read'],
  ])('takes no file that %s', async (_, content, text) => {
    using folder = tempFolder();
    const file = join(folder.path, 'profiles.json');
    if (content !== null) writeFileSync(file, content);
    const { api, output } = await open();
    const wanted = { apply: true, replace: false, withPasswords: false };
    await expect(importProfiles(api, file, wanted, output)).rejects.toThrow(text);
  });
});
