import type { Verification } from '../../../contract/values/miner.ts';
import { readChecksumList } from '../../../protocols/checksums/checksum-list.ts';
import type { Release, ReleaseAsset } from './github-release.ts';
import { firstMatch } from './pattern.ts';
import type { InstallPorts, InstallSource } from './ports.ts';
import { assetUrl, type ReleaseSite } from './release-site.ts';
import {
  ChecksumMismatchError,
  KeyMissingError,
  NotInSignedListError,
  OtherVersionError,
  SignatureMissingError,
} from './verification-errors.ts';

/** Somebody says what the checksum of an archive is. */
export interface Claim {
  readonly level: 'signed' | 'known' | 'published' | 'stated';
  readonly sha256: string;
  /** Address or file name. */
  readonly source: string;
  /** For sentences: `the signed list SHA256SUMS`. */
  readonly by: string;
  /** Fingerprint of the key that signed it. */
  readonly signedBy: string | null;
}

export interface ClaimsQuery {
  readonly source: InstallSource;
  readonly site: ReleaseSite;
  readonly release: Release;
  readonly asset: ReleaseAsset;
  readonly ports: Pick<InstallPorts, 'fetchBytes' | 'verifyOpenPgp'>;
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** The list of XMRig has 1.5 kB; a signature less than 10 kB. */
const maxListBytes = 256 * 1024;
const maxSignatureBytes = 64 * 1024;

/**
 * Everything that speaks for an archive, the strongest first; the signature is checked here, before
 * anything large is downloaded.
 *
 * @throws {AppError} of the ports, and where a signature that belongs there is missing or wrong
 */
export async function gatherClaims(query: ClaimsQuery): Promise<readonly Claim[]> {
  const { source, release, asset, site } = query;
  const listed = await listedClaim(query);
  const known = source.release.known
    .filter((entry) => entry.version === release.version && entry.asset === asset.name)
    .map(({ sha256 }): Claim => {
      const by = 'the catalogue of Rigwright';
      return { level: 'known', sha256, source: by, by, signedBy: null };
    });
  const stated: Claim[] = [];
  if (asset.sha256 !== null) {
    const url = assetUrl(site, source.release.repository, release.tag, asset.name);
    stated.push({
      level: 'stated',
      sha256: asset.sha256,
      source: url,
      by: site.host,
      signedBy: null,
    });
  }
  return [
    ...(listed?.level === 'signed' ? [listed] : []),
    ...known,
    ...(listed?.level === 'published' ? [listed] : []),
    ...stated,
  ];
}

async function listedClaim(query: ClaimsQuery): Promise<Claim | null> {
  const { source, release, asset } = query;
  const { checksums } = source.release;
  if (!checksums) return null;
  const list = firstMatch(release.assets, [checksums.asset]);
  if (!list) {
    if (checksums.signature === null) return null;
    throw new SignatureMissingError(source.name, release.version, 'a list of checksums');
  }
  const data = await fetchAsset(query, list, maxListBytes);
  const signedBy = checksums.signature && (await checkSignature(query, data, checksums.signature));
  const sha256 = readChecksumList(Buffer.from(data).toString('utf8')).get(asset.name);
  const url = assetUrl(query.site, source.release.repository, release.tag, list.name);
  if (signedBy === null) {
    const by = `the publisher’s list ${list.name}`;
    return sha256 === undefined ? null : { level: 'published', sha256, source: url, by, signedBy };
  }
  if (sha256 === undefined) throw new NotInSignedListError(asset.name, list.name);
  if (isOfOtherVersion(asset.name, release.version)) {
    throw new OtherVersionError(source.name, release.version, asset.name);
  }
  return { level: 'signed', sha256, source: url, by: `the signed list ${list.name}`, signedBy };
}

/** The signature covers the names of files, and not the tag, which a mirror may invent. */
function isOfOtherVersion(asset: string, version: string): boolean {
  const numbersIn = (text: string): string[] => text.match(/\d+(?:\.\d+)+/g) ?? [];
  const named = numbersIn(asset);
  return named.length > 0 && !named.some((number) => numbersIn(version).includes(number));
}

/** @returns the fingerprint of the key. */
async function checkSignature(
  query: ClaimsQuery,
  data: Uint8Array,
  scheme: {
    readonly asset: string;
    readonly keys: readonly { file: string; fingerprint: string }[];
  },
): Promise<string> {
  const { source, release, ports } = query;
  const keys = scheme.keys.map(({ file }) => {
    const key = source.keys[file];
    if (key === undefined) throw new KeyMissingError(source.name, file);
    return key;
  });
  const asset = firstMatch(release.assets, [scheme.asset]);
  if (!asset) {
    throw new SignatureMissingError(source.name, release.version, 'a signature of its checksums');
  }
  const signature = await fetchAsset(query, asset, maxSignatureBytes);
  const fingerprints = scheme.keys.map(({ fingerprint }) => fingerprint);
  const { fingerprint } = await ports.verifyOpenPgp({ data, signature, keys, fingerprints });
  return fingerprint.toUpperCase();
}

function fetchAsset(
  { source, site, release, ports, userAgent, signal }: ClaimsQuery,
  asset: ReleaseAsset,
  maxBytes: number,
): Promise<Uint8Array> {
  const url = assetUrl(site, source.release.repository, release.tag, asset.name);
  return ports.fetchBytes(url, { maxBytes, userAgent, signal });
}

/**
 * Compares an archive with everything that is said of it. One claim that does not fit is enough to
 * refuse it, however weak it is.
 *
 * @param url  where the archive came from
 * @throws {ChecksumMismatchError}
 */
export function judge(
  claims: readonly Claim[],
  { asset, url, sha256 }: { readonly asset: string; readonly url: string; readonly sha256: string },
): Pick<Verification, 'level' | 'text' | 'source' | 'signedBy'> {
  for (const claim of claims) {
    if (claim.sha256 === sha256) continue;
    throw new ChecksumMismatchError(asset, sha256, claim.sha256, claim.by);
  }
  const [best] = claims;
  if (!best) {
    const text = 'Nothing says what its SHA-256 should be, so it was compared with nothing.';
    return { level: 'unverified', text, source: url, signedBy: null };
  }
  const { level, source, signedBy, by } = best;
  return { level, text: sentence(level, by, signedBy), source, signedBy };
}

function sentence(level: Claim['level'], by: string, signedBy: string | null): string {
  const texts: Readonly<Record<Claim['level'], string>> = {
    signed: `Its SHA-256 is in ${by}, and the signature is by the publisher’s key ${signedBy ?? ''}.`,
    known: `Its SHA-256 is the one in ${by}.`,
    published: `Its SHA-256 is the one in ${by}, which nobody signed.`,
    stated: `Its SHA-256 is the one that ${by} states, where it was downloaded from; its publisher vouches for nothing.`,
  };
  return texts[level];
}
