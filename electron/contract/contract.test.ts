import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { errorStatus } from './errors.ts';
import { events, operations } from './index.ts';
import { restRequest } from './request.ts';
import { PoolUrl, practicePoolUrl, ProfileDraft } from './values/profile.ts';
import { Settings, SettingsPatch } from './values/settings.ts';

describe('the contract', () => {
  it('gives every operation a route of its own', () => {
    const shapes = Object.values(operations).map(({ route }) => route.replace(/:\w+/g, ':'));
    expect(new Set(shapes).size).toBe(shapes.length);
  });

  it('takes every path field from the input of its operation', () => {
    for (const { route, input } of Object.values(operations)) {
      const { properties = {} } = z.toJSONSchema(input, { io: 'input' });
      const inPath = [...route.matchAll(/:(\w+)/g)].map((match) => match[1]);
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(inPath));
    }
  });

  it('lets nobody change anything by a GET', () => {
    const looks = Object.values(operations).filter(({ route }) => route.startsWith('GET '));
    const acts = Object.entries(operations).filter(([, { route }]) => !route.startsWith('GET '));
    expect(new Set(looks.map(({ permission }) => permission))).toEqual(new Set(['view']));
    // Questions about something that is too long for an address, or nobody else's business.
    const questions = acts.filter(([, { permission }]) => permission === 'view');
    expect(new Set(questions.map(([name]) => name))).toEqual(
      new Set(['pools.accounts', 'pools.preview', 'profiles.diff', 'wallets.check']),
    );
  });

  it('can be described as JSON schema, events too', () => {
    for (const { payload } of Object.values(events)) {
      expect(z.toJSONSchema(payload)).toHaveProperty('$schema');
    }
  });

  it('tells every error under a status that is an error', () => {
    for (const status of Object.values(errorStatus)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });
});

describe('a request over REST', () => {
  it('carries path fields in the path and the rest in query or body', () => {
    expect(
      restRequest('GET /runs/:runId/log', { runId: 'a b', after: 3, search: undefined }),
    ).toEqual({ method: 'GET', path: '/runs/a%20b/log?after=3', body: undefined });
    expect(restRequest('POST /runs/:runId/pause', { runId: 'r1', durationMs: 1000 })).toEqual({
      method: 'POST',
      path: '/runs/r1/pause',
      body: { durationMs: 1000 },
    });
  });
});

describe('a pool address', () => {
  it.each([
    practicePoolUrl,
    'pool.example:3333',
    'stratum+tcp://pool.example:3333',
    'stratum+tcp://[::1]:1',
    'stratum+ssl://pool.example:443',
    'hds://node.example:10002',
    'wss://pool.example/mine',
  ])('may be %s', (url) => {
    expect(PoolUrl.safeParse(url).success).toBe(true);
  });

  it.each([
    '',
    'http://pool.example:3333',
    'stratum+tcp://pool.example',
    'stratum+tcp://pool.example:0',
    'stratum+tcp://pool.example:65536',
    'stratum+tcp://user@pool.example:1',
    'stratum+tcp://pool.example:1/path',
    `stratum+tcp://${'x'.repeat(300)}:1`,
  ])('may not be %s', (url) => {
    expect(PoolUrl.safeParse(url).success).toBe(false);
  });
});

it('has a default for every setting and no default in a change of settings', () => {
  expect(Settings.parse({})).toMatchObject({
    apiHost: '127.0.0.1',
    apiPort: 9090,
    theme: 'system',
  });
  expect(SettingsPatch.parse({})).toEqual({});
  expect(Object.keys(SettingsPatch.shape)).toEqual(Object.keys(Settings.shape));
});

it('asks a profile for at least one pool', () => {
  const draft = {
    name: ' Home ',
    minerId: 'builtin',
    algorithm: 'sha256d',
    pools: [],
    threads: null,
    throttle: 0,
    resumeAfterRestart: true,
  };
  expect(ProfileDraft.safeParse(draft).error?.issues[0]?.message).toBe('needs a pool');
  const pools = [{ url: practicePoolUrl, user: 'me' }];
  expect(ProfileDraft.parse({ ...draft, pools }).name).toBe('Home');
});
