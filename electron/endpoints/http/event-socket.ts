import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { EventHub } from '../../base/event-hub.ts';
import { events, type EventName } from '../../contract/index.ts';
import { EventSubscriptions } from '../event-subscriptions.ts';

/** A client that does not read is let go when this much waits for it, in bytes. */
const maxBuffered = 4 * 1024 * 1024;
const pingEveryMs = 30_000;

const names = Object.keys(events) as [EventName, ...EventName[]];
const Subscribe = z.object({ subscribe: z.array(z.enum(names)).max(names.length) });

/**
 * The event stream of one connection. The client sends `{"subscribe": [names]}`, the whole set each
 * time it changes, and gets `{"event": name, "payload": …}` for these from then on.
 */
export function serveEvents(socket: WebSocket, hub: EventHub): void {
  const subscriptions = new EventSubscriptions(hub, (event, payload) => {
    if (socket.bufferedAmount > maxBuffered) socket.close(1013, 'reads too slowly');
    else socket.send(JSON.stringify({ event, payload }));
  });
  let alive = true;
  socket.on('message', (data, isBinary) => {
    const wanted = isBinary ? undefined : readSubscribe(textOf(data));
    if (wanted) subscriptions.replace(new Set(wanted));
    else socket.close(1008, 'expected {"subscribe": [event names]}');
  });
  socket.on('pong', () => (alive = true));
  const ping = setInterval(() => {
    if (!alive) socket.terminate();
    alive = false;
    socket.ping();
  }, pingEveryMs);
  ping.unref();
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearInterval(ping);
    subscriptions.replace(new Set());
  });
}

const textOf = (data: Buffer | ArrayBuffer | Buffer[]): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');

function readSubscribe(text: string): readonly EventName[] | undefined {
  try {
    return Subscribe.safeParse(JSON.parse(text)).data?.subscribe;
  } catch {
    return undefined;
  }
}
