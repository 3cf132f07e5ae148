import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Hall } from '../core/hall.ts';
import { plainAddress } from '../guard/address-list.ts';
import type { BridgeNetwork, OpenDoor } from '../ports.ts';
import { closeCodes, type CloseReason } from './close-codes.ts';
import { passwordOf, protocolOf } from './given-password.ts';
import { isOwnHost, originOf } from './visitor-headers.ts';
import { WebClient } from './web-client.ts';
import { maxMessageBytes } from './web-messages.ts';
import { answer, servePage } from './web-page.ts';
import { WorkFrames } from './work-frames.ts';

export interface WebDoorOptions {
  readonly hall: Hall;
  readonly network: BridgeNetwork;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: boolean;
  /** Folder of the web miner; null: there is none. */
  readonly pageFolder: string | null;
}

const tickMs = 1_000;

/** Connections besides those of clients: pages that are being loaded, and people who are turned away. */
const visitors = 256;

/** How long a request may take to come in, ms. */
const requestMs = 15_000;

/**
 * Opens the door for browsers and for programs that speak spec 001: WebSockets, the web miner and the
 * status on one port.
 *
 * @throws {PortInUseError}
 */
export async function openWebDoor(options: WebDoorOptions): Promise<OpenDoor> {
  const { hall, network, host, port, tls } = options;
  const door = new WebDoor(options);
  const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
    door.request(request, response);
  const server: Server = tls
    ? createTlsServer({ ...(await network.certificate()), minVersion: 'TLSv1.2' }, onRequest)
    : createServer(onRequest);
  server.requestTimeout = requestMs;
  server.headersTimeout = requestMs;
  server.maxConnections = hall.guard.maxClients + visitors;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head));
  const listening = await network.listen(server, host, port);
  const stopTicking = hall.clock.every(tickMs, () => door.tick());
  return {
    port: listening,
    async [Symbol.asyncDispose]() {
      stopTicking();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      door.close();
      for (const socket of sockets) socket.destroySoon();
      await closed;
    },
  };
}

class WebDoor {
  readonly #options: WebDoorOptions;
  readonly #frames: WorkFrames;
  readonly #clients = new Set<WebClient>();
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    // It would cost each client some hundred kilobytes, for messages that hardly repeat.
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    clientTracking: false,
    handleProtocols: (offered) => protocolOf(offered),
  });

  constructor(options: WebDoorOptions) {
    this.#options = options;
    this.#frames = new WorkFrames(options.hall);
  }

  request(request: IncomingMessage, response: ServerResponse): void {
    const { hall, pageFolder } = this.#options;
    const { guard } = hall;
    const address = addressOf(request);
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    if (!isOwnHost(request.headers.host, guard.origins)) {
      refuse(response, 421, 'wrong-host');
      return;
    }
    const welcome = guard.welcome(address);
    if (welcome !== 'ok') refuse(response, 403, welcome);
    else if (guard.message(address) !== 'ok') refuse(response, 429, 'too-many-messages');
    else if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'not-allowed');
    } else if (path === '/status') {
      const body = JSON.stringify(hall.publicStatus());
      answer(response, 200, json, body, { 'cache-control': 'no-store' });
    } else {
      servePage(response, pageFolder, path).catch((error: unknown) => {
        hall.log.error('a page could not be served', { error });
        response.destroy();
      });
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { guard } = this.#options.hall;
    const address = addressOf(request);
    const origin = originOf(request.headers, guard.origins);
    if (guard.message(address) === 'flood') socket.destroy();
    else if (!isOwnHost(request.headers.host, guard.origins))
      hangUp(socket, '421 Misdirected Request');
    else if (origin === 'foreign') hangUp(socket, '403 Forbidden');
    else {
      this.#webSockets.handleUpgrade(request, socket, head, (ws) =>
        this.#connected(ws, request, origin === 'own'),
      );
    }
  }

  tick(): void {
    const now = this.#options.hall.clock.now();
    for (const client of this.#clients) client.tick(now);
  }

  close(): void {
    for (const client of this.#clients) client.close('stopping');
  }

  #connected(ws: WebSocket, request: IncomingMessage, isOwnPage: boolean): void {
    const { hall } = this.#options;
    const { guard } = hall;
    const address = addressOf(request);
    const given = passwordOf(request);
    const isTrusted = guard.password.fits(given);
    if (given !== null && !isTrusted) {
      guard.bad(address, 'wrong-password');
      turnAway(ws, 'password-wrong');
      return;
    }
    const admission = guard.enter(address);
    if (admission !== 'ok') {
      turnAway(ws, admission);
      return;
    }
    const agent = request.headers['user-agent'] ?? null;
    const client = new WebClient({
      hall,
      frames: this.#frames,
      ws,
      socket: request.socket,
      address,
      agent,
      isTrusted,
      isOwnPage,
    });
    this.#clients.add(client);
    ws.once('close', () => {
      this.#clients.delete(client);
      guard.left(address);
    });
  }
}

const json = 'application/json; charset=utf-8';

function addressOf(request: IncomingMessage): string {
  return plainAddress(request.socket.remoteAddress ?? '');
}

function refuse(response: ServerResponse, status: number, code: string): void {
  answer(response, status, json, JSON.stringify({ code }), { 'cache-control': 'no-store' });
}

function hangUp(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** With a reason that our page can show; it cannot see why a connection was never made. */
function turnAway(ws: WebSocket, why: CloseReason): void {
  ws.on('error', () => ws.terminate());
  ws.close(closeCodes[why], why);
}
