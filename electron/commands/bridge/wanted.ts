import { AppError } from '../../base/app-error.ts';
import type { BridgeAlgorithm, BridgeDialect } from '../../contract/values/bridge.ts';
import { BridgeId } from '../../contract/values/ids.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import { parsePoolUrl } from '../../protocols/stratum/pool-address.ts';
import { UsageError } from '../usage-error.ts';

/** As the person wrote it; what is left out may stand in the environment. */
export interface BridgeOptions {
  /** In order of preference. */
  readonly pool?: readonly string[];
  readonly user?: string;
  readonly pass?: string;
  readonly port?: number;
  readonly debug?: boolean;
  readonly host: string;
  readonly tcpPort?: number;
  readonly dialect: BridgeDialect;
  readonly algorithm?: NonNullable<BridgeAlgorithm>;
  /** What clients must know. */
  readonly password?: string;
  readonly tls: boolean;
  /** Web pages that may connect besides the own one. */
  readonly origin?: readonly string[];
}

export interface WantedBridge {
  readonly settings: BridgeSettings;
  readonly debug: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What can be mined with pools of each dialect; the first is usual, and null leaves all to the pool. */
const algorithms: Readonly<Record<BridgeDialect, readonly BridgeAlgorithm[]>> = {
  verus: ['verushash'],
  stratum1: [null, 'sha256d', 'scrypt'],
  cryptonote: [null],
  hds: ['beamhash'],
};

/** Ports for browsers, of spec 001, and for miners that no browser can stand in for. */
const usualPorts = { web: 8_080, tcp: 3_333 } as const;

const usualPassword = 'x';
const maxPools = 8;

/**
 * Reads the options of spec 001, of which those on the command line win over the environment.
 *
 * @throws {UsageError}
 */
export function wantedBridge(options: BridgeOptions, env: Environment): WantedBridge {
  const { host, dialect, tls, origin = [] } = options;
  const isForBrowsers = dialect === 'verus';
  const webPort = options.port ?? portOf(env);
  if (!isForBrowsers && options.port !== undefined) {
    throw new UsageError(
      `Browsers mine with pools of Verus only: with --dialect ${dialect} name a --tcp-port for miners.`,
    );
  }
  const algorithm = options.algorithm ?? algorithms[dialect][0] ?? null;
  if (!algorithms[dialect].includes(algorithm)) {
    throw new UsageError(`${algorithm} is not mined with pools of the dialect ${dialect}.`);
  }
  const tcpPort = options.tcpPort ?? (isForBrowsers ? undefined : usualPorts.tcp);
  const user = options.user ?? read(env, 'POOL_USER');
  const password = options.pass ?? read(env, 'POOL_PASS') ?? usualPassword;
  const urls = poolUrls(options, env);
  if (user === undefined) {
    throw new UsageError(
      'The account at the pool is missing. Name it with --user WALLET.worker, or in POOL_USER.',
    );
  }
  const settings: BridgeSettings = {
    id: BridgeId.parse('terminal'),
    name: 'Rigwright bridge',
    dialect,
    algorithm,
    web: { enabled: isForBrowsers, host, port: webPort ?? usualPorts.web, tls },
    tcp: { enabled: tcpPort !== undefined, host, port: tcpPort ?? 0, tls },
    workerNames: 'one',
    clientDifficulty: 'pool',
    pools: urls.map((url) => ({ url, user, password })),
    guard: {
      allow: [],
      deny: [],
      origins: [...origin],
      maxClients: 10_000,
      maxClientsPerAddress: 10_000,
      maxMessagesPerMinute: 600,
      banMinutes: 30,
      password: options.password ?? read(env, 'BRIDGE_PASSWORD') ?? null,
    },
  };
  return { settings, debug: options.debug ?? env['DEBUG'] === '1' };
}

function poolUrls(options: BridgeOptions, env: Environment): readonly string[] {
  const named = options.pool ?? read(env, 'POOL_URL')?.split(/[\s,]+/) ?? [];
  const urls = named.filter((url) => url !== '');
  if (urls.length === 0) {
    throw new UsageError(
      'The pool is missing. Name it with --pool stratum+tcp://host:port, or in POOL_URL.',
    );
  }
  if (urls.length > maxPools) throw new UsageError(`More than ${maxPools} pools are not taken.`);
  for (const url of urls) {
    try {
      parsePoolUrl(url);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new UsageError(`${error.userMessage} ${error.suggestion ?? ''}`.trim());
    }
  }
  return urls;
}

function portOf(env: Environment): number | undefined {
  const text = read(env, 'WS_PORT');
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError(`WS_PORT is “${text}”, and has to be a port: a number from 0 to 65535.`);
}

/** A variable that is empty is none: that is how files of settings leave one out. */
function read(env: Environment, name: string): string | undefined {
  return env[name] === '' ? undefined : env[name];
}
