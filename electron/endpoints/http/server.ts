import type { Socket } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../../base/app-error.ts';
import type { EventHub } from '../../base/event-hub.ts';
import type { Log } from '../../base/log.ts';
import { apiBase } from '../../contract/index.ts';
import type { Dispatch } from '../dispatch-types.ts';
import { Access } from './access.ts';
import {
  bodyLimit,
  errorAnswer,
  notFoundError,
  tooLargeError,
  tooManyRequestsError,
} from './errors.ts';
import { checkHeaders } from './guard.ts';
import { serveApi } from './routes.ts';
import { serveWebApp } from './web-app.ts';

export interface HttpServerOptions {
  readonly dispatch: Dispatch;
  readonly hub: EventHub;
  readonly token: string;
  readonly version: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built web app. */
  readonly webRoot: string;
  readonly log: Log;
  /** Requests a client may make in a window; a page makes a few a second. */
  readonly rateLimit?: { readonly max: number; readonly windowMs: number };
}

export interface HttpServer extends AsyncDisposable {
  /** What a browser opens, without the token: `http://127.0.0.1:9090/`. */
  readonly url: string;
  readonly port: number;
}

const defaultRateLimit = { max: 600, windowMs: 10_000 };

/**
 * Opens the HTTP door: REST, event stream and web app on one port.
 *
 * @throws {PortInUseError | CannotListenError}
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { host, log, rateLimit = defaultRateLimit } = options;
  const access = new Access(options.token);
  const server = Fastify({ logger: false, bodyLimit, forceCloseConnections: true });
  const port = (): number => portOf(server);
  const sockets = trackSockets(server);

  answerErrors(server, log);
  await server.register(fastifyCookie);
  server.addHook('onRequest', async (request) => {
    checkHeaders(request.headers, host);
    if (Number(request.headers['content-length'] ?? 0) > bodyLimit) throw tooLargeError();
  });
  await server.register(fastifyRateLimit, {
    max: rateLimit.max,
    timeWindow: rateLimit.windowMs,
    errorResponseBuilder: (_, { ttl }) => tooManyRequestsError(Math.max(1, Math.ceil(ttl / 1000))),
  });
  await server.register(fastifyWebsocket, { options: { maxPayload: 16 * 1024 } });
  exchangeToken(server, access, port);
  await server.register(
    async (api) => {
      api.addHook('onRequest', async (request) => {
        access.check(request.headers.authorization, request.cookies[Access.cookieName(port())]);
      });
      serveApi(api, options);
      // Registered here so that a path below the API that does not exist needs the token too.
      api.all('/*', (request) => {
        throw notFoundError(request.method, request.url);
      });
    },
    { prefix: apiBase },
  );
  await serveWebApp(server, options.webRoot);

  try {
    await server.listen({ host, port: options.port });
  } catch (error) {
    await server.close();
    throw listenError(error, host, options.port);
  }
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shownHost}:${port()}/`,
    port: port(),
    async [Symbol.asyncDispose]() {
      const closed = server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Every open connection: one that asked for an upgrade would otherwise keep a closed server waiting. */
function trackSockets(server: FastifyInstance): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function portOf(server: FastifyInstance): number {
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function answerErrors(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((error, request, reply) => {
    const { status, body, bug } = errorAnswer(error);
    if (bug)
      log.error('a request failed by a bug', {
        method: request.method,
        path: pathOf(request),
        error,
      });
    return reply.status(status).send(body);
  });
  server.setNotFoundHandler((request) => {
    throw notFoundError(request.method, pathOf(request));
  });
}

/** The path alone: a query may hold the token. */
const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '';

/** `/?token=…` becomes a cookie and goes to `/`, so that the token stays in no history. */
function exchangeToken(server: FastifyInstance, access: Access, port: () => number): void {
  server.addHook('onRequest', async (request, reply) => {
    const { token } = request.query as { token?: unknown };
    if (pathOf(request) !== '/' || typeof token !== 'string') return;
    if (access.isToken(token)) reply.header('set-cookie', access.setCookie(port()));
    // A wrong token goes to the page as well: without the cookie it says what to do.
    await reply.header('cache-control', 'no-store').redirect('/');
  });
}

function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new PortInUseError(host, port, { cause: error });
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CannotListenError(host, port, { cause: error });
  }
  return error;
}

export class PortInUseError extends AppError {
  readonly code = 'port-in-use';
  readonly userMessage: string;
  override readonly suggestion: string;
  constructor(host: string, port: number, options: ErrorOptions) {
    super(`port ${port} of ${host} is in use`, options);
    this.userMessage = `Port ${port} on ${host} is used by another program.`;
    this.suggestion = `End that program, or choose another port: “rigwright serve --port ${port + 1}” or the setting “apiPort”.`;
  }
}

class CannotListenError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion =
    'Use 127.0.0.1 for this computer alone, or 0.0.0.0 for the whole network, and a port above 1023.';
  constructor(host: string, port: number, options: ErrorOptions) {
    super(`cannot listen on ${host}:${port}`, options);
    this.userMessage = `This computer cannot listen on ${host}, port ${port}.`;
  }
}
