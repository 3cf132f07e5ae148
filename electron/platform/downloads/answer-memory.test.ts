import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { startReleaseServer } from '../../testing/release-server/release-server.ts';
import type { ServedRepository } from '../../testing/release-server/served-repository.ts';
import { AnswerMemory } from './answer-memory.ts';
import { fetchBytes, type FetchOptions } from './fetch-text.ts';

const repository = (...tags: string[]): ServedRepository => ({
  owner: 'acme',
  name: 'digger',
  releases: tags.map((tag) => ({ tag, assets: [] })),
});
const list = '/repos/acme/digger/releases?per_page=30';

const options: FetchOptions = {
  maxBytes: 100_000,
  userAgent: 'rigwright/test',
  signal: new AbortController().signal,
  timeoutMs: 500,
  persistence: { fruitlessTries: 1, backoff: { firstMs: 1, maxMs: 2, jitter: 0 } },
};

const tagsIn = (bytes: Uint8Array): string[] =>
  (JSON.parse(Buffer.from(bytes).toString()) as { tag_name: string }[]).map((one) => one.tag_name);

const memoryAt = (clock = new FakeClock()): AnswerMemory =>
  new AnswerMemory({ now: () => clock.now() });

/** Answers as it is told, and keeps what it was asked. */
async function scriptedServer(answer: (response: ServerResponse, asked: number) => void) {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    answer(response, asked.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    conditions: () => asked.map((headers) => headers['if-none-match']),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

describe('a list that is looked at again', () => {
  it('costs no request a hundred times where the server counts none that changed nothing', async () => {
    await using server = await startReleaseServer({ repositories: [repository('v2', 'v1')] });
    server.limitRate({ limit: 60 });
    const memory = memoryAt();
    for (let look = 0; look < 100; look += 1) {
      expect(tagsIn(await memory.fetch(server.url + list, options))).toEqual(['v2', 'v1']);
    }
    expect(server.requests).toHaveLength(100);
    const [first, ...others] = server.requests.map(({ headers }) => headers['if-none-match']);
    expect(first).toBeUndefined();
    expect(new Set(others)).toEqual(new Set([expect.stringMatching(/^W\/"[0-9a-f]{64}"$/)]));
  });

  it('is refused after sixty times by a server that is asked without an ETag', async () => {
    await using server = await startReleaseServer({ repositories: [repository('v1')] });
    server.limitRate({ limit: 60 });
    for (let look = 0; look < 60; look += 1) await fetchBytes(server.url + list, options);
    await expect(fetchBytes(server.url + list, options)).rejects.toMatchObject({
      code: 'rate-limited',
    });
  });

  it('costs one request a minute where the server counts every one and says so long', async () => {
    await using server = await startReleaseServer({ repositories: [repository('v1')] });
    server.limitRate({ limit: 2, countsUnchanged: true });
    server.allowAge(60);
    const clock = new FakeClock();
    const memory = memoryAt(clock);
    const look = () => memory.fetch(server.url + list, options);
    for (let count = 0; count < 100; count += 1) expect(tagsIn(await look())).toEqual(['v1']);
    expect(server.requests).toHaveLength(1);
    clock.advance(59_999);
    await look();
    expect(server.requests).toHaveLength(1);
    clock.advance(1);
    for (let count = 0; count < 100; count += 1) await look();
    expect(server.requests).toHaveLength(2);
    clock.advance(60_000);
    await expect(look()).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('comes whole where it changed, and is remembered as it is then', async () => {
    await using server = await startReleaseServer({ repositories: [repository('v1')] });
    const memory = memoryAt();
    await memory.fetch(server.url + list, options);
    server.serve([repository('v2', 'v1')]);
    for (let look = 0; look < 2; look += 1) {
      expect(tagsIn(await memory.fetch(server.url + list, options))).toEqual(['v2', 'v1']);
    }
    const [, second, third] = server.requests.map(({ headers }) => headers['if-none-match']);
    expect(third).toMatch(/^W\/"/);
    expect(third).not.toBe(second);
  });

  it.each<[string, Record<string, string>]>([
    ['has no ETag', {}],
    ['has an ETag that is none', { etag: 'abc' }],
    ['has an endless ETag', { etag: `"${'a'.repeat(5_000)}"` }],
    ['is not to be kept', { etag: '"a"', 'cache-control': 'no-store' }],
  ])('comes whole each time where it %s', async (_, headers) => {
    await using server = await scriptedServer((response, count) =>
      response.writeHead(200, headers).end(`list ${count}`),
    );
    const memory = memoryAt();
    for (const text of ['list 1', 'list 2']) {
      expect(Buffer.from(await memory.fetch(server.url, options)).toString()).toBe(text);
    }
    expect(server.conditions()).toEqual([undefined, undefined]);
  });

  it.each<[string, string, number]>([
    ['no age', 'public', 0],
    ['an age that is none', 'max-age=soon', 0],
    ['that it has to be asked', 'max-age=60, no-cache', 0],
    ['ten seconds', 'public, max-age=10, s-maxage=50', 10],
    ['a year', 'max-age=31536000', 60],
  ])('is used as it is for so long where the server says %s', async (_, says, seconds) => {
    const headers = { etag: '"a"', 'cache-control': says };
    await using server = await scriptedServer((response) => response.writeHead(200, headers).end());
    const clock = new FakeClock();
    const memory = memoryAt(clock);
    await memory.fetch(server.url, options);
    clock.advance(seconds * 1_000 - 1);
    await memory.fetch(server.url, options);
    clock.advance(1);
    await memory.fetch(server.url, options);
    expect(server.conditions()).toEqual(
      seconds > 0 ? [undefined, '"a"'] : [undefined, '"a"', '"a"'],
    );
  });
});

describe('an answer that nothing has changed', () => {
  const refused = {
    code: 'download-failed',
    userMessage: expect.stringContaining(
      'says that nothing has changed, but not since what.',
    ) as string,
    suggestion: 'Try again; where a mirror is set, check its address.',
  };

  it('is refused where nobody asked', async () => {
    await using server = await scriptedServer((response) => response.writeHead(304).end());
    await expect(memoryAt().fetch(server.url, options)).rejects.toMatchObject(refused);
    await expect(fetchBytes(server.url, options)).rejects.toMatchObject(refused);
    expect(server.conditions()).toEqual([undefined, undefined]);
  });

  it('is refused where it is about something else, and then everything is asked for', async () => {
    await using server = await scriptedServer((response, count) => {
      if (count === 2) response.writeHead(304, { etag: '"other"' }).end();
      else response.writeHead(200, { etag: '"mine"' }).end(`list ${count}`);
    });
    const memory = memoryAt();
    await memory.fetch(server.url, options);
    await expect(memory.fetch(server.url, options)).rejects.toMatchObject(refused);
    expect(Buffer.from(await memory.fetch(server.url, options)).toString()).toBe('list 3');
    expect(server.conditions()).toEqual([undefined, '"mine"', undefined]);
  });

  it('is taken with a length, with a weak ETag for a strong one, or with none', async () => {
    await using server = await scriptedServer((response, count) => {
      if (count === 1) response.writeHead(200, { etag: '"mine"' }).end('list');
      else if (count === 2) {
        response.writeHead(304, { etag: 'W/"mine"', 'content-length': 4 }).end();
      } else response.writeHead(304).end();
    });
    const memory = memoryAt();
    for (let look = 0; look < 3; look += 1) {
      expect(Buffer.from(await memory.fetch(server.url, options)).toString()).toBe('list');
    }
    expect(server.conditions()).toEqual([undefined, '"mine"', '"mine"']);
  });
});

describe('what is remembered', () => {
  const bytesOf = (size: number): Buffer => randomBytes(size);
  const sized = (size: number) =>
    scriptedServer((response) => response.writeHead(200, { etag: '"a"' }).end(bytesOf(size)));

  it('is of so many addresses at most, and the oldest makes room', async () => {
    await using server = await sized(10);
    const memory = new AnswerMemory({ now: () => 0, most: 2 });
    for (const path of ['/1', '/2', '/3', '/1', '/3']) {
      await memory.fetch(server.url + path, options);
    }
    expect(server.conditions()).toEqual([undefined, undefined, undefined, undefined, '"a"']);
  });

  it('is of so many bytes at most, and one answer that is larger is not kept', async () => {
    await using server = await sized(40);
    const memory = new AnswerMemory({ now: () => 0, mostBytes: 100 });
    for (const path of ['/1', '/2', '/3', '/2', '/1']) {
      await memory.fetch(server.url + path, options);
    }
    expect(server.conditions()).toEqual([undefined, undefined, undefined, '"a"', undefined]);
    await using large = await sized(101);
    for (let look = 0; look < 2; look += 1) await memory.fetch(large.url, options);
    expect(large.conditions()).toEqual([undefined, undefined]);
  });
});
