import type { MinerId } from '../../../contract/values/ids.ts';
import type { InstallJob, MinerPlatform, Verification } from '../../../contract/values/miner.ts';
import { chooseAsset } from './choose-asset.ts';
import { gatherClaims, judge } from './claims.ts';
import type { Release } from './github-release.ts';
import { findRelease } from './github-releases.ts';
import type { InstalledFile, VersionRecord } from './installed-file.ts';
import type { InstallPorts, InstallSource } from './ports.ts';
import { reading } from './program-file.ts';
import { withVersion } from './records.ts';
import { assetUrl, type ReleaseSite } from './release-site.ts';
import { unpackProgram } from './unpack-program.ts';
import { checkVersion } from './version-check.ts';
import { MinerInUseError } from './version-errors.ts';
import type { WorkArea } from './work-area.ts';
import type { WorkFolder } from './work-folder.ts';

export interface Installation {
  readonly minerId: MinerId;
  /** undefined: the latest */
  readonly version: string | undefined;
  readonly source: InstallSource;
  readonly site: ReleaseSite;
  readonly platform: MinerPlatform;
  readonly ports: InstallPorts;
  readonly userAgent: string;
  readonly work: WorkArea;
  readonly installed: InstalledFile;
  readonly isRunning: (version: string) => boolean;
  /** Told which release it is, once that is looked up. */
  readonly found: (release: Release) => void;
  readonly now: () => number;
  readonly tell: (change: Partial<InstallJob>) => void;
  readonly signal: AbortSignal;
}

/**
 * Installs one version and makes it the active one. After a failure everything is as before, but for
 * the part of a download that can be gone on with.
 *
 * @throws {AppError} of the ports, and what this folder's errors say
 */
export async function install(installation: Installation): Promise<VersionRecord> {
  const { minerId, source, site, platform, ports, work, tell, signal } = installation;
  const query = { ...installation, fetchList: ports.fetchList };
  const release = await findRelease(query, installation.version);
  installation.found(release);
  const asset = chooseAsset(source.name, release, source.release, platform);
  tell({ version: release.version, asset: asset.name, totalBytes: asset.bytes });
  refuseWhileRunning(installation, release.version);
  const claims = await gatherClaims({ ...query, release, asset });

  const url = assetUrl(site, source.release.repository, release.tag, asset.name);
  await using folder = await work.begin();
  const archive = await downloaded(installation, { url, asset: asset.name, folder });

  tell({ state: 'verifying', bytesPerSecond: null });
  const judgement = judge(claims, { asset: asset.name, url, sha256: archive.sha256 });

  tell({ state: 'unpacking' });
  const program = await unpackProgram({
    archive: archive.file,
    content: folder.content,
    target: work.versionFolder(minerId, release.version),
    folder: work.minerFolder(minerId),
    names: source.release.executable[platform] ?? [],
    asset: asset.name,
    platform,
    ports,
    signal,
  });

  const now = installation.now();
  const verification: Verification = {
    ...judgement,
    archiveSha256: archive.sha256,
    executableSha256: program.sha256,
    verifiedAt: now,
  };
  const record: VersionRecord = {
    version: release.version,
    installedAt: now,
    bytes: program.bytes,
    executable: program.path,
    executableSha256: program.sha256,
    files: [...program.files],
    verification,
    consent: sameConsent(installation, release.version, archive.sha256),
  };
  signal.throwIfAborted();
  refuseWhileRunning(installation, release.version);
  const moved = { minerId, version: release.version, archiveSha256: archive.sha256 };
  await work.place(folder, moved, async () => {
    // Once more where it lies now: antivirus software takes its time.
    await checkVersion(record, {
      name: source.name,
      folder: work.minerFolder(minerId),
      root: work.versionFolder(minerId, release.version),
      platform,
      sha256OfFile: ports.sha256OfFile,
      noticedAt: installation.now(),
    });
    await installation.installed.update(minerId, (miner) => withVersion(miner, record));
  });
  return record;
}

/** The archive, in the folder; the part of one stays where it is when this fails. */
async function downloaded(
  { minerId, source, ports, userAgent, work, tell, signal }: Installation,
  { url, asset, folder }: { url: string; asset: string; folder: WorkFolder },
): Promise<{ readonly file: string; readonly sha256: string }> {
  tell({ state: 'downloading' });
  const file = await work.downloadFile(minerId, url);
  const { bytes, sha256 } = await ports.download({
    url,
    file,
    maxBytes: source.release.maxBytes,
    userAgent,
    signal,
    onProgress: ({ receivedBytes, totalBytes, bytesPerSecond, attempt }) =>
      tell({ receivedBytes, bytesPerSecond, attempt, ...(totalBytes !== null && { totalBytes }) }),
  });
  tell({ receivedBytes: bytes, totalBytes: bytes });
  const taken = { shown: asset, folder: work.minerFolder(minerId) };
  return { file: await reading(taken, () => work.take(folder, file, asset)), sha256 };
}

function refuseWhileRunning({ source, isRunning, ...rest }: Installation, version: string): void {
  const isInstalled = rest.installed.version(rest.minerId, version) !== undefined;
  if (isInstalled && isRunning(version)) {
    throw new MinerInUseError(source.name, version, 'replaced');
  }
}

/**
 * Whoever agreed to this very archive before need not do so again. The same program with other
 * libraries is another matter: what they do, it does.
 */
function sameConsent(
  { installed, minerId }: Installation,
  version: string,
  archiveSha256: string,
): VersionRecord['consent'] {
  const before = installed.version(minerId, version);
  return before?.verification.archiveSha256 === archiveSha256 ? before.consent : null;
}
