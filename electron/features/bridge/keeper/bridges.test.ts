import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../base/log.ts';
import type { NoticeDraft } from '../../../base/notify.ts';
import { BridgeDraft, BridgeStatus } from '../../../contract/values/bridge.ts';
import { BridgeId } from '../../../contract/values/ids.ts';
import { migrations } from '../../../platform/database/migrations.ts';
import { openDatabase } from '../../../platform/database/open-database.ts';
import { listen } from '../../../platform/net/listen.ts';
import { listenLines } from '../../../platform/net/listen-lines.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { FakeLink } from '../../../testing/bridge/fake-link.ts';
import { verusJob } from '../../../testing/bridge/sample-jobs.ts';
import { testSettings } from '../../../testing/bridge/test-bridge.ts';
import { TestWebClient } from '../../../testing/bridge/web-client.ts';
import { MemoryJsonFile } from '../../../testing/memory-json-file.ts';
import { until } from '../../../testing/until.ts';
import { noKernels } from '../dialects/kernels.ts';
import { BridgeHistory } from '../history/bridge-history.ts';
import { bridgeHandlers } from './bridge-handlers.ts';
import { Bridges } from './bridges.ts';

let closing = new AsyncDisposableStack();
afterEach(async () => {
  const open = closing;
  closing = new AsyncDisposableStack();
  await open.disposeAsync();
});

const { password: _, ...guard } = testSettings.guard;
const draft = BridgeDraft.parse({
  name: 'Home',
  dialect: 'verus',
  algorithm: 'verushash',
  autostart: false,
  web: testSettings.web,
  tcp: testSettings.tcp,
  workerNames: 'one',
  clientDifficulty: 'pool',
  guard,
  pools: [{ url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig', password: 'pool pass' }],
  password: 'client pass',
});

class Secrets {
  readonly kept = new Map<string, string>();
  get(name: string): string | undefined {
    return this.kept.get(name);
  }
  set(name: string, text: string): Promise<void> {
    this.kept.set(name, text);
    return Promise.resolve();
  }
  remove(name: string): Promise<void> {
    this.kept.delete(name);
    return Promise.resolve();
  }
}

async function open(file = new MemoryJsonFile('bridges.json'), secrets = new Secrets()) {
  const clock = new FakeClock();
  const links: FakeLink[] = [];
  const accounts: unknown[] = [];
  const events: [string, unknown][] = [];
  const hidden: string[] = [];
  const notices: NoticeDraft[] = [];
  const now = (): number => clock.now();
  const notify = (notice: NoticeDraft): void => void notices.push(notice);
  const sql = closing.use(
    openDatabase({ file: ':memory:', migrations, log: silentLog, notify, now }),
  );
  const history = new BridgeHistory({ sql, clock, retentionDays: () => 30, log: silentLog });
  closing.defer(() => history[Symbol.dispose]());
  const bridges = closing.use(
    await Bridges.open({
      file,
      secrets,
      history,
      clock,
      notify,
      network: {
        listen,
        listenLines,
        certificate: () => Promise.reject(new Error('this test has no certificate')),
      },
      makeLink(dialect, pools, listener) {
        accounts.push({ dialect, pools });
        const link = new FakeLink(pools, listener);
        links.push(link);
        return link;
      },
      loadKernels: () => Promise.resolve(noKernels),
      resolvePool: (url) => Promise.resolve(url.replace('practice://local', 'tcp://127.0.0.1:1')),
      pageFolder: null,
      publish: (name, payload) => void events.push([name, payload]),
      hasListener: () => true,
      hideSecret: (secret) => void hidden.push(secret),
      log: silentLog,
    }),
  );
  const handlers = bridgeHandlers({ bridges, history });
  return { bridges, handlers, links, accounts, events, hidden, notices, clock, file, secrets };
}

describe('bridges', () => {
  it('are kept in a file, their passwords elsewhere', async () => {
    const { bridges, file, secrets, events } = await open();
    const bridge = await bridges.create(draft);
    expect(bridge).toMatchObject({
      name: 'Home',
      hasPassword: true,
      pools: [{ url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig', hasPassword: true }],
    });
    expect(JSON.stringify(file.content)).not.toMatch(/pool pass|client pass/);
    expect(events).toEqual([['bridges.changed', [bridge]]]);
    const again = await open(file, secrets);
    expect(again.bridges.list()).toEqual([bridge]);
    await again.bridges.remove(bridge.id);
    expect([again.bridges.list(), secrets.kept.size]).toEqual([[], 0]);
    expect(() => again.bridges.get(bridge.id)).toThrow(
      expect.objectContaining({ code: 'no-such-bridge' }) as Error,
    );
  });

  it.each([
    ['pools.0.url', { pools: [{ url: 'http://pool.example:1', user: '' }] }, 'bad-pool-url'],
    ['algorithm', { algorithm: 'scrypt' }, 'invalid-input'],
    ['web', { dialect: 'hds', algorithm: 'beamhash' }, 'invalid-input'],
    [
      'doors',
      { web: { ...draft.web, enabled: false }, tcp: { ...draft.tcp, enabled: false } },
      'invalid-input',
    ],
    ['difficulty', { algorithm: null, clientDifficulty: 'adapted' }, 'invalid-input'],
    ['nets', { guard: { ...guard, allow: ['192.168.1.0/99'] } }, 'invalid-input'],
  ])('are not made where their %s does not fit', async (_, changes, code) => {
    const { bridges, file } = await open();
    const wrong = BridgeDraft.parse({ ...draft, ...changes });
    await expect(bridges.create(wrong)).rejects.toMatchObject({ code });
    expect(file.writes).toBe(0);
  });

  it('keep a password that is left out, and give it to no other server', async () => {
    const { bridges, secrets } = await open();
    const { id } = await bridges.create(draft);
    const { password: _, ...without } = draft;
    const pool = (url: string, user = 'RWallet.rig') => ({ ...without, pools: [{ url, user }] });
    const passwords = (): unknown[] =>
      Object.values(JSON.parse([...secrets.kept.values()][0] ?? '{}') as Record<string, unknown>);
    await bridges.update(id, pool('stratum+tcp://pool.example:1234', 'ROther'));
    expect(passwords()).toEqual(['client pass', 'pool pass']);
    await bridges.update(id, pool('stratum+tcp://thief.example:9999'));
    expect(passwords()).toEqual(['client pass']);
    const thief = pool('stratum+tcp://thief.example:9999');
    const bridge = await bridges.update(id, { ...thief, password: '' });
    expect(bridge).toMatchObject({ hasPassword: false });
    expect(secrets.kept.size).toBe(0);
  });

  it('call the practice pool by its name, wherever it listens', async () => {
    const { bridges, accounts } = await open();
    const pools = [{ url: 'practice://local', user: 'RWallet.rig' }];
    const { id } = await bridges.create({ ...draft, pools });
    await bridges.start(id);
    expect(accounts).toMatchObject([{ pools: [{ url: 'tcp://127.0.0.1:1' }] }]);
    expect(bridges.status(id).pool.url).toBe('practice://local');
  });

  it('run until they are stopped, and tell how they do', async () => {
    const { bridges, accounts, links, events, hidden, clock } = await open();
    const { id } = await bridges.create(draft);
    expect(bridges.status(id)).toMatchObject({ running: false, webUrl: null });
    const status = await bridges.start(id);
    expect(BridgeStatus.parse(status)).toMatchObject({
      running: true,
      pool: { state: 'connecting', url: 'stratum+tcp://pool.example:9999' },
    });
    expect(accounts).toEqual([
      {
        dialect: 'verus',
        pools: [
          { url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig', password: 'pool pass' },
        ],
      },
    ]);
    expect(hidden.toSorted((a, b) => a.localeCompare(b))).toEqual(['client pass', 'pool pass']);
    await bridges.start(id);
    expect(links).toHaveLength(1);
    await expect(bridges.remove(id)).rejects.toMatchObject({ code: 'bridge-in-use' });
    events.length = 0;
    clock.advance(4_000);
    expect(events.map(([name]) => name)).toEqual(['bridge.status', 'bridge.status']);
    await bridges.stop(id);
    expect(links[0]?.isClosed).toBe(true);
    expect(bridges.status(id)).toMatchObject({ running: false });
  });

  it('go on with their clients when they are changed', async () => {
    const { bridges, handlers, links } = await open();
    const { id: bridgeId } = await bridges.create(draft);
    const { webUrl } = await bridges.start(bridgeId);
    links[0]?.announce(verusJob('a'));
    await using client = await TestWebClient.open(`${webUrl}?password=client+pass`);
    await client.latest('work');
    const pools = [{ url: 'stratum+tcp://pool2.example:1', user: 'R2' }];
    await bridges.update(bridgeId, { ...draft, name: 'Renamed', pools });
    expect(links[0]?.status.account).toMatchObject({ user: 'R2' });
    links[0]?.announce(verusJob('b', { extranonce1: '77' }), true);
    await client.latest('work', 2);
    expect(bridges.status(bridgeId).webUrl).toBe(webUrl);
    const other = { ...draft, algorithm: null };
    await expect(bridges.update(bridgeId, other)).rejects.toMatchObject({ code: 'bridge-in-use' });
    client.send({ type: 'identify', clientId: 'Anna' });
    const found = async () =>
      await handlers['bridges.clients']({ bridgeId, limit: 10, search: 'anna' });
    await until('the name', async () => (await found()).total === 1);
    const [anna] = (await found()).clients;
    if (!anna) throw new Error('nobody found');
    await handlers['bridges.disconnect']({ bridgeId, clientId: anna.id });
    await until('the end', () => client.closed);
    expect(() => bridges.disconnect(bridgeId, anna.id)).toThrow(
      expect.objectContaining({ code: 'no-such-client' }) as Error,
    );
    expect(bridges.ban(bridgeId, '10.0.0.1', 5).bans).toMatchObject([{ address: '10.0.0.1' }]);
    expect(bridges.unban(bridgeId, '10.0.0.1').bans).toEqual([]);
  });

  it('say why they were not started', async () => {
    const { bridges, notices } = await open();
    const first = await bridges.create(draft);
    const { webUrl } = await bridges.start(first.id);
    const port = Number(new URL(webUrl ?? '').port);
    const second = await bridges.create({
      ...draft,
      autostart: true,
      web: { ...draft.web, port },
    });
    await bridges.autostart();
    expect(bridges.status(second.id)).toMatchObject({
      running: false,
      problem: `Port ${port} of 127.0.0.1 is in use by another program.`,
    });
    expect(notices).toMatchObject([{ severity: 'problem' }]);
    const nobody = BridgeId.parse('nobody');
    await expect(bridges.start(nobody)).rejects.toMatchObject({ code: 'no-such-bridge' });
  });

  it('that a person broke in the file are told of and kept beside it', async () => {
    const good = await (await open()).bridges.create(draft);
    const content = { version: 1, bridges: [good, { id: 'broken' }] };
    const file = new MemoryJsonFile('bridges.json', content);
    const { bridges, notices } = await open(file);
    expect(bridges.list()).toEqual([good]);
    expect(notices).toMatchObject([{ severity: 'warning' }]);
    await bridges.update(good.id, { ...draft, password: '' });
    expect(file.copies).toEqual([content]);
  });
});
