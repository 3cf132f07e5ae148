import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startReleaseServer } from '../../testing/release-server/release-server.ts';
import { sha256, type ServedRepository } from '../../testing/release-server/served-repository.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { download, type DownloadOptions, type DownloadProgress } from './download.ts';

const data = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) >> 3));
const repository: ServedRepository = {
  owner: 'acme',
  name: 'digger',
  releases: [{ tag: 'v1.0', assets: [{ name: 'digger.zip', data }] }],
};

function optionsFor(folder: string, url: string): DownloadOptions {
  return {
    url,
    file: join(folder, 'digger.zip'),
    maxBytes: 1_000_000,
    userAgent: 'rigwright/test',
    signal: new AbortController().signal,
    answerTimeoutMs: 5_000,
    stallTimeoutMs: 300,
    persistence: { fruitlessTries: 3, backoff: { firstMs: 1, maxMs: 5, jitter: 0.5 } },
  };
}

it('downloads through the redirect of GitHub and tells the progress', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  const told: DownloadProgress[] = [];
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));

  const result = await download({ ...options, onProgress: (progress) => told.push(progress) });

  expect(result).toEqual({ file: options.file, bytes: 300_000, sha256: sha256(data) });
  expect(readFileSync(options.file).equals(data)).toBe(true);
  expect(readdirSync(folder.path)).toEqual(['digger.zip']);
  expect(told.at(-1)).toMatchObject({ receivedBytes: 300_000, totalBytes: 300_000, attempt: 1 });
  expect(server.requests.map(({ path }) => path.split('/')[1])).toEqual(['acme', 'objects']);
  expect(server.requests[1]?.headers['user-agent']).toBe('rigwright/test');
});

it('goes on after a lost connection without fetching a byte twice', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  server.spoil('/objects/', { kind: 'truncated', at: 100_000 }, 1);
  const told: DownloadProgress[] = [];
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));

  const result = await download({ ...options, onProgress: (progress) => told.push(progress) });

  expect(result.sha256).toBe(sha256(data));
  expect(server.requests.map(({ headers }) => headers.range).filter(Boolean)).toEqual([
    'bytes=100000-',
    'bytes=100000-',
  ]);
  expect(told.at(-1)?.attempt).toBe(2);
});

it('goes on where a cancelled download stopped', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  server.spoil('/objects/', { kind: 'stalled', at: 150_000 }, 1);
  const cancel = new AbortController();
  const options = {
    ...optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip')),
    stallTimeoutMs: 10_000,
  };
  const first = download({ ...options, signal: cancel.signal });
  const part = `${options.file}.part`;
  const isHalf = (): boolean => existsSync(part) && readFileSync(part).length === 150_000;
  await Promise.all([
    expect(first).rejects.toMatchObject({ code: 'cancelled' }),
    until('half of the file', isHalf).then(() => cancel.abort()),
  ]);
  expect(readdirSync(folder.path)).toEqual(['digger.zip.part', 'digger.zip.part.json']);

  const result = await download(options);

  expect(result.sha256).toBe(sha256(data));
  expect(server.requests.at(-1)?.headers.range).toBe('bytes=150000-');
  expect(readdirSync(folder.path)).toEqual(['digger.zip']);
});

it('begins anew where the asset was replaced meanwhile', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  server.spoil('/objects/', { kind: 'truncated', at: 100_000 });
  await expect(
    download({ ...options, persistence: { ...options.persistence!, fruitlessTries: 1 } }),
  ).rejects.toMatchObject({ code: 'download-failed' });
  server.heal();
  const replaced = Buffer.alloc(300_000, 5);
  const release = { tag: 'v1.0', assets: [{ name: 'digger.zip', data: replaced }] };
  server.serve([{ ...repository, releases: [release] }]);

  const result = await download(options);

  expect(result.sha256).toBe(sha256(replaced));
  expect(server.requests.at(-1)?.headers.range).toBe('bytes=100000-');
});

it('checks that a whole part is still what the server has', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  await download(options);
  writeFileSync(`${options.file}.part`, data);
  const validator = `"${sha256(data).slice(0, 32)}"`;
  const note = { url: options.url, validator, totalBytes: data.length };
  writeFileSync(`${options.file}.part.json`, JSON.stringify(note));

  const result = await download(options);

  expect(result.sha256).toBe(sha256(data));
  expect(server.requests.at(-1)?.headers.range).toBe('bytes=299999-');
});

it.each([
  ['of another address', { url: 'http://127.0.0.1/other' }],
  ['without a total', { totalBytes: null }],
  ['shorter than the part', { totalBytes: 10 }],
])('begins anew beside a note %s', async (_, wrong) => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  const validator = `"${sha256(data).slice(0, 32)}"`;
  const note = { url: options.url, validator, totalBytes: data.length, ...wrong };
  writeFileSync(`${options.file}.part`, 'something else');
  writeFileSync(`${options.file}.part.json`, JSON.stringify(note));

  const result = await download(options);

  expect(result.sha256).toBe(sha256(data));
  expect(server.requests.at(-1)?.headers.range).toBeUndefined();
});
