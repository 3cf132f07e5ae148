import { createHash } from 'node:crypto';

export interface ServedAsset {
  readonly name: string;
  readonly data: Buffer;
  /** Whether the answer states the SHA-256; GitHub does so for assets since 2025. */
  readonly digest?: boolean;
}

export interface ServedRelease {
  readonly tag: string;
  /** ISO 8601 */
  readonly publishedAt?: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  readonly assets: readonly ServedAsset[];
}

export interface ServedRepository {
  readonly owner: string;
  readonly name: string;
  /** Newest first, as GitHub lists them. */
  readonly releases: readonly ServedRelease[];
}

const contentTypes: Readonly<Record<string, string>> = {
  zip: 'application/zip',
  gz: 'application/gzip',
  tgz: 'application/gzip',
  xz: 'application/x-xz',
  asc: 'application/pgp-signature',
};

export function sha256(data: Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

export function contentType(name: string): string {
  return contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
}

/**
 * A release as GitHub's API tells it (docs.github.com/rest/releases), with the fields that somebody may
 * want to read and some that nobody does.
 *
 * @param apiBase    what the addresses of the API begin with
 * @param assetBase  what the addresses of pages and assets begin with, GitHub's is https://github.com
 */
export function releaseAnswer(
  { owner, name }: ServedRepository,
  release: ServedRelease,
  { apiBase, assetBase }: { readonly apiBase: string; readonly assetBase: string },
): unknown {
  const { tag, publishedAt = '2026-01-02T03:04:05Z', prerelease = false, draft = false } = release;
  const api = `${apiBase}/repos/${owner}/${name}/releases`;
  const page = `${assetBase}/${owner}/${name}/releases`;
  const id = idOf(`${owner}/${name}/${tag}`);
  return {
    url: `${api}/${id}`,
    assets_url: `${api}/${id}/assets`,
    html_url: `${page}/tag/${encodeURIComponent(tag)}`,
    id,
    author: { login: owner, id: idOf(owner), type: 'User', site_admin: false },
    node_id: `RE_${id}`,
    tag_name: tag,
    target_commitish: 'master',
    name: `${name} ${tag}`,
    draft,
    immutable: false,
    prerelease,
    created_at: publishedAt,
    updated_at: publishedAt,
    published_at: draft ? null : publishedAt,
    assets: release.assets.map((asset) => ({
      url: `${api}/assets/${idOf(asset.name)}`,
      id: idOf(asset.name),
      name: asset.name,
      label: '',
      content_type: contentType(asset.name),
      state: 'uploaded',
      size: asset.data.length,
      digest: asset.digest === false ? null : `sha256:${sha256(asset.data)}`,
      download_count: 42,
      created_at: publishedAt,
      updated_at: publishedAt,
      browser_download_url: `${page}/download/${encodeURIComponent(tag)}/${encodeURIComponent(asset.name)}`,
    })),
    tarball_url: `${apiBase}/repos/${owner}/${name}/tarball/${tag}`,
    zipball_url: `${apiBase}/repos/${owner}/${name}/zipball/${tag}`,
    body: `Changes of ${tag}.`,
  };
}

/** A number that stays the same for the same text. */
function idOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
