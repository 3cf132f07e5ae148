import { z } from 'zod';
import { practicePoolUrl } from '../../../contract/values/profile.ts';
import { maxProfiles } from '../read-profiles.ts';
import { fittingSettings, type Candidate } from './fitting-settings.ts';
import { foundProfile, literalPassword, type FoundProfile } from './found-profile.ts';
import { parsePart } from './parse-part.ts';
import { algorithmCalled, coinCalled, minerOf, type RigKnowledge } from './rig-knowledge.ts';

const text = z.string().max(2_000).default('');

const Config = z.looseObject({
  pool: text,
  wallet: text,
  password: text,
  algo: text,
  coin: text,
  rigId: text,
  devices: text,
  cliArgs: text,
  threads: z.number().default(0),
  tls: z.boolean().default(false),
});
type Config = z.infer<typeof Config>;

const ReferenceProfile = z.looseObject({
  name: z.string(),
  minerType: z.enum(['xmrig', 'tt-miner', 'ttminer', 'simulated']),
  config: Config,
});
const ReferenceProfiles = z.array(ReferenceProfile).max(maxProfiles);

const minerIds = {
  xmrig: 'xmrig',
  'tt-miner': 'tt-miner',
  ttminer: 'tt-miner',
  simulated: 'builtin',
} as const;

const maxName = 80;
const usualAlgorithms = { xmrig: 'rx/0', 'tt-miner': 'kawpow', builtin: 'verushash' } as const;

/** Fields that are no settings; all others are looked up among those of the miner. */
const placed = new Set([
  'miner',
  'pool',
  'wallet',
  'password',
  'algo',
  'coin',
  'rigId',
  'devices',
  'cliArgs',
  'threads',
  'tls',
]);
/** What Rigwright decides for every start. */
const ours = new Set(['httpPort', 'httpHost', 'httpAccessToken', 'httpNoRestricted', 'logOutput']);

/**
 * The profiles of a `mining_profiles.json`: a list of `{ id, name, minerType, config }`.
 *
 * @throws {BadFileError | UnknownMinerError}
 */
export function readReferenceProfiles(value: unknown, rig: RigKnowledge): FoundProfile[] {
  return parsePart(ReferenceProfiles, value, '').map(({ name, minerType, config }, index) => {
    const place = `[${index}]`;
    const notes: string[] = [];
    const minerId = minerIds[minerType];
    if (minerType === 'simulated') {
      notes.push('It made numbers up; here the built-in miner practises on the practice pool.');
      const pools = [{ url: practicePoolUrl, user: 'practice', password: '' }];
      const algorithm = usualAlgorithms.builtin;
      return foundProfile(place, { ...common(name, notes), minerId, algorithm, pools }, notes);
    }
    const miner = minerOf(rig, minerId);
    const coin = coinCalled(rig, config.coin);
    if (config.coin !== '' && !coin)
      notes.push(`This rig knows no coin called “${config.coin.slice(0, 60)}”.`);
    const said = config.algo === '' ? coin?.algorithm : config.algo;
    if (said === undefined) {
      notes.push(
        `It names no algorithm: ${usualAlgorithms[minerId]} is taken. Look whether it fits.`,
      );
    }
    const { settings, notes: left } = fittingSettings(candidatesOf(config), miner);
    const draft = {
      ...common(name, notes),
      minerId,
      algorithm: algorithmCalled(miner, said ?? usualAlgorithms[minerId]),
      coinId: coin?.id ?? null,
      wallet: config.wallet,
      worker: config.rigId,
      threads: config.threads > 0 ? config.threads : null,
      devices: devicesOf(config, notes),
      settings,
      extraArguments: config.cliArgs.split(/\s+/).filter((word) => word !== ''),
      pools: [{ url: poolUrl(config), user: '%EWAL%', password: literalPassword(config.password) }],
    };
    return foundProfile(place, draft, [...notes, ...left]);
  });
}

function common(name: string, notes: string[]) {
  if (name.trim().length > maxName) notes.push(`Its name was cut to ${maxName} characters.`);
  return {
    name: name.trim().slice(0, maxName),
    threads: null,
    throttle: 0,
    resumeAfterRestart: false,
  };
}

/** Its schemes are those of XMRig, and `stratum://`, which XMRig refuses. */
function poolUrl({ pool, tls }: Config): string {
  const [, scheme = '', place = ''] = /^(?:([a-z0-9+]*):\/\/)?(.*)$/is.exec(pool.trim()) ?? [];
  return `stratum+${tls || /ssl|tls/i.test(scheme) ? 'ssl' : 'tcp'}://${place}`;
}

function devicesOf({ devices }: Config, notes: string[]): number[] | null {
  if (devices.trim() === '') return null;
  const numbers = devices.split(',').map((one) => (one.trim() === '' ? NaN : Number(one)));
  if (numbers.every((one) => Number.isInteger(one) && one >= 0 && one <= 255)) return numbers;
  notes.push('“devices” is no list of numbers: all devices are taken.');
  return null;
}

/** Fields that were left at nothing say nothing. `hugePages` is off where it is. */
function candidatesOf(config: Config): Candidate[] {
  return Object.entries(config)
    .filter(([key]) => !placed.has(key) && !ours.has(key))
    .filter(([key, value]) => key === 'hugePages' || (value !== false && value !== 0))
    .map(([key, value]) => ({
      path: `config.${key}`,
      value: key === 'pauseOnActive' && typeof value === 'number' ? value > 0 : value,
      keys: [key, ownKey(key)],
    }));
}

/** What is called otherwise here; the rest loses its `cpu`: `cpuPriority` is the priority. */
const renamed: Readonly<Record<string, string>> = {
  opencl: 'openCl',
  randomXMode: 'randomxMode',
  randomX1GBPages: 'oneGbPages',
};

function ownKey(key: string): string {
  if (Object.hasOwn(renamed, key)) return renamed[key] ?? key;
  return key.replace(/^cpu([A-Z])/, (_, first: string) => first.toLowerCase());
}
