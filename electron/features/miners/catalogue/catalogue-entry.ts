import { z } from 'zod';
import { MinerId } from '../../../contract/values/ids.ts';
import { DeviceKind, MinerPlatform, MinerSetting } from '../../../contract/values/miner.ts';
import { apiKinds, outputKinds } from '../../../protocols/miner-output/miner-kinds.ts';
import { Launch } from './launch-schema.ts';
import { launchProblems } from './launch-problems.ts';
import { ReleaseSource } from './release-source.ts';

/** An algorithm in our words; those we know are in the contract, updates may bring others. */
const algorithm = z.string().regex(/^[a-z][a-z0-9]*(?:[-/][a-z0-9_]+)*$/, 'must be like rx/0');

/** What the miner itself calls something. */
const word = z.string().regex(/^[A-Za-z0-9_./:-]{1,40}$/, 'must be a word of the miner');

const sentence = z.string().trim().min(1).max(400);

const fields = z.strictObject({
  /** Of this file; another number is of another version of this program. */
  format: z.literal(1),
  id: MinerId,
  name: z.string().trim().min(1).max(60),
  /** One sentence of ours. */
  description: sentence,
  licence: z.string().trim().min(1).max(120),
  openSource: z.boolean(),
  homepage: z.url({ protocol: /^https$/ }).max(200),
  devFee: z.strictObject({
    /** What the author takes, in words. */
    text: sentence,
    /** By algorithm; those left out are as the text says. */
    percent: z.record(algorithm, z.number().min(0).max(20)),
    /** When that was read, YYYY-MM-DD, and where. */
    asOf: z.iso.date(),
    source: z.url().max(300),
  }),
  /** Our word for an algorithm, and the miner's. */
  algorithms: z.record(algorithm, word),
  /** Symbols of the coins that the miner wants to be told, and its words for them. */
  coins: z.record(z.string().regex(/^[A-Z0-9]{2,10}$/, 'must be a symbol such as XMR'), word),
  devices: z.array(DeviceKind).min(1),
  /** Null for the miner that is part of this program. */
  release: ReleaseSource.nullable(),
  /** Null for the miner that is part of this program. */
  launch: Launch.nullable(),
  /** Where its figures are asked for. */
  api: z
    .strictObject({
      kind: z.enum(apiKinds),
      transport: z.enum(['http', 'tcp']),
      /** False: it listens to the whole network and cannot be told otherwise. */
      loopback: z.boolean(),
    })
    .nullable(),
  output: z.enum(outputKinds).nullable(),
  /** From the start to the first hashrate, at most. */
  warmUpLimitSeconds: z.number().int().min(30).max(3_600),
  /** How long it may print nothing and still be well. */
  silenceLimitSeconds: z.number().int().min(30).max(3_600).nullable(),
  settings: z.array(MinerSetting.strict()).max(40),
  /** What a person should know before using it. */
  notes: z.array(sentence).max(8),
});

/** One miner: who made it, where it comes from, how it is started and read. */
export const CatalogueEntry = fields.superRefine((entry, context) => {
  for (const { path, message } of entryProblems(entry)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function* entryProblems(entry: z.infer<typeof fields>): Generator<Problem> {
  const { algorithms, coins, devFee, launch, release, settings } = entry;
  if (Object.keys(algorithms).length === 0) {
    yield { path: ['algorithms'], message: 'needs an algorithm' };
  }
  if ((release === null) !== (launch === null)) {
    yield { path: ['launch'], message: 'is needed where there is a release, and only there' };
  }
  for (const name of Object.keys(devFee.percent)) {
    if (!Object.hasOwn(algorithms, name)) {
      yield { path: ['devFee', 'percent', name], message: 'is none of the algorithms' };
    }
  }
  const keys = settings.map(({ key }) => key);
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) !== index) {
      yield { path: ['settings', index, 'key'], message: 'stands there twice' };
    }
  }
  if (release) {
    for (const platform of MinerPlatform.options) {
      if ((release.assets[platform] === undefined) !== (release.executable[platform] === undefined))
        yield {
          path: ['release', 'executable', platform],
          message: 'is needed where there are assets, and only there',
        };
    }
  }
  if (launch) {
    for (const message of launchProblems(launch, keys, { hasCoins: Object.keys(coins).length > 0 }))
      yield { path: ['launch'], message };
  }
}
