import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, it } from 'vitest';
import type { Fault } from '../../testing/release-server/faults.ts';
import { startReleaseServer } from '../../testing/release-server/release-server.ts';
import { sha256, type ServedRepository } from '../../testing/release-server/served-repository.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { testCertificate } from '../../testing/test-certificate.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { download, type DownloadOptions } from './download.ts';

const data = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7919) >> 3));
const repository: ServedRepository = {
  owner: 'acme',
  name: 'digger',
  releases: [{ tag: 'v1.0', assets: [{ name: 'digger.zip', data }] }],
};
const part = ['digger.zip.part', 'digger.zip.part.json'];
const hour = 3_600_000;

function optionsFor(folder: string, url: string): DownloadOptions {
  return {
    url,
    file: join(folder, 'digger.zip'),
    maxBytes: 1_000_000,
    userAgent: 'rigwright/test',
    signal: new AbortController().signal,
    answerTimeoutMs: 300,
    stallTimeoutMs: 200,
    persistence: { fruitlessTries: 3, backoff: { firstMs: 1, maxMs: 5, jitter: 0.5 } },
  };
}

const refusal = (code: string, says: string): unknown =>
  expect.objectContaining({ code, userMessage: expect.stringContaining(says) as string });

interface Case {
  readonly what: string;
  /** On the way to the bytes, and then of the bytes themselves. */
  readonly way?: Fault;
  /** The first of two comes once, the last always. */
  readonly bytes?: readonly Fault[];
  readonly options?: Partial<DownloadOptions>;
  readonly code: string;
  readonly says: string;
  /** What lies in the folder afterwards. */
  readonly left: readonly string[];
  readonly requests: number;
}

const failed = 'download-failed';
const cases: Case[] = [
  {
    what: 'a body of which nothing comes',
    bytes: [{ kind: 'truncated', at: 0 }],
    code: failed,
    says: 'broke the connection off before everything',
    left: [],
    requests: 6,
  },
  {
    what: 'a body of which a part comes and then nothing more',
    bytes: [
      { kind: 'truncated', at: 50_000 },
      { kind: 'truncated', at: 0 },
    ],

    code: failed,
    says: 'broke the connection off before everything',
    left: part,
    requests: 6,
  },
  {
    what: 'a connection that is reset',
    bytes: [
      { kind: 'dropped', at: 50_000 },
      { kind: 'dropped', at: 0 },
    ],

    code: failed,
    says: 'broke the connection off before everything',
    left: part,
    requests: 6,
  },
  {
    what: 'a server that stalls',
    bytes: [
      { kind: 'stalled', at: 50_000 },
      { kind: 'stalled', at: 0 },
    ],
    code: 'timeout',
    says: 'stopped sending: nothing came for 1 s',
    left: part,
    requests: 6,
  },
  {
    what: 'a server that does not answer',
    way: { kind: 'silent' },
    code: 'timeout',
    says: 'did not answer within 1 s',
    left: [],
    requests: 3,
  },
  {
    what: 'an asset that is gone',
    way: { kind: 'status', status: 404 },
    code: 'release-not-found',
    says: 'does not have this file',
    left: [],
    requests: 1,
  },
  {
    what: 'an asset that is forbidden',
    way: { kind: 'status', status: 403 },
    code: failed,
    says: 'refused the request (HTTP 403)',
    left: [],
    requests: 1,
  },
  {
    what: 'the rate limit of GitHub',
    way: { kind: 'rate-limit', resetAt: Date.now() + hour - 30_000 },
    code: 'rate-limited',
    says: 'in about 60 minutes',
    left: [],
    requests: 1,
  },
  {
    what: 'a server that wants to be left alone for a while',
    way: { kind: 'status', status: 429, headers: { 'retry-after': '100' } },
    code: 'rate-limited',
    says: 'in about 2 minutes',
    left: [],
    requests: 1,
  },
  {
    what: 'a rate limit without an end',
    way: { kind: 'status', status: 429, headers: { 'retry-after': '-5' } },
    code: 'rate-limited',
    says: 'it will answer again later',
    left: [],
    requests: 1,
  },
  {
    what: 'a server with a fault',
    way: { kind: 'status', status: 502 },
    code: failed,
    says: 'has a fault of its own (HTTP 502)',
    left: [],
    requests: 3,
  },
  {
    what: 'redirects without end',
    way: { kind: 'redirect-loop' },
    code: failed,
    says: 'sends the download on and on',
    left: [],
    requests: 6,
  },
  {
    what: 'a redirect away from the web',
    way: { kind: 'redirect', to: 'file:///etc/passwd' },
    code: failed,
    says: 'is no web address (file:)',
    left: [],
    requests: 1,
  },
  {
    what: 'a redirect to nowhere',
    way: { kind: 'status', status: 302 },
    code: failed,
    says: 'without saying where to',
    left: [],
    requests: 1,
  },
  {
    what: 'bytes without end',
    bytes: [{ kind: 'endless' }],
    code: failed,
    says: 'sends more than the 1000000 bytes',
    left: [],
    requests: 2,
  },
  {
    what: 'a file that is too large',
    options: { maxBytes: 299_999 },
    code: failed,
    says: 'sends more than the 299999 bytes',
    left: [],
    requests: 2,
  },
  {
    what: 'other bytes than expected',
    bytes: [{ kind: 'wrong-bytes' }],
    options: { sha256: sha256(data) },

    code: 'checksum-mismatch',
    says: 'is not the file its publisher names',
    left: [],
    requests: 2,
  },
];

it.each(cases)(
  'tells of $what',
  async ({ way, bytes = [], options, code, says, left, requests }) => {
    using folder = tempFolder();
    await using server = await startReleaseServer({ repositories: [repository] });
    if (way) server.spoil('/download/', way);
    for (const [index, fault] of bytes.entries()) {
      server.spoil('/objects/', fault, index < bytes.length - 1 ? 1 : Infinity);
    }
    const url = server.assetUrl(repository, 'v1.0', 'digger.zip');

    const result = download({ ...optionsFor(folder.path, url), ...options });

    await expect(result).rejects.toEqual(refusal(code, says));
    expect(readdirSync(folder.path)).toEqual(left);
    expect(server.requests).toHaveLength(requests);
  },
);

it.each<[what: string, faults: readonly Fault[], always: boolean, ranges: (string | undefined)[]]>([
  [
    'that gives only a piece at a time',
    [{ kind: 'truncated', at: 80_000 }],
    true,
    [undefined, 'bytes=80000-', 'bytes=160000-', 'bytes=240000-'],
  ],
  [
    'that knows no ranges',
    [{ kind: 'truncated', at: 80_000 }, { kind: 'no-ranges' }],
    false,
    [undefined, 'bytes=80000-'],
  ],
  ['that does not say how much comes', [{ kind: 'no-length' }], true, [undefined]],
  [
    'that replaces the asset all the time',
    [{ kind: 'truncated', at: 80_000 }, { kind: 'new-etag' }],
    false,
    [undefined, 'bytes=80000-'],
  ],
  [
    'that sends another piece than it was asked for',
    [{ kind: 'truncated', at: 80_000 }, { kind: 'wrong-range' }],
    false,
    [undefined, 'bytes=80000-', undefined],
  ],
  ['that is slow', [{ kind: 'slow', bytesPerSecond: 2_000_000 }], true, [undefined]],
])('gets everything from a server %s', async (_, faults, always, ranges) => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  for (const fault of faults) server.spoil('/objects/', fault, always ? Infinity : 1);
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));

  expect((await download(options)).sha256).toBe(sha256(data));

  expect(readFileSync(options.file).equals(data)).toBe(true);
  expect(readdirSync(folder.path)).toEqual(['digger.zip']);
  const asked = server.requests.filter(({ path }) => path.startsWith('/objects/'));
  expect(asked.map(({ headers }) => headers.range)).toEqual(ranges);
});

it('gets everything from a server that has recovered', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  server.spoil('/download/', { kind: 'status', status: 503 }, 2);
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  expect((await download(options)).bytes).toBe(300_000);
  expect(server.requests).toHaveLength(4);
});

it('asks nobody where it is cancelled before', async () => {
  using folder = tempFolder();
  await using server = await startReleaseServer({ repositories: [repository] });
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  const result = download({ ...options, signal: AbortSignal.abort() });
  await expect(result).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.requests).toEqual([]);
  expect(readdirSync(folder.path)).toEqual([]);
});

it('tells where nothing listens, and where something else than a web server does', async () => {
  using folder = tempFolder();
  const other = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .resume()
      .end('SSH-2.0-x\r\n');
  });
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const plain = optionsFor(folder.path, `http://127.0.0.1:${port}/digger.zip`);
  await expect(download(plain)).rejects.toEqual(
    refusal(failed, 'does not answer like a web server'),
  );
  const encrypted = { ...plain, url: plain.url.replace('http:', 'https:') };
  await expect(download(encrypted)).rejects.toEqual(
    refusal(failed, 'could not agree on an encrypted connection'),
  );
  other.close();
  await once(other, 'close');
  await expect(download(plain)).rejects.toEqual(refusal(failed, 'refused the connection'));
  const nonsense = { ...plain, url: 'ftp://127.0.0.1/digger.zip' };
  await expect(download(nonsense)).rejects.toEqual(refusal(failed, 'is not an address of the web'));
  expect(readdirSync(folder.path)).toEqual([]);
});

it('trusts no certificate that nobody vouches for', async () => {
  using folder = tempFolder();
  const tls = await testCertificate();
  await using server = await startReleaseServer({ repositories: [repository], tls });
  const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  await expect(download(options)).rejects.toEqual(
    refusal(failed, 'shows a certificate that cannot be trusted'),
  );
  expect(server.requests).toEqual([]);
});

it('follows no redirect away from encryption', async () => {
  using folder = tempFolder();
  const tls = await testCertificate();
  await using plain = await startReleaseServer({ repositories: [repository] });
  await using server = await startReleaseServer({ repositories: [repository], tls });
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, tls.cert]);
  try {
    const options = optionsFor(folder.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
    expect((await download(options)).sha256).toBe(sha256(data));
    server.spoil('/download/', {
      kind: 'redirect',
      to: plain.assetUrl(repository, 'v1.0', 'digger.zip'),
    });
    await expect(download(options)).rejects.toEqual(
      refusal(failed, 'to a connection without encryption, which was not followed'),
    );
  } finally {
    setDefaultCACertificates(trusted);
  }
  expect(plain.requests).toEqual([]);
});

it.skipIf(!canMakeTinyDisk)('leaves nothing on a disk that becomes full', async () => {
  using disk = tinyDisk(128);
  await using server = await startReleaseServer({ repositories: [repository] });
  const options = optionsFor(disk.path, server.assetUrl(repository, 'v1.0', 'digger.zip'));
  await expect(download(options)).rejects.toEqual(refusal('disk-full', 'is full'));
  expect(readdirSync(disk.path)).toEqual([]);
});
