import { AppError } from '../../../base/app-error.ts';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { listed, platformNames } from './platform-names.ts';

export class NoSuchReleaseError extends AppError {
  readonly code = 'release-not-found';
  readonly userMessage: string;
  override readonly suggestion =
    'See which versions there are on the Miners page, or leave the version out for the latest.';

  /** @param where  the site that was asked */
  constructor(name: string, version: string | undefined, where: string, options?: ErrorOptions) {
    const what = version === undefined ? 'no release' : `no version ${version}`;
    super(`${where} has ${what} of ${name}`, options);
    this.userMessage = `${where} has ${what} of ${name}.`;
  }
}

/** What a site answered is not what GitHub answers. */
export class ReleaseListError extends AppError {
  readonly code = 'download-failed';
  readonly userMessage: string;
  override readonly suggestion =
    'Where a mirror is set, check its address; otherwise try again in a few minutes.';
  override readonly retryable = true;

  constructor(name: string, where: string, why: string) {
    super(`${where} answered nonsense about the releases of ${name}: ${why}`);
    this.userMessage = `What ${where} answered about the releases of ${name} cannot be read.`;
  }
}

export class BadMirrorError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage = 'This address cannot be used as a mirror.';
  override readonly suggestion =
    'Give an address that begins with https:// or http://, without a user or a query.';
  override readonly details = [{ path: 'mirror', message: 'is no address of a mirror' }] as const;

  /** The address itself is not repeated: people put passwords into addresses. */
  constructor() {
    super('bad mirror');
  }
}

export interface NoBuild {
  readonly name: string;
  readonly version: string;
  readonly platform: MinerPlatform;
  /** Platforms that this release does have a file for. */
  readonly others: readonly MinerPlatform[];
  readonly assets: readonly string[];
  /** Whether the catalogue says that there is a build for this rig. */
  readonly isExpected: boolean;
}

/** A release has no file for this rig, or none whose name the catalogue knows. */
export class NoBuildError extends AppError {
  readonly code = 'no-build-for-this-rig';
  readonly userMessage: string;
  override readonly suggestion: string;

  constructor({ name, version, platform, others, assets, isExpected }: NoBuild) {
    super(`no asset of ${name} ${version} for ${platform} among ${assets.length}`);
    const missing = `${name} ${version} has no build for ${platformNames[platform]}`;
    const builds = listed(others.map((other) => platformNames[other]));
    if (others.length > 0) {
      this.userMessage = `${missing}, only for ${builds}.`;
      this.suggestion = isExpected
        ? 'Install another version: other releases may have a build for this rig.'
        : 'Choose another miner for this rig.';
      return;
    }
    this.userMessage = isExpected
      ? `No file of ${name} ${version} has a name that Rigwright knows; the release has ${listed(assets)}.`
      : `${missing}.`;
    this.suggestion = isExpected
      ? 'Its publisher seems to have changed the names: update the catalogue, or install an earlier version.'
      : 'Choose another miner for this rig.';
  }
}

/** The program in the archive is made for another kind of computer. */
export class WrongArchitectureError extends AppError {
  readonly code = 'no-build-for-this-rig';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Install another version; if it is the same there, choose another miner.';

  /** @param found  what it is made for: `Linux (ARM64)` */
  constructor(asset: string, found: string, platform: MinerPlatform) {
    super(`${asset} is for ${found}, not for ${platform}`);
    this.userMessage = `The program in ${asset} is made for ${found}, and this rig is ${platformNames[platform]}.`;
  }
}

/** The archive holds no program that could be started. */
export class NoProgramError extends AppError {
  readonly code = 'bad-archive';
  readonly userMessage: string;
  override readonly suggestion =
    'Nothing was installed. Install another version, or update the catalogue.';

  constructor(asset: string, what: string) {
    super(`${asset}: ${what}`);
    this.userMessage = `${asset} cannot be installed: ${what}.`;
  }
}
