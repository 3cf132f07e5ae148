import type { MinerDialect } from '../../protocols/miner-output/miner-report.ts';
import { consentLack, uselessBecause } from './miner-of-package.ts';
import { BadPackageError, NeedsConsentError } from './package-errors.ts';
import type { PackageShelf } from './package-shelf.ts';
import type { Confinement, PackageParts } from './ports.ts';

export type DriverParts = Pick<
  PackageParts,
  'confiner' | 'devices' | 'freePort' | 'platform' | 'log' | 'resources'
>;

/** Miners for graphics cards build their tables for minutes, and print now and then. */
export const warmUpLimitMs = 15 * 60_000;
export const silenceLimitMs = 5 * 60_000;

/** Their output is in nobody's words: scripts tell the figures. */
export const scriptDialect: MinerDialect = {
  openReader: () => () => ({}),
  api: null,
  pauseKey: null,
  resumeKey: null,
};

/**
 * To be called before anything of a package runs.
 *
 * @throws {AppError} where it cannot be used, nobody agreed to it, or it cannot be confined
 */
export async function beginStart(shelf: PackageShelf, parts: DriverParts): Promise<Confinement> {
  const useless = uselessBecause(shelf.package, parts.platform);
  if (useless !== null) throw new BadPackageError(useless);
  const lack = consentLack(shelf.package);
  if (lack !== null) throw new NeedsConsentError(lack);
  return parts.confiner.ready();
}

/** Passwords such as `x` are no secret, and hiding them would make the text unreadable. */
const shortestSecret = 4;

export const maskOf =
  (secrets: readonly string[]) =>
  (text: string): string =>
    secrets
      .filter(({ length }) => length >= shortestSecret)
      .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
