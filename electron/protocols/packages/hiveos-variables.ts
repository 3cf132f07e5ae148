import type { PackageCard } from './hiveos-cards.ts';
import { hiveosGpuDetect, hiveosGpuStats } from './hiveos-cards.ts';

/** What a package of HiveOS is to do. */
export interface HiveosTask {
  /** Name of its folder. */
  readonly miner: string;
  /** File name of its archive. */
  readonly archive: string;
  readonly algorithm: string;
  readonly worker: string;
  readonly email: string;
  /** In order of preference, templates filled in; the first is used. */
  readonly pools: readonly {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  }[];
  readonly extraArguments: readonly string[];
  /** `hashAlgorithm` is the algorithm in the package's own words, `userConfig` goes before the arguments. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cards: readonly PackageCard[];
}

type Variables = Readonly<Record<string, string>>;

/**
 * The variables that scripts of HiveOS find: those of rig.conf and wallet.conf, and those of the agent
 * that reads their figures.
 *
 * Source: hive/miners/custom and hive/bin of minershive/hiveos-linux, and public packages.
 */
export function hiveosVariables(task: HiveosTask): {
  readonly rig: Variables;
  readonly wallet: Variables;
  readonly agent: Variables;
} {
  const { miner, archive, algorithm, worker, email, pools, extraArguments, settings, cards } = task;
  const text = (key: string): string => {
    const value = settings[key];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [pool] = pools;
  const indexes = (kind: PackageCard['kind']): string => {
    const stats = hiveosGpuStats(cards)['brand'] ?? [];
    return JSON.stringify(stats.flatMap((brand, at) => (brand === kind ? [at] : [])));
  };
  const count = (kind: PackageCard['kind']): string =>
    String((JSON.parse(indexes(kind)) as unknown[]).length);
  return {
    rig: { WORKER_NAME: worker, EMAIL: email, TIMEZONE: '' },
    wallet: {
      MINER: 'custom',
      CUSTOM_MINER: miner,
      CUSTOM_INSTALL_URL: archive,
      CUSTOM_ALGO: text('hashAlgorithm') === '' ? algorithm : text('hashAlgorithm'),
      CUSTOM_TEMPLATE: pool?.user ?? '',
      CUSTOM_URL: pool?.url ?? '',
      CUSTOM_PASS: pool?.password ?? '',
      CUSTOM_USER_CONFIG: [text('userConfig'), ...extraArguments]
        .filter((one) => one !== '')
        .join(' '),
    },
    agent: {
      gpu_detect_json: JSON.stringify(hiveosGpuDetect(cards)),
      nvidia_indexes_array: indexes('nvidia'),
      amd_indexes_array: indexes('amd'),
      intel_indexes_array: indexes('intel'),
      cpu_indexes_array: indexes('cpu'),
      nvidia_cards_number: count('nvidia'),
      amd_cards_number: count('amd'),
      intel_cards_number: count('intel'),
      gpu_count: String(cards.length),
    },
  };
}
