import { z } from 'zod';
import { fittingSettings, type Candidate } from './fitting-settings.ts';
import {
  foundProfile,
  literal,
  literalPassword,
  refuse,
  type FoundProfile,
} from './found-profile.ts';
import { parsePart } from './parse-part.ts';
import { algorithmCalled, coinCalled, minerOf, type RigKnowledge } from './rig-knowledge.ts';
import { leftOvers, settingCandidates } from './xmrig-settings.ts';

const text = z.string().max(400).nullish();
const flag = z.boolean().nullish();

const XmrigPool = z.looseObject({
  algo: text,
  coin: text,
  url: z.string().min(1).max(300),
  user: text,
  pass: text,
  'rig-id': text,
  enabled: flag,
  tls: flag,
  'tls-fingerprint': z.union([z.string().max(200), z.boolean()]).nullish(),
  nicehash: flag,
  daemon: flag,
});
type XmrigPool = z.infer<typeof XmrigPool>;

const XmrigConfig = z.looseObject({ pools: z.array(XmrigPool).min(1).max(100) });

/** What XMRig connects to where the address names no port. */
const usualPort = 3333;
/** What most pools for XMRig mine; it asks the pool where nobody says. */
const usualAlgorithm = 'rx/0';
/** Short names that XMRig takes as well. */
const ownNames = new Map<string | undefined, string>([
  ['rx', 'rx/0'],
  ['randomx', 'rx/0'],
  ['randomx/0', 'rx/0'],
]);
const maxPools = 8;

/**
 * One profile with the pools of a `config.json` of XMRig, in their order.
 *
 * @throws {BadFileError | UnknownMinerError}
 */
export function readXmrigConfig(value: unknown, rig: RigKnowledge): FoundProfile[] {
  const config = parsePart(XmrigConfig, value, '');
  const miner = minerOf(rig, 'xmrig');
  const notes: string[] = [];
  const pools = usablePools(config.pools, notes);
  const [first] = pools;
  if (!first) refuse('pools', 'There is no pool that can be used.', 'Add one to the file.');
  const coin = coinCalled(rig, first.coin ?? null);
  if (first.coin && !coin) notes.push(`This rig knows no coin called “${first.coin}”.`);
  const said = first.algo ?? coin?.algorithm;
  if (said === undefined) {
    notes.push(`The file names no algorithm: ${usualAlgorithm} is taken. Look whether it fits.`);
  }
  const algorithm = algorithmCalled(
    miner,
    ownNames.get(said?.toLowerCase()) ?? said ?? usualAlgorithm,
  );
  if (pools.some((pool) => (pool.algo ?? first.algo) !== first.algo)) {
    notes.push('The pools have different algorithms: a profile has one, that of the first pool.');
  }
  const worker = workerOf(pools, notes);
  const { threads, candidates, notes: ofThreads } = settingCandidates(config, algorithm);
  const { settings, notes: left } = fittingSettings(
    [...poolCandidates(pools), ...candidates],
    miner,
  );
  const draft = {
    name: `XMRig ${coin?.symbol ?? algorithm}`,
    minerId: miner.id,
    algorithm,
    coinId: coin?.id ?? null,
    worker,
    threads,
    throttle: 0,
    settings,
    resumeAfterRestart: false,
    pools: pools.map(accountOf),
  };
  return [foundProfile('', draft, [...notes, ...ofThreads, ...left, ...leftOvers(config)])];
}

function usablePools(pools: readonly XmrigPool[], notes: string[]): XmrigPool[] {
  const usable = pools.filter((pool, index) => {
    const why = unusable(pool);
    if (why !== undefined) notes.push(`“pools[${index}]” was left out: ${why}.`);
    return why === undefined;
  });
  if (usable.length > maxPools) notes.push(`Only the first ${maxPools} pools were taken.`);
  return usable.slice(0, maxPools);
}

function unusable({ enabled, daemon, url }: XmrigPool): string | undefined {
  if (enabled === false) return 'it is switched off';
  if (daemon === true || /^daemon\+/i.test(url)) return 'it is a node and no pool';
  if (/^socks5:/i.test(url)) return 'it is reached by a proxy';
  return undefined;
}

function accountOf({ url, tls, user, pass }: XmrigPool) {
  const [, scheme = '', rest = ''] = /^(?:([a-z0-9+]*):\/\/)?(.*)$/is.exec(url) ?? [];
  const isTls = tls === true || /ssl|tls/i.test(scheme);
  const place = /:\d+\/?$/.test(rest) ? rest : `${rest}:${usualPort}`;
  return {
    url: `stratum+${isTls ? 'ssl' : 'tcp'}://${place}`,
    user: literal(user ?? ''),
    password: literalPassword(pass ?? ''),
  };
}

/** A profile has one worker name, XMRig one for each pool. */
function workerOf(pools: readonly XmrigPool[], notes: string[]): string {
  const names = new Set(pools.map((pool) => pool['rig-id'] ?? '').filter((name) => name !== ''));
  const [first = ''] = names;
  if (names.size > 1) notes.push('The pools have different rig-ids: the first one was taken.');
  if (/^[\w.-]{0,64}$/.test(first)) return first;
  notes.push('The rig-id has signs that a worker name cannot have and was left out.');
  return '';
}

/** What XMRig sets for each pool and a profile once, taken from the first pool that says it. */
function poolCandidates(pools: readonly XmrigPool[]): Candidate[] {
  const fingerprint = pools.map((pool) => pool['tls-fingerprint']).find((text) => text);
  return [
    {
      path: 'pools.nicehash',
      value: pools.some(({ nicehash }) => nicehash === true) || undefined,
      keys: ['nicehash'],
    },
    { path: 'pools.tls-fingerprint', value: fingerprint, keys: ['tlsFingerprint'] },
  ];
}
