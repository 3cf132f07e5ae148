import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { parsePoolUrl } from '../../../protocols/stratum/pool-address.ts';
import { accountSecrets, hidden } from '../account-secrets.ts';
import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import type { PrepareRequest } from '../ports.ts';
import { LaunchError } from './launch-error.ts';
import type { LaunchValue, LaunchValues } from './launch-values.ts';
import { settingValues } from './setting-values.ts';

/** Everything that decides how one process is started. */
export interface LaunchPlan {
  readonly request: PrepareRequest;
  /** The miner's word for the algorithm. */
  readonly algorithm: string;
  /** The miner's word for the coin, where it wants to be told. */
  readonly coin: string | undefined;
  readonly pools: readonly PlannedPool[];
  readonly settings: Readonly<Record<string, LaunchValue>>;
  /** Undefined where the miner has no interface. */
  readonly api: PlannedApi | undefined;
  readonly platform: MinerPlatform;
  /** Folder of the miner's own files. */
  readonly program: string;
}

export interface PlannedApi {
  readonly host: string;
  readonly port: number;
  readonly token: string;
}

export interface PlannedPool {
  /** `host:port`, IPv6 in brackets. */
  readonly address: string;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  readonly user: string;
  readonly password: string;
}

/**
 * Looks up what a profile asks for in what the catalogue knows of a miner.
 *
 * @throws {LaunchError} where the miner cannot do that
 * @throws {BadPoolUrlError}
 */
export function planLaunch(
  entry: CatalogueEntry,
  request: PrepareRequest,
  place: Pick<LaunchPlan, 'api' | 'platform' | 'program'>,
): LaunchPlan {
  const algorithm = Object.hasOwn(entry.algorithms, request.algorithm)
    ? entry.algorithms[request.algorithm]
    : undefined;
  if (algorithm === undefined) {
    throw new LaunchError(`${entry.name} does not mine ${request.algorithm}`);
  }
  const symbol = request.coin?.toUpperCase() ?? '';
  return {
    request,
    algorithm,
    coin: Object.hasOwn(entry.coins, symbol) ? entry.coins[symbol] : undefined,
    pools: plannedPools(entry, request.pools),
    settings: settingValues(entry.settings, request.settings),
    ...place,
  };
}

/** The values of a plan under the names that templates use. */
export function launchValues(
  plan: LaunchPlan,
  files: Readonly<Record<string, string>>,
): LaunchValues {
  const { request, pools, settings, api } = plan;
  const [first] = pools;
  const devices = request.devices?.map((device) => ({ device }));
  return {
    values: {
      algorithm: plan.algorithm,
      'request.algorithm': request.algorithm,
      coin: plan.coin,
      wallet: request.wallet,
      worker: request.worker,
      login: request.login,
      email: request.email,
      threads: request.threads ?? undefined,
      platform: plan.platform,
      folder: request.folder,
      program: plan.program,
      'api.host': api?.host,
      'api.port': api?.port,
      'api.token': api?.token,
      ...(first && poolValues('pool', first)),
      ...Object.fromEntries(
        pools.flatMap((pool, index) => Object.entries(poolValues(`pool${index}`, pool))),
      ),
      ...settings,
      ...Object.fromEntries(
        Object.entries(files).map(([name, path]) => [`file.${name}`, path] as const),
      ),
    },
    lists: {
      pool: pools.map((pool) => poolValues('pool', pool)),
      // No device at all is what nobody means: it would be read as all of them by many miners.
      device: devices?.length ? devices : undefined,
    },
  };
}

/** Values that must not be seen in output, arguments or files that are shown. */
export const planSecrets = ({ request, api }: LaunchPlan): string[] =>
  [api?.token ?? '', ...accountSecrets(request)].filter((secret) => secret !== '');

/** The same plan with signs in place of all that is secret, to be shown. */
export function maskedPlan(plan: LaunchPlan): LaunchPlan {
  const { request, api } = plan;
  return {
    ...plan,
    request: {
      ...request,
      wallet: hidden(request.wallet),
      login: hidden(request.login),
      email: hidden(request.email),
    },
    pools: plan.pools.map((pool) => ({
      ...pool,
      user: hidden(pool.user),
      password: hidden(pool.password),
    })),
    api: api && { ...api, token: hidden(api.token) },
  };
}

/** @throws {LaunchError} where none is left */
function plannedPools(entry: CatalogueEntry, pools: PrepareRequest['pools']): PlannedPool[] {
  const [first] = pools;
  if (!first) throw new LaunchError('it has no pool');
  const { limit = 1, sameAccount = false } = entry.launch?.pools ?? {};
  const usable = pools.filter(
    ({ user, password }) => !sameAccount || (user === first.user && password === first.password),
  );
  return usable.slice(0, limit).map(({ url, user, password }) => {
    const { host, port, transport } = parsePoolUrl(url, schemes);
    const isTls = transport === 'tls';
    if (isTls && entry.launch?.tls === false) {
      throw new LaunchError(`${entry.name} cannot connect over TLS`);
    }
    const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    return { address, host, port, isTls, user, password };
  });
}

/** WebSockets are for browsers; no miner in the catalogue connects by them. */
const schemes = ['stratum+tcp', 'stratum+ssl', 'stratum+tls', 'ssl', 'tcp', 'hds'] as const;

const poolValues = (prefix: string, pool: PlannedPool): Record<string, LaunchValue> => ({
  [`${prefix}.url`]: `stratum+${pool.isTls ? 'ssl' : 'tcp'}://${pool.address}`,
  [`${prefix}.address`]: pool.address,
  [`${prefix}.host`]: pool.host,
  [`${prefix}.port`]: String(pool.port),
  [`${prefix}.transport`]: pool.isTls ? 'ssl' : 'tcp',
  [`${prefix}.tls`]: pool.isTls,
  [`${prefix}.user`]: pool.user,
  [`${prefix}.password`]: pool.password,
});
