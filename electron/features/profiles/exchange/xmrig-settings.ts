import { z } from 'zod';
import { camelCase, type Candidate } from './fitting-settings.ts';

/** Objects of the configuration whose values may be settings of ours. */
const groups = ['cpu', 'randomx', 'opencl', 'cuda'] as const;
const single = [
  'donate-level',
  'donate-over-proxy',
  'retries',
  'retry-pause',
  'pause-on-battery',
  'pause-on-active',
] as const;

/** What Rigwright sets itself for every start, so that it can watch over the miner. */
const ours = new Set([
  'api',
  'http',
  'autosave',
  'background',
  'colors',
  'watch',
  'syslog',
  'log-file',
  'title',
  'verbose',
  'print-time',
  'health-print-time',
  'version',
  'dmi',
  'user-agent',
]);

/**
 * What XMRig does where nobody says otherwise (its own `config.json`). It need not be said again, so
 * that a file as it was unpacked gives no list of complaints.
 */
const defaults: Readonly<Record<string, unknown>> = {
  'cpu.enabled': true,
  'cpu.max-threads-hint': 100,
  'cpu.argon2-impl': null,
  'cpu.huge-pages-jit': false,
  'cpu.memory-pool': false,
  'cpu.yield': true,
  'cpu.asm': true,
  'randomx.mode': 'auto',
  'randomx.1gb-pages': false,
  'randomx.rdmsr': true,
  'randomx.wrmsr': true,
  'randomx.cache_qos': false,
  'randomx.numa': true,
  'randomx.scratchpad_prefetch_mode': 1,
  'opencl.enabled': false,
  'opencl.cache': true,
  'opencl.platform': 'AMD',
  'opencl.adl': true,
  'cuda.enabled': false,
  'cuda.nvml': true,
  'donate-over-proxy': 1,
  'retry-pause': 5,
  retries: 5,
  'pause-on-battery': false,
  'pause-on-active': false,
};

/** Settings of ours that are called otherwise. */
const renamed: Readonly<Record<string, string>> = {
  'opencl.enabled': 'openCl',
  'randomx.1gb-pages': 'oneGbPages',
  'randomx.wrmsr': 'msr',
};

const ofTheTable = (path: string): unknown =>
  Object.hasOwn(defaults, path) ? defaults[path] : undefined;

type Config = Readonly<Record<string, unknown>>;

const AnyObject = z.record(z.string(), z.unknown());

export interface SettingCandidates {
  readonly candidates: readonly Candidate[];
  /** null: XMRig chooses it. */
  readonly threads: number | null;
  readonly notes: readonly string[];
}

/** What may be settings, and the number of threads for an algorithm. */
export function settingCandidates(config: Config, algorithm: string): SettingCandidates {
  const candidates: Candidate[] = [];
  const add = (path: string, value: unknown, keys: readonly string[]): void => {
    if (value === ofTheTable(path)) return;
    const own = Object.hasOwn(renamed, path) ? renamed[path] : undefined;
    candidates.push({ path, value, keys: own === undefined ? keys : [own] });
  };
  for (const key of single) add(key, asSwitch(key, config[key]), [camelCase(key)]);
  for (const group of groups) {
    const { data = {} } = AnyObject.safeParse(config[group]);
    for (const [key, value] of Object.entries(data)) {
      // Lists of threads, one for each algorithm.
      if (typeof value === 'object' || /[/*]/.test(key)) continue;
      const path = `${group}.${key}`;
      const whole = camelCase(path);
      add(path, value, key === 'enabled' ? [group] : [camelCase(key), whole]);
    }
  }
  return { candidates, ...threadsOf(config, algorithm) };
}

/** XMRig also takes the seconds of a pause; here it is on or off. */
const asSwitch = (key: string, value: unknown): unknown =>
  key === 'pause-on-active' && typeof value === 'number' ? value > 0 : value;

const maxThreads = 1024;

/**
 * `"rx": [0, 2, 4]` are three threads on these cores; so are `"rx": { "threads": 3 }`, a name of another
 * list, and `*` for every algorithm.
 */
function threadsOf(
  config: Config,
  algorithm: string,
): Pick<SettingCandidates, 'threads' | 'notes'> {
  const { data: cpu = {} } = AnyObject.safeParse(config['cpu']);
  const [family = algorithm] = algorithm.split('/');
  const key = [algorithm, family, '*'].find((name) => Object.hasOwn(cpu, name));
  if (key === undefined) return { threads: null, notes: [] };
  const named = cpu[key];
  const list = typeof named === 'string' && Object.hasOwn(cpu, named) ? cpu[named] : named;
  const { data: short } = AnyObject.safeParse(list);
  const threads = Array.isArray(list) ? list.length : short?.['threads'];
  const isCount = typeof threads === 'number' && Number.isInteger(threads);
  if (!isCount || threads < 1 || threads > maxThreads) return { threads: null, notes: [] };
  const isBound =
    Array.isArray(list) && JSON.stringify(list) !== JSON.stringify(list.map(() => -1));
  const note = `“cpu.${key}” binds threads to cores: only their number was taken.`;
  return { threads, notes: isBound ? [note] : [] };
}

/** Notes on what has no place here. Values are never shown: some are secret. */
export function leftOvers(config: Config): string[] {
  const known = new Set<string>(['pools', ...groups, ...single]);
  const present = Object.entries(config).filter(([, value]) => isSaid(value));
  const set = present.map(([key]) => key).filter((key) => ours.has(key));
  const unknown = present.map(([key]) => key).filter((key) => !ours.has(key) && !known.has(key));
  return [
    ...(set.length === 0
      ? []
      : [`Rigwright sets these itself for every start: ${set.join(', ')}.`]),
    ...unknown.map((key) => `“${key.slice(0, 60)}” has no place here.`),
  ];
}

const isSaid = (value: unknown): boolean =>
  value !== null && value !== false && value !== '' && value !== 0;
