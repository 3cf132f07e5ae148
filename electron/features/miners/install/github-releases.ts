import type { z } from 'zod';
import { AppError } from '../../../base/app-error.ts';
import { GithubRelease, GithubReleases, readRelease, type Release } from './github-release.ts';
import { patternOf } from './pattern.ts';
import type { InstallPorts, InstallSource } from './ports.ts';
import { NoSuchReleaseError, ReleaseListError } from './release-errors.ts';
import type { ReleaseSite } from './release-site.ts';

export interface ReleaseQuery {
  readonly source: InstallSource;
  readonly site: ReleaseSite;
  readonly fetchList: InstallPorts['fetchList'];
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/** Releases in a list: more than anybody goes back, and one page of GitHub. */
const listLength = 30;

/** A release of XMRig takes 25 kB in the list; other projects have long notes. */
const maxListBytes = 8 * 1024 * 1024;

/** As GitHub asks for it. Source: docs.github.com/en/rest/about-the-rest-api/api-versions */
const headers = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
} as const;

/**
 * The releases of a miner, newest first, without drafts.
 * @throws {AppError} of the port, {@link NoSuchReleaseError}, {@link ReleaseListError}
 */
export async function listReleases(query: ReleaseQuery): Promise<readonly Release[]> {
  const found = await get(query, `?per_page=${listLength}`, GithubReleases);
  if (!found) throw new NoSuchReleaseError(query.source.name, undefined, query.site.host);
  return found
    .map((release) => readRelease(release, query.source.release.tag))
    .filter((release) => release !== null)
    .toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0));
}

/**
 * One release: the version that was asked for, or the latest that is no prerelease.
 * @throws {AppError} of the port, {@link NoSuchReleaseError}, {@link ReleaseListError}
 */
export async function findRelease(query: ReleaseQuery, version?: string): Promise<Release> {
  const found = await (version === undefined ? latest(query) : ofVersion(query, version));
  if (found) return found;
  throw new NoSuchReleaseError(query.source.name, version, query.site.host);
}

async function latest(query: ReleaseQuery): Promise<Release | undefined> {
  const found = await get(query, '/latest', GithubRelease);
  const release = found && readRelease(found, query.source.release.tag);
  if (release && !release.prerelease) return release;
  // Some repositories publish other programs too, and the latest may be one of these.
  return (await listReleases(query)).find(({ prerelease }) => !prerelease);
}

async function ofVersion(query: ReleaseQuery, version: string): Promise<Release | undefined> {
  const { tag } = query.source.release;
  const candidates = [`v${version}`, version].filter((text) => versionIn(text, tag) === version);
  for (const candidate of candidates) {
    const found = await get(query, `/tags/${encodeURIComponent(candidate)}`, GithubRelease);
    const release = found && readRelease(found, tag);
    if (release?.version === version) return release;
  }
  if (candidates.length > 0) return undefined;
  return (await listReleases(query)).find((release) => release.version === version);
}

function versionIn(text: string, tagPattern: string): string | undefined {
  const match = patternOf(tagPattern).exec(text);
  return match?.groups?.['version'] ?? match?.[0];
}

/** @returns undefined where the site knows no such release */
async function get<Schema extends z.ZodType>(
  { source, site, fetchList, userAgent, signal }: ReleaseQuery,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const url = `${site.api}/repos/${source.release.repository}/releases${path}`;
  let bytes: Uint8Array;
  try {
    bytes = await fetchList(url, { maxBytes: maxListBytes, headers, userAgent, signal });
  } catch (error) {
    if (error instanceof AppError && error.code === 'release-not-found') return undefined;
    throw error;
  }
  const parsed = schema.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const why = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
  throw new ReleaseListError(source.name, site.host, why);
}

/** @returns undefined where it is no JSON, which no schema takes */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
