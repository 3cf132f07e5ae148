import { expect, it } from 'vitest';
import type { Fault } from '../../testing/release-server/faults.ts';
import { startReleaseServer } from '../../testing/release-server/release-server.ts';
import { sha256, type ServedRepository } from '../../testing/release-server/served-repository.ts';
import { fetchBytes, fetchJson, fetchText, type FetchOptions } from './fetch-text.ts';

const asset = { name: 'SHA256SUMS', data: Buffer.from('0'.repeat(64) + '  digger.zip\n') };
const release = (tag: string, more = {}): ServedRepository['releases'][number] => ({
  tag,
  assets: [asset],
  ...more,
});
const repository: ServedRepository = {
  owner: 'acme',
  name: 'digger',
  releases: [
    release('v3.0-rc', { prerelease: true }),
    release('v2.0'),
    release('v1.9', { draft: true }),
    release('v1.0'),
  ],
};
const latest = '/repos/acme/digger/releases/latest';

const options: FetchOptions = {
  maxBytes: 100_000,
  userAgent: 'rigwright/test',
  signal: new AbortController().signal,
  timeoutMs: 200,
  persistence: { fruitlessTries: 2, backoff: { firstMs: 1, maxMs: 2, jitter: 0.5 } },
};

it('fetches the latest release as GitHub tells it', async () => {
  await using server = await startReleaseServer({
    repositories: [repository],
    assetBase: 'https://github.com',
  });

  const answer = await fetchJson(server.url + latest, {
    ...options,
    headers: { authorization: 'Bearer x' },
  });

  expect(answer).toMatchObject({
    tag_name: 'v2.0',
    draft: false,
    prerelease: false,
    published_at: '2026-01-02T03:04:05Z',
    html_url: 'https://github.com/acme/digger/releases/tag/v2.0',
    assets: [
      {
        name: 'SHA256SUMS',
        state: 'uploaded',
        size: asset.data.length,
        digest: `sha256:${sha256(asset.data)}`,
        browser_download_url: 'https://github.com/acme/digger/releases/download/v2.0/SHA256SUMS',
      },
    ],
  });
  expect(server.requests[0]?.headers).toMatchObject({
    'user-agent': 'rigwright/test',
    accept: 'application/json',
    authorization: 'Bearer x',
  });
});

it.each([
  ['/repos/acme/digger/releases?per_page=2', ['v3.0-rc', 'v2.0']],
  ['/repos/acme/digger/releases?per_page=2&page=2', ['v1.0']],
  ['/repos/acme/digger/releases', ['v3.0-rc', 'v2.0', 'v1.0']],
])('fetches the list %s', async (path, tags) => {
  await using server = await startReleaseServer({ repositories: [repository] });
  const answer = (await fetchJson(server.url + path, options)) as { tag_name: string }[];
  expect(answer.map((each) => each.tag_name)).toEqual(tags);
});

it('fetches a file through its redirect, without what was meant for the first server', async () => {
  await using server = await startReleaseServer({ repositories: [repository] });
  await using store = await startReleaseServer({ repositories: [repository] });
  const url = server.assetUrl(repository, 'v2.0', 'SHA256SUMS');
  server.spoil('/download/', {
    kind: 'redirect',
    to: store.assetUrl(repository, 'v2.0', 'SHA256SUMS'),
  });
  const headers = { Authorization: 'Bearer x', 'x-other': 'y' };

  expect(await fetchText(url, { ...options, headers })).toBe(asset.data.toString());
  expect((await fetchBytes(url, options)).equals(asset.data)).toBe(true);

  expect(server.requests[0]?.headers.authorization).toBe('Bearer x');
  expect(store.requests[0]?.headers.authorization).toBeUndefined();
  expect(store.requests[0]?.headers['x-other']).toBe('y');
});

it.each<[string, Fault, string, string, number]>([
  [
    'rate-limited',
    { kind: 'rate-limit', resetAt: Date.now() + 30_000 },
    'rate-limited',
    'in about a minute',
    1,
  ],
  [
    'gone',
    { kind: 'status', status: 404 },
    'release-not-found',
    'does not have this file or release',
    1,
  ],
  ['silent', { kind: 'silent' }, 'timeout', 'did not answer within 1 s', 2],
  ['stalled', { kind: 'stalled', at: 10 }, 'timeout', 'stopped sending', 2],
  ['cut short', { kind: 'truncated', at: 10 }, 'download-failed', 'broke the connection off', 2],
  ['endless', { kind: 'endless' }, 'download-failed', 'answered with more than 100000 bytes', 1],
  [
    'broken',
    { kind: 'status', status: 500 },
    'download-failed',
    'has a fault of its own (HTTP 500)',
    2,
  ],
  ['no JSON', { kind: 'wrong-bytes' }, 'download-failed', 'something else than the list', 1],
])('tells of an answer that is %s', async (_, fault, code, says, requests) => {
  await using server = await startReleaseServer({ repositories: [repository] });
  server.spoil(latest, fault);

  await expect(fetchJson(server.url + latest, options)).rejects.toMatchObject({
    code,
    userMessage: expect.stringContaining(says) as string,
  });
  expect(server.requests).toHaveLength(requests);
});

it.each(['/repos/acme/other/releases/latest', '/repos/acme/digger/releases/tags/v9', '/nothing'])(
  'tells that there is no %s',
  async (path) => {
    await using server = await startReleaseServer({ repositories: [repository] });
    await expect(fetchJson(server.url + path, options)).rejects.toMatchObject({
      code: 'release-not-found',
    });
  },
);

it('ends where it is cancelled', async () => {
  await using server = await startReleaseServer({ repositories: [repository] });
  server.spoil(latest, { kind: 'silent' });
  const cancel = new AbortController();
  const waiting = fetchText(server.url + latest, { ...options, signal: cancel.signal });
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});
