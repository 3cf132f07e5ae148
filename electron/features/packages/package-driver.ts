import type { Log } from '../../base/log.ts';
import type { MinerDialect } from '../../protocols/miner-output/miner-report.ts';
import { consentLack, minerOfPackage, uselessBecause } from './miner-of-package.ts';
import { BadPackageError, NeedsConsentError } from './package-errors.ts';
import type { PackageShelf } from './package-shelf.ts';
import type {
  Confinement,
  PackageDriver,
  PackageParts,
  PreparedMiner,
  StartRequest,
} from './ports.ts';

export type DriverParts = Pick<
  PackageParts,
  'confiner' | 'devices' | 'sensors' | 'freePort' | 'platform' | 'log' | 'resources'
>;

/** How the packages of one system are started. */
export interface PackageSystem {
  /** How many pools its packages are told of; all where it is left out. */
  readonly maxPools?: number;
  readonly prepare: (start: PackageStart) => Promise<PackageProcess>;
}

/** One start of a package that may be started. */
export interface PackageStart {
  readonly shelf: PackageShelf;
  readonly parts: DriverParts;
  readonly request: StartRequest;
  readonly confinement: Confinement;
  /** Keeps secrets out of what is told. */
  readonly mask: (text: string) => string;
  /** Names the package with every line. */
  readonly log: Log;
}

export type PackageProcess = Pick<
  PreparedMiner,
  'file' | 'args' | 'cwd' | 'env' | 'pollStats' | 'files'
>;

/** Miners for graphics cards build their tables for minutes, and print now and then. */
const warmUpLimitMs = 15 * 60_000;
const silenceLimitMs = 5 * 60_000;

/** Their output is in nobody's words: scripts tell the figures. */
const dialect: MinerDialect = {
  openReader: () => () => ({}),
  api: null,
  pauseKey: null,
  resumeKey: null,
};

/** Starts the miner of a package as its system would, once it may be used. */
export function packageDriver(
  shelf: PackageShelf,
  parts: DriverParts,
  { maxPools, prepare }: PackageSystem,
): PackageDriver {
  return {
    get miner() {
      const { package: custom, content: folder, notes } = shelf;
      return minerOfPackage({ package: custom, folder, notes, platform: parts.platform });
    },
    dialect,
    async prepare(asked) {
      const confinement = await beginStart(shelf, parts);
      const request = { ...asked, pools: asked.pools.slice(0, maxPools) };
      const secrets = request.pools.map(({ password }) => password).filter((each) => each !== '');
      const mask = maskOf(secrets);
      const log = parts.log.with({ package: shelf.package.name });
      const started = await prepare({ shelf, parts, request, confinement, mask, log });
      return {
        ...started,
        api: null,
        secrets,
        warmUpLimitMs,
        silenceLimitMs,
        files: [...started.files, { name: 'confinement', text: confinement.inForce }],
      };
    },
  };
}

/**
 * To be called before anything of a package runs.
 *
 * @throws {AppError} where it cannot be used, nobody agreed to it, or it cannot be confined
 */
async function beginStart(shelf: PackageShelf, parts: DriverParts): Promise<Confinement> {
  const useless = uselessBecause(shelf.package, parts.platform);
  if (useless !== null) throw new BadPackageError(useless);
  const lack = consentLack(shelf.package);
  if (lack !== null) throw new NeedsConsentError(lack);
  return parts.confiner.ready();
}

/** Passwords such as `x` are no secret, and hiding them would make the text unreadable. */
const shortestSecret = 4;

const maskOf =
  (secrets: readonly string[]) =>
  (text: string): string =>
    secrets
      .filter(({ length }) => length >= shortestSecret)
      .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
