import { WebSocket, WebSocketServer } from 'ws';
import { costNow, processorSeconds, sharedNow } from './cost.ts';
import { offer } from './remote.ts';

/** A server of `ws` as everybody writes it, which sends and does nothing else. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const listening = Promise.withResolvers<void>();
server.once('listening', listening.resolve);
await listening.promise;

const api = {
  port(): number {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  },
  cost: costNow,
  processor: processorSeconds,
  /** Sends everybody as many bytes. @returns when it began */
  broadcast(bytes: number): number {
    const message = Buffer.alloc(bytes, '7');
    const startedAt = sharedNow();
    for (const client of server.clients) {
      if (client.readyState === WebSocket.OPEN) client.send(message, { binary: false });
    }
    return startedAt;
  },
};

/** What the bridge is compared with. */
export type BareProcess = typeof api;

offer(api);
