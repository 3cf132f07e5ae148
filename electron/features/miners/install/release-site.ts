import { BadMirrorError } from './release-errors.ts';

/** A site with the paths of GitHub. */
export interface ReleaseSite {
  /** For sentences: `github.com`. */
  readonly host: string;
  /** Without a slash at the end. */
  readonly api: string;
  readonly files: string;
}

const github: ReleaseSite = {
  host: 'github.com',
  api: 'https://api.github.com',
  files: 'https://github.com',
};

/**
 * GitHub, or a mirror that serves the paths of both of its hosts.
 * @throws {BadMirrorError}
 */
export function releaseSite(mirror: string | undefined): ReleaseSite {
  if (mirror === undefined) return github;
  const url = URL.parse(mirror);
  const isUsable =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  if (!isUsable) throw new BadMirrorError();
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { host: url.host, api: base, files: base };
}

/** Address of an asset; it follows from the names, whatever else the site says. */
export function assetUrl(
  site: ReleaseSite,
  repository: string,
  tag: string,
  asset: string,
): string {
  return `${site.files}/${repository}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(asset)}`;
}
