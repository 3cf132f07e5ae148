import { until } from '../until.ts';
import type { BridgeStatus } from '../../contract/values/bridge.ts';
import { openTcpLoad, openWebLoad, type LoadClient } from './load-clients.ts';
import type { ShareLedger } from './share-ledger.ts';

interface LoadOptions {
  readonly bridge: { status(): Pick<BridgeStatus, 'webUrl' | 'tcpUrl'> };
  readonly ledger: ShareLedger;
  readonly web: number;
  readonly tcp: number;
  /** Between two shares of a client, ms. */
  readonly everyMs: number;
}

/** Clients that find shares all the time. */
export interface Load extends Disposable {
  readonly clients: readonly LoadClient[];
  /** Lets one client that waits for nothing go, and another of its kind come. */
  replaceOne(): void;
  /** Lets the clients find no more, and waits until everything they have found is answered. */
  stop(): Promise<void>;
}

/** Connects clients to a bridge; they begin when all of them have work. */
export async function startLoad({ bridge, ledger, ...wanted }: LoadOptions): Promise<Load> {
  const { webUrl, tcpUrl } = bridge.status();
  const tcpAddress = tcpUrl?.replace(/^.*:\/\//, '') ?? '';
  const open = (index: number): LoadClient =>
    index < wanted.web ? openWebLoad(webUrl ?? '', ledger) : openTcpLoad(tcpAddress, ledger);
  const clients = Array.from({ length: wanted.web + wanted.tcp }, (_, index) => open(index));
  await until('all clients to have work', () => clients.every(({ hasWork }) => hasWork), 20_000);
  const step = wanted.everyMs / clients.length;
  let next = 0;
  let replaced = 0;
  const startedAt = performance.now();
  const timer = setInterval(
    () => {
      // As many as are due, however late the timer is.
      const due = (performance.now() - startedAt) / step;
      for (; next < due; next += 1) clients[next % clients.length]?.find();
    },
    Math.max(5, step),
  );
  return {
    clients,
    replaceOne() {
      replaced += 1;
      const index = (replaced * 31) % clients.length;
      const client = clients[index];
      if (!client || client.closed !== null || client.waiting > 0) return;
      client[Symbol.dispose]();
      clients[index] = open(index);
    },
    async stop() {
      clearInterval(timer);
      await until('an answer to every share', () => ledger.open === 0, 30_000);
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const client of clients) client[Symbol.dispose]();
    },
  };
}
