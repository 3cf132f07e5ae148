import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../contract/errors.ts';
import { apiBase, operations } from '../../contract/index.ts';
import { splitRoute } from '../../contract/request.ts';
import { openTestServer, testToken, type TestServer } from './test-server.ts';

const calls: { name: string; input: unknown }[] = [];
let tested: TestServer;

beforeAll(async () => {
  tested = await openTestServer((name, input) => {
    calls.push({ name, input });
    return Promise.resolve({});
  });
});
afterAll(() => tested[Symbol.asyncDispose]());

const authorized = { authorization: `Bearer ${testToken}` };
const json = { 'content-type': 'application/json' };

const routes = Object.entries(operations).map(([name, operation]) => {
  const [method, template] = splitRoute(operation.route);
  return { name, method, path: apiBase + template.replace(/:\w+/g, 'some-id') };
});

const codeOf = (text: string): string => (JSON.parse(text) as ErrorBody).code;

it('takes a whole piece of an upload', async () => {
  const data = Buffer.alloc(1024 * 1024, 7).toString('base64');
  const answer = await tested.send({
    method: 'POST',
    path: `${apiBase}/uploads/some-id`,
    headers: { ...json, ...authorized },
    body: JSON.stringify({ offset: 0, data }),
  });
  expect(answer.status).toBe(200);
});

describe.each(routes)('$method $path', ({ name, method, path }) => {
  const withBody = method !== 'GET' && method !== 'DELETE';
  const body = withBody ? { headers: json, body: '{}' } : { headers: {} };

  it('is refused without a token', async () => {
    const answer = await tested.send({ method, path, ...body });
    expect([answer.status, codeOf(answer.text)]).toEqual([401, 'no-token']);
  });

  it('is refused with a wrong token', async () => {
    const headers = { ...body.headers, authorization: 'Bearer wrong' };
    const answer = await tested.send({ ...body, method, path, headers });
    expect([answer.status, codeOf(answer.text)]).toEqual([401, 'wrong-token']);
  });

  it('is refused for a Host that is not ours', async () => {
    const headers = { ...body.headers, ...authorized, host: 'rebound.example:9090' };
    const answer = await tested.send({ ...body, method, path, headers });
    expect([answer.status, codeOf(answer.text)]).toEqual([421, 'wrong-host']);
  });

  it('is refused for a page of another origin', async () => {
    const headers = { ...body.headers, ...authorized, origin: 'https://foreign.example' };
    const answer = await tested.send({ ...body, method, path, headers });
    expect([answer.status, codeOf(answer.text)]).toEqual([403, 'foreign-origin']);
  });

  it('is refused with a body of 2 MB', async () => {
    const large = JSON.stringify('x'.repeat(2 * 1024 * 1024));
    const headers = { ...json, ...authorized };
    const answer = await tested.send({ method, path, headers, body: large });
    expect([answer.status, codeOf(answer.text)]).toEqual([413, 'too-large']);
  });

  it('reaches its operation with the token', async () => {
    calls.length = 0;
    const headers = { ...body.headers, ...authorized };
    const answer = await tested.send({ ...body, method, path, headers });
    expect([answer.status, calls.map((call) => call.name)]).toEqual([200, [name]]);
  });
});

it.each(routes.filter(({ method }) => method !== 'GET'))(
  '$method $path is refused with malformed JSON',
  async ({ method, path }) => {
    const headers = { ...json, ...authorized };
    const answer = await tested.send({ method, path, headers, body: '{"threads": ' });
    expect([answer.status, codeOf(answer.text)]).toEqual([400, 'malformed-json']);
  },
);

it('gives the input of path, query and body their types', async () => {
  calls.length = 0;
  await tested.send({
    path: `${apiBase}/runs/r1/log?after=7&limit=x&search=12`,
    headers: authorized,
  });
  await tested.send({
    method: 'POST',
    path: `${apiBase}/runs/r1/pause`,
    headers: { ...authorized, ...json },
    body: '{"durationMs": 60000, "runId": "another"}',
  });
  expect(calls).toEqual([
    { name: 'runs.log', input: { runId: 'r1', after: 7, limit: 'x', search: '12' } },
    { name: 'runs.pause', input: { runId: 'r1', durationMs: 60_000 } },
  ]);
});

it('exchanges the token in the address for a cookie that is good for the API', async () => {
  const opened = await tested.send({ path: `/?token=${testToken}` });
  const cookie = String(opened.headers['set-cookie']);
  expect([opened.status, opened.headers['location']]).toEqual([302, '/']);
  expect(cookie).toMatch(
    /^rigwright-\d+=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  expect(cookie).not.toContain(testToken);

  const headers = { cookie: cookie.split(';')[0] ?? '' };
  expect((await tested.send({ path: `${apiBase}/info`, headers })).status).toBe(200);
  expect(
    (await tested.send({ path: `${apiBase}/info`, headers: { cookie: `${headers.cookie}x` } }))
      .status,
  ).toBe(401);
});

it('gives no cookie for a wrong token in the address', async () => {
  const opened = await tested.send({ path: '/?token=wrong' });
  expect([opened.status, opened.headers['set-cookie']]).toEqual([302, undefined]);
});

it('tells an unknown path below the API only to who has the token', async () => {
  const path = `${apiBase}/nothing`;
  expect((await tested.send({ path })).status).toBe(401);
  const answer = await tested.send({ path, headers: authorized });
  expect([answer.status, codeOf(answer.text)]).toEqual([404, 'not-found']);
});

it('says when there are too many requests, and when to try again', async () => {
  await using limited = await openTestServer(() => Promise.resolve({}), {
    rateLimit: { max: 2, windowMs: 60_000 },
  });
  const statuses: number[] = [];
  let last = '';
  for (let count = 0; count < 3; count += 1) {
    const answer = await limited.send({ path: `${apiBase}/info`, headers: authorized });
    statuses.push(answer.status);
    last = answer.text;
  }
  expect(statuses).toEqual([200, 200, 429]);
  expect(JSON.parse(last)).toMatchObject({ code: 'too-many-requests', retryable: true });
});

it('describes every operation of the contract in its OpenAPI document', async () => {
  const answer = await tested.send({ path: `${apiBase}/openapi.json`, headers: authorized });
  const document = JSON.parse(answer.text) as {
    paths: Record<string, Record<string, { operationId: string }>>;
    components: { schemas: Record<string, unknown> };
  };
  const described = Object.values(document.paths)
    .flatMap((path) => Object.values(path))
    .map((operation) => operation.operationId);
  expect(described.sort()).toEqual(Object.keys(operations).sort());
  for (const [, name] of answer.text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
  expect(answer.text).not.toContain('$defs');
});
