import { createServer, connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { errnoCode } from '../../base/storage-error.ts';
import { LineSplitter } from '../../protocols/framing/line-splitter.ts';
import { LineTooLongError } from '../../protocols/framing/line-too-long-error.ts';
import { listen } from '../../platform/net/listen.ts';
import type { Fault, Meddling } from './faults.ts';

export interface MeddlerOptions {
  /** `host:port` of the pool. */
  readonly to: string;
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
}

/** Stands between clients and a pool, and does to their lines what tests want. */
export interface Meddler extends AsyncDisposable {
  /** `host:port` for the clients; stays the same when it is killed and revived. */
  readonly address: string;
  /** How many clients are connected. */
  readonly connections: number;
  /**
   * What becomes of the lines of the pool, and of those of its clients. Set between two lines, it holds
   * from the next one on; each connection has a fault of its own. null: nothing.
   */
  faults: { pool: Fault | null; client: Fault | null };
  /** Breaks off all connections and stops to listen, as a pool whose process is killed. */
  kill(): Promise<void>;
  /** Listens again where it did. */
  revive(): Promise<void>;
  /** @param downMs  how long nobody listens */
  restart(downMs?: number): Promise<void>;
}

/** No line of a pool or client is as long. */
const maxLineLength = 16 * 1024 * 1024;

/** Another program may take the port of a killed pool for a moment, as its end of a connection. */
const listenAttempts = 50;

/** @throws {PortInUseError} */
export async function startMeddler(options: MeddlerOptions): Promise<Meddler> {
  const { to, host = '127.0.0.1' } = options;
  const [poolHost = '', poolPort = ''] = to.split(':');
  const pairs = new Set<readonly [client: Socket, pool: Socket]>();
  const faults: Meddler['faults'] = { pool: null, client: null };

  const join = (client: Socket): void => {
    const pool = connect(Number(poolPort), poolHost);
    const pair = [client, pool] as const;
    pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      // What one of them has still said goes to the other before it is gone, too.
      socket.once('close', () => {
        pairs.delete(pair);
        for (const other of pair) other.destroySoon();
      });
    }
    relay(pool, client, () => faults.pool);
    relay(client, pool, () => faults.client);
  };

  let server = createServer(join);
  const port = await listen(server, host, options.port ?? 0);

  const meddler: Meddler = {
    address: `${host}:${port}`,
    faults,
    get connections() {
      return pairs.size;
    },
    async kill() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await closed;
    },
    async revive() {
      server = createServer(join);
      for (let attempt = 1; ; attempt += 1) {
        try {
          await listen(server, host, port);
          return;
        } catch (error) {
          const cause = error instanceof Error ? error.cause : undefined;
          if (errnoCode(cause) !== 'EADDRINUSE' || attempt === listenAttempts) throw error;
          await delay(20);
        }
      }
    },
    async restart(downMs = 0) {
      await meddler.kill();
      await delay(downMs);
      await meddler.revive();
    },
    [Symbol.asyncDispose]: () => meddler.kill(),
  };
  return meddler;
}

/** Hands on what one says to the other, line by line, in order, through the fault of the moment. */
function relay(from: Socket, to: Socket, fault: () => Fault | null): void {
  const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
  let meddling: Meddling | null = null;
  let of: Fault | null = null;
  let last = Promise.resolve();
  const wire = {
    pass: (said: string | Uint8Array): void => void (to.writable && to.write(said)),
    reply: (said: string): void => void (from.writable && from.write(said)),
    hangUp: (): void => {
      to.destroySoon();
      from.destroySoon();
    },
  };
  const say = async (line: string): Promise<void> => {
    if (of !== fault()) {
      of = fault();
      meddling = of?.() ?? null;
    }
    if (meddling) await meddling(line, wire);
    else wire.pass(`${line}\n`);
  };
  from.on('data', (chunk) => {
    try {
      for (const line of splitter.push(chunk)) last = last.then(() => say(line));
    } catch (error) {
      if (!(error instanceof LineTooLongError)) throw error;
      wire.hangUp();
    }
  });
}
