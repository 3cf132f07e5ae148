import { z } from 'zod';
import type { AskedPool, ReadFile } from '../persona.ts';

/** What XMRig takes of one pool. Source: src/base/net/stratum/Pool.cpp, 6.26 */
const Pool = z.object({
  url: z.string().optional(),
  user: z.string().default(''),
  pass: z.string().default('x'),
  algo: z.string().nullish(),
  coin: z.string().nullish(),
  tls: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
type Pool = z.infer<typeof Pool>;

const Config = z.object({
  pools: z.array(Pool).catch([]),
  http: z
    .object({
      enabled: z.boolean().default(false),
      host: z.string().default('127.0.0.1'),
      port: z.number().default(0),
      'access-token': z.string().nullish(),
      restricted: z.boolean().default(true),
    })
    .prefault({}),
  cpu: z.record(z.string(), z.unknown()).default({}),
  opencl: z.record(z.string(), z.unknown()).default({}),
});
export type XmrigConfig = z.infer<typeof Config>;

/** Sources in order; of keys at the top the last source that has them wins (JsonChain.cpp). */
export type ConfigChain = readonly Readonly<Record<string, unknown>>[];

/** @returns null where it has no pool that could be used, and XMRig looks elsewhere */
export function mergeConfig(chain: ConfigChain): XmrigConfig | null {
  const config = Config.parse(Object.assign({}, ...chain));
  return usablePools(config).length > 0 ? config : null;
}

export const usablePools = ({ pools }: XmrigConfig): Pool[] =>
  pools.filter(({ url, enabled }) => enabled && url !== undefined && url !== '');

export function askedPool({ url = '', user, pass, tls }: Pool): AskedPool {
  return { url, user, password: pass, tls: tls || url.startsWith('stratum+ssl://') };
}

/** JSON of a file; null where there is none, and XMRig says so and goes on. */
export function readConfig(
  path: string,
  readFile: ReadFile,
): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(readFile(path)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Keys that XMRig 6.26 has at the top of its configuration, in its own `api_60s.1_config` and its source. */
const topKeys = new Set(
  (
    'api http autosave watch background colors title randomx cpu opencl cuda log-file donate-level ' +
    'donate-over-proxy pools retries retry-pause print-time health-print-time dmi syslog tls dns ' +
    'user-agent verbose pause-on-battery pause-on-active bind'
  ).split(' '),
);

/** Keys of its `cpu`, `randomx` and `opencl` that are no profile of threads. Source: its doc and source */
const innerKeys: Readonly<Record<string, string>> = {
  http: 'enabled host port access-token restricted',
  randomx: 'init init-avx2 mode 1gb-pages rdmsr wrmsr cache_qos numa scratchpad_prefetch_mode',
  api: 'id worker-id',
  cuda: 'enabled loader nvml devices-hint',
};

/** Keys that have no effect because there is none such. */
export function unknownKeys(chain: ConfigChain): string[] {
  return chain.flatMap((source) =>
    Object.entries(source).flatMap(([key, value]) => {
      if (!topKeys.has(key)) return [key];
      const inner = innerKeys[key]?.split(' ');
      if (!inner || typeof value !== 'object' || value === null) return [];
      return Object.keys(value)
        .filter((name) => !inner.includes(name))
        .map((name) => `${key}.${name}`);
    }),
  );
}
