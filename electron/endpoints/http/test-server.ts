import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { EventHub } from '../../base/event-hub.ts';
import { silentLog } from '../../base/log.ts';
import type { Dispatch } from '../dispatch-types.ts';
import { startHttpServer, type HttpServer } from './server.ts';

export const testToken = 'a-token-of-tests';

export interface TestServer extends AsyncDisposable {
  readonly server: HttpServer;
  readonly hub: EventHub;
  send(options: TestRequest): Promise<TestAnswer>;
}

interface TestRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A real server on loopback, asked by plain HTTP so that every header can be forged. */
export async function openTestServer(
  dispatch: Dispatch,
  options: { rateLimit?: { max: number; windowMs: number } } = {},
): Promise<TestServer> {
  const hub = new EventHub(() => undefined);
  const server = await startHttpServer({
    dispatch,
    hub,
    token: testToken,
    version: '0.0.0',
    host: '127.0.0.1',
    port: 0,
    webRoot: fileURLToPath(new URL('./no-such-folder', import.meta.url)),
    log: silentLog,
    rateLimit: { max: 100_000, windowMs: 10_000 },
    ...options,
  });
  return {
    server,
    hub,
    send: (request) => send(server.port, request),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function send(port: number, request: TestRequest): Promise<TestAnswer> {
  const { method = 'GET', path, headers = {}, body } = request;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { port, method, path, headers: { ...length, ...headers }, agent: false };
    const sent = httpRequest({ host: '127.0.0.1', ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    // A server that refuses a large body may close before all of it is written.
    sent.on('error', reject);
    sent.end(body);
  });
}
