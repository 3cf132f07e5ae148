import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { startLoad } from '../bridge/load.ts';
import { openRealBridge } from '../bridge/real-bridge.ts';
import { compareBooks, ShareLedger } from '../bridge/share-ledger.ts';
import { fastClock } from '../fast-clock.ts';
import { startHostilePool } from '../practice-pool/hostile-pool.ts';
import { until } from '../until.ts';
import { keptBytes } from './kept-bytes.ts';
import { encodeAuthorize, encodeSubscribe } from '../../protocols/stratum/mining-login.ts';

/** A minute of the bridge is three seconds of the test. */
const speed = 20;

/** Another address than that of those who behave, so that only theirs is kept out. */
const from = { localAddress: '127.0.0.66' } as const;

const kernel = await loadKernel('verushash');

/** What one connection does wrong. Each is repeated for a while. */
type Misbehaviour = (door: Doors) => Promise<void> | void;

interface Doors {
  tcp(): Promise<Socket>;
  web(options?: ClientOptions): Promise<WebSocket>;
}

const tenMegabytes = 'x'.repeat(10 * 1024 * 1024);
const login = encodeSubscribe(1, 'bad/1') + encodeAuthorize(2, 'R.bad', 'x');
const submit = (id: unknown, params: readonly unknown[]): string =>
  `${JSON.stringify({ id, method: 'mining.submit', params })}\n`;

const misbehaviours: readonly (readonly [name: string, Misbehaviour])[] = [
  ['says garbage by TCP', async (door) => void (await door.tcp()).write(randomBytes(4_096))],
  [
    'says garbage lines by TCP',
    async (door) => void (await door.tcp()).write('{"id":[]}\n'.repeat(50)),
  ],
  [
    'says garbage by WebSocket',
    async (door) => {
      const ws = await door.web();
      for (let count = 0; count < 20; count += 1) ws.send(randomBytes(200));
    },
  ],
  [
    'says half a line by TCP and goes',
    async (door) => void (await door.tcp()).end(login.slice(0, 70)),
  ],
  [
    'says half a line by TCP and waits',
    async (door) => void (await door.tcp()).write(login.slice(0, 70)),
  ],
  ['says a line of 10 MB by TCP', async (door) => void (await door.tcp()).write(tenMegabytes)],
  ['says a message of 10 MB by WebSocket', async (door) => (await door.web()).send(tenMegabytes)],
  [
    'uses ids that are none',
    async (door) => {
      const socket = await door.tcp();
      socket.write(login);
      for (const id of [null, {}, [], 'a', -1, 1e300, 'x'.repeat(3_000)]) {
        socket.write(submit(id, ['R', '0001', '00000000', '00', '00']));
      }
    },
  ],
  [
    'sends shares of jobs that never were',
    async (door) => {
      const ws = await door.web();
      for (let nonce = 0; nonce < 30; nonce += 1) {
        ws.send(JSON.stringify({ type: 'share', work: { job_id: `no${nonce}` }, nonce }));
      }
    },
  ],
  ['never says a word by TCP', async (door) => void (await door.tcp())],
  ['never says a word by WebSocket', async (door) => void (await door.web())],
  [
    'never reads by WebSocket',
    async (door) => {
      const ws = await door.web();
      ws.pause();
      for (let count = 0; count < 200; count += 1) ws.send('{"type":"ping"}');
    },
  ],
  [
    'speaks HTTP to the door of miners',
    async (door) => void (await door.tcp()).write('GET / HTTP/1.1\r\n\r\n'),
  ],
];

/** A bridge with ten clients that behave, and somebody at another address who does not. */
async function mining() {
  await using opening = new AsyncDisposableStack();
  const pool = opening.use(
    await startHostilePool({
      dialect: 'verus',
      kernel,
      difficulty: 1e-6,
      jobIntervalMs: 3_600_000,
      messagesPerSecond: 1_000_000,
    }),
  );
  const bridge = opening.use(
    await openRealBridge({ pools: [pool.address], clock: fastClock(speed) }),
  );
  await until('work', () => bridge.status().pool.state === 'working');
  const ledger = new ShareLedger();
  const load = opening.use(await startLoad({ bridge, ledger, web: 6, tcp: 4, everyMs: 40 }));
  const { webUrl, tcpUrl } = bridge.status();
  const sockets = opening.use(new Intruder(webUrl ?? '', Number(tcpUrl?.split(':').at(-1))));
  const opened = opening.move();
  return {
    pool,
    bridge,
    sockets,
    /** Ends the load and compares all books. @param tolerated  why shares may have been refused */
    async settle(...tolerated: readonly string[]) {
      const before = ledger.accepted.size;
      await until('shares to be accepted', () => ledger.accepted.size > before + 20);
      await load.stop();
      expect(load.clients.map(({ closed }) => closed).filter((why) => why !== null)).toEqual([]);
      const reasons = Object.keys(ledger.reasons);
      expect(reasons.filter((reason) => !tolerated.includes(reason))).toEqual([]);
      expect(ledger.strayAnswers).toBe(0);
      expect(compareBooks(ledger, pool.accepted)).toEqual({
        neverTaken: [],
        takenButRefused: [],
        fromNobody: [],
      });
      expect(ledger.accepted.size + ledger.refused.size).toBe(ledger.sent);
      // What the others sent was not forwarded.
      if (tolerated.length === 0) expect(pool.stats().rejected).toBe(0);
      return ledger;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Opens connections from an address of its own, and closes what is left of them. */
class Intruder implements Doors, Disposable {
  readonly #webUrl: string;
  readonly #tcpPort: number;
  readonly #open = new Set<Socket | WebSocket>();
  tried = 0;
  /** Connections that the bridge has ended. */
  ended = 0;

  constructor(webUrl: string, tcpPort: number) {
    this.#webUrl = webUrl.replace(/^http/, 'ws');
    this.#tcpPort = tcpPort;
  }

  tcp(): Promise<Socket> {
    this.tried += 1;
    const socket = connect({ host: '127.0.0.1', port: this.#tcpPort, ...from });
    socket.resume();
    this.#follow(socket);
    return new Promise((resolve) => {
      for (const event of ['connect', 'close']) socket.once(event, () => resolve(socket));
    });
  }

  web(options: ClientOptions = {}): Promise<WebSocket> {
    this.tried += 1;
    const ws = new WebSocket(this.#webUrl, { ...from, ...options });
    this.#follow(ws);
    return new Promise((resolve) => {
      for (const event of ['open', 'close']) ws.once(event, () => resolve(ws));
    });
  }

  /** How many of its connections are still there. */
  get open(): number {
    return this.#open.size;
  }

  [Symbol.dispose](): void {
    for (const each of this.#open) {
      if ('terminate' in each) each.terminate();
      else each.destroy();
    }
  }

  #follow(each: Socket | WebSocket): void {
    this.#open.add(each);
    each.on('error', () => undefined);
    each.once('close', () => {
      this.#open.delete(each);
      this.ended += 1;
    });
  }
}

// Elsewhere than on Linux and Windows there is only one loopback address.
describe.skipIf(process.platform === 'darwin')('a bridge one of whose clients', () => {
  it.each(misbehaviours)('%s loses nobody and nothing', async (name, misbehave) => {
    await using all = await mining();
    const { sockets, bridge } = all;
    const before = await keptBytes();
    for (let round = 0; round < 12; round += 1) {
      await misbehave(sockets);
      await delay(20);
    }
    const ledger = await all.settle();
    // A client that has asked for nothing is sent away after 30 seconds of the bridge.
    await until('nobody but those who behave', () => {
      const others = bridge.status().clients - 10;
      return others <= (/never .* by WebSocket/.test(name) ? 12 : 0);
    });
    // 120 MB were sent where messages were of 10 MB.
    expect((await keptBytes()) - before).toBeLessThan(48 * 1024 * 1024);
    const { bans } = bridge.status();
    expect(bans.map(({ address }) => address)).not.toContain('127.0.0.1');
    const figures = { tried: sockets.tried, ended: sockets.ended, banned: bans.length > 0 };
    console.info(name, JSON.stringify({ ...figures, sent: ledger.sent }));
  });

  it('stops to read is sent away before it costs memory', async () => {
    await using all = await mining();
    const { sockets, bridge, pool } = all;
    for (let count = 0; count < 5; count += 1) (await sockets.web()).pause();
    await until('all to be there', () => bridge.status().clients === 15);
    const before = await keptBytes();
    // Each job is some 20 kB, and the system takes a few megabytes for a client that does not read.
    for (let job = 0; job < 3_000 && bridge.status().clients > 10; job += 1) {
      pool.pool.nextJob();
      if (job % 10 === 0) await delay(1);
    }
    await until('them to be gone', () => bridge.status().clients === 10);
    // A share of a job that many have come after since is over.
    await all.settle('stale');
    expect((await keptBytes()) - before).toBeLessThan(48 * 1024 * 1024);
  }, 60_000);
});
