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

const ofTheTable = (path: string): unknown =>
  Object.hasOwn(defaults, path) ? defaults[path] : undefined;

type Config = Readonly<Record<string, unknown>>;

const AnyObject = z.record(z.string(), z.unknown());

/** @returns what may be settings, and the number of threads, null where XMRig chooses it */
export function settingCandidates(
  config: Config,
  algorithm: string,
): { readonly threads: number | null; readonly candidates: readonly Candidate[] } {
  const candidates: Candidate[] = [];
  const add = (path: string, value: unknown, keys: readonly string[]): void => {
    if (value !== ofTheTable(path)) candidates.push({ path, value, keys });
  };
  for (const key of single) add(key, config[key], [camelCase(key)]);
  for (const group of groups) {
    const { data = {} } = AnyObject.safeParse(config[group]);
    for (const [key, value] of Object.entries(data)) {
      // Lists of threads, one for each algorithm.
      if (typeof value === 'object' || key.includes('/')) continue;
      const path = `${group}.${key}`;
      const whole = camelCase(path);
      add(path, value, key === 'enabled' ? [group, whole] : [camelCase(key), whole]);
    }
  }
  return { threads: threadsOf(config, algorithm), candidates };
}

const maxThreads = 1024;

/** `"rx": [0, 2, 4]` are three threads; so are `"rx": { "threads": 3 }`. */
function threadsOf(config: Config, algorithm: string): number | null {
  const { data: cpu = {} } = AnyObject.safeParse(config['cpu']);
  const [family = algorithm] = algorithm.split('/');
  const profile = cpu[algorithm] ?? cpu[family];
  const { data: named } = AnyObject.safeParse(profile);
  const threads = Array.isArray(profile) ? profile.length : named?.['threads'];
  const isCount = typeof threads === 'number' && Number.isInteger(threads);
  return isCount && threads >= 1 && threads <= maxThreads ? threads : null;
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
