import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProfileDraft } from '../../../contract/values/profile.ts';
import { AppError } from '../../../base/app-error.ts';
import { fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { mutatedLine } from '../../../testing/mutated-line.ts';
import { sampleMiner, sampleSetting } from '../../../testing/sample-miner.ts';
import { openSampleProfiles, sampleCoins, sampleDraft } from '../../../testing/sample-profiles.ts';
import { seededRandom } from '../../../testing/seeded-random.ts';
import { ProfileExchange } from './exchange.ts';

const miners = ['builtin', 'xmrig', 'tt-miner'].map((id) =>
  sampleMiner({
    id,
    algorithms: [],
    settings: [
      sampleSetting({ key: 'level', kind: 'number' }),
      sampleSetting({ key: 'mode', kind: 'text' }),
      sampleSetting({ key: 'hugePages', kind: 'switch' }),
    ],
  }),
);
const passphrase = 'correct horse';
const usual = 600;

async function open() {
  const rig = await openSampleProfiles({ miners });
  const exchange = new ProfileExchange({ ...rig.parts, profiles: rig.profiles });
  /** What a person would say is in there: ids and times say nothing. */
  const meaning = () =>
    rig.profiles
      .list()
      .map(({ id }) => JSON.stringify(rig.profiles.draftOf(id)))
      .toSorted();
  return { ...rig, exchange, meaning };
}

const text = (maxLength: number) =>
  fc.string({ maxLength, unit: 'grapheme' }).map((each) => each.slice(0, maxLength));
const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((one) => String(one).padStart(2, '0')).join(':'));
const schedule = fc.record({
  windows: fc.array(
    fc.record({ days: fc.array(fc.nat(6), { minLength: 1, maxLength: 7 }), from: time, to: time }),
    { minLength: 1, maxLength: 3 },
  ),
});
const pool = fc.record({
  url: fc.constantFrom(
    'stratum+tcp://a.example:3333',
    'stratum+ssl://b.example:443',
    'wss://c.example/path',
    'practice://local',
  ),
  user: fc.oneof(
    text(40).map((each) => each.replaceAll('%', '%%')),
    fc.constant('%EWAL%.%WORKER%'),
  ),
  password: fc.oneof(fc.constant(''), text(40)),
});
const draft = fc
  .record({
    name: text(80),
    minerId: fc.constantFrom('builtin', 'xmrig', 'tt-miner'),
    algorithm: fc.constantFrom('rx/0', 'sha256d'),
    coinId: fc.constantFrom(null, ...sampleCoins.map(({ id }) => id)),
    wallet: fc.string({ minLength: 1, maxLength: 40 }).map((each) => `W${each}`),
    worker: fc.constantFrom('', 'rig-7'),
    login: text(20),
    email: text(20),
    threads: fc.option(fc.integer({ min: 1, max: 1024 })),
    throttle: fc.integer({ min: 0, max: 95 }),
    devices: fc.option(fc.array(fc.nat(255), { maxLength: 5 })),
    settings: fc.record(
      {
        level: fc.double({ noNaN: true, noDefaultInfinity: true }),
        mode: text(30),
        hugePages: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    extraArguments: fc.array(
      text(20).map((each) => `-${each}`),
      { maxLength: 4 },
    ),
    resumeAfterRestart: fc.boolean(),
    schedule: fc.option(schedule),
    pools: fc.array(pool, { minLength: 1, maxLength: 4 }),
  })
  .map((fields) => ProfileDraft.safeParse(fields).data)
  .filter((parsed) => parsed !== undefined);

it(
  'profiles that go out and come in again mean the same',
  { timeout: fuzzTimeoutMs(usual) * 10 },
  async () => {
    // Deriving a key takes its time on purpose, so that most runs are without passwords.
    const isLocked = fc.nat(9).map((tenth) => tenth === 0);
    const property = fc.asyncProperty(
      fc.array(draft, { maxLength: 5 }),
      isLocked,
      async (drafts, locked) => {
        const [from, to] = [await open(), await open()];
        for (const each of drafts) {
          const pools = each.pools.map((one) => (locked ? one : { ...one, password: '' }));
          await from.profiles.create({ ...each, pools });
        }
        const { text } = await from.exchange.export(locked ? { passphrase } : {});
        const options = { text, apply: true, replace: false, ...(locked && { passphrase }) };
        const { profiles } = await to.exchange.import(options);
        expect(profiles.every(({ action, notes }) => action === 'add' && notes.length === 0)).toBe(
          true,
        );
        expect(to.meaning()).toEqual(from.meaning());
        const again = await to.exchange.import(options);
        expect(again.profiles.every(({ action }) => action === 'same')).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: fuzzCount(usual) / 20, seed: 7 });
  },
);

/** Files as they really are. The box of ours stays shut: its key would take a tenth of a second. */
async function realFiles(): Promise<[string, string, string]> {
  const rig = await open();
  await rig.profiles.create(sampleDraft({ coinId: 'verus', settings: { level: 3, mode: 'fast' } }));
  await rig.profiles.create(
    sampleDraft({
      name: 'Nights',
      wallet: 'W',
      schedule: { windows: [{ days: [1, 5], from: '22:00', to: '06:00' }] },
    }),
  );
  const { text: own } = await rig.exchange.export({ passphrase });
  const xmrig = {
    autosave: true,
    http: { enabled: true, 'access-token': null },
    cpu: {
      enabled: true,
      'huge-pages': true,
      'max-threads-hint': 50,
      rx: [0, -1],
      '*': { threads: 2 },
    },
    opencl: { enabled: false },
    pools: [
      {
        algo: 'rx/0',
        coin: 'monero',
        url: 'a.example:3333',
        user: 'W',
        pass: 'x',
        'rig-id': 'rig',
        tls: true,
      },
      { algo: 'rx/0', url: 'stratum+ssl://b.example:443', user: 'W', pass: 'x', nicehash: true },
    ],
    'donate-level': 1,
  };
  const config = {
    pool: 'stratum+tcp://a.example:3333',
    wallet: 'W',
    threads: 2,
    tls: true,
    hugePages: true,
  };
  const reference = [
    {
      id: '1',
      name: 'One',
      minerType: 'xmrig',
      config: { ...config, coin: 'monero', devices: '0,1' },
    },
    { id: '2', name: 'Two', minerType: 'simulated', config },
  ];
  return [JSON.stringify(JSON.parse(own)), JSON.stringify(xmrig), JSON.stringify(reference)];
}

it(
  'a broken file never crashes and never changes a part',
  { timeout: fuzzTimeoutMs(usual) * 3 },
  async () => {
    const files = await realFiles();
    const random = seededRandom(20_261_121);
    const { exchange, profiles, file, secrets } = await open();
    await profiles.create(sampleDraft());
    const decoder = new TextDecoder();
    const stored = (): string => JSON.stringify([file.content, [...secrets.texts]]);
    const seen = { taken: 0, refused: 0 };
    for (let count = 0; count < fuzzCount(usual); count += 1) {
      const broken = decoder.decode(mutatedLine(random.pick(files), random));
      const before = stored();
      const [apply, replace] = [random.below(2) === 0, random.below(2) === 0];
      const refusal = await exchange.import({ text: broken, apply, replace }).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (refusal !== undefined && !isGoodRefusal(refusal)) {
        throw new Error(`crashed at ${broken.slice(0, 2_000)}`, { cause: refusal });
      }
      seen[refusal === undefined ? 'taken' : 'refused'] += 1;
      const mayChange = apply && refusal === undefined;
      if (!mayChange && stored() !== before)
        throw new Error(`changed by ${broken.slice(0, 2_000)}`);
      // What was taken in is looked at and goes again, so that there is always room.
      for (const { id, name } of profiles.list()) if (name !== 'Rig') await profiles.remove(id);
    }
    expect(seen.refused).toBeGreaterThan(seen.taken / 4);
    expect(seen.taken).toBeGreaterThan(0);
  },
);

const isGoodRefusal = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'bad-file' && error.userMessage.length < 1_000;
