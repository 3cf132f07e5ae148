import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { listen } from '../platform/net/listen.ts';

export interface ApiParts {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly summary: () => unknown;
  readonly pause: () => void;
  readonly resume: () => void;
}

/** A call has some fifty bytes. */
const maxBodyBytes = 16 * 1024;

/** Errors in XMRig's words. */
const statusTexts = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
} as const;

type ErrorStatus = keyof typeof statusTexts;

const summaryPaths = ['/2/summary', '/1/summary'];

const Call = z.object({
  id: z.union([z.number(), z.string().max(200), z.null()]).default(null),
  method: z.string().max(200),
});

/**
 * Serves the part of XMRig's HTTP interface that tells and steers: summary, pause, resume.
 *
 * @throws {PortInUseError}
 */
export async function startApiServer(parts: ApiParts): Promise<AsyncDisposable> {
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    void answer(request, response, parts);
  });
  server.maxConnections = 32;
  await listen(server, parts.host, parts.port);
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ApiParts,
): Promise<void> {
  const result = await respond(request, parts).catch(() => 400 as const);
  const status = typeof result === 'number' ? result : 200;
  const body = typeof result === 'number' ? { status: result, error: statusTexts[result] } : result;
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify(body, null, 4));
}

/** @returns the body of a good answer, or the status of a bad one */
async function respond(request: IncomingMessage, parts: ApiParts): Promise<object | ErrorStatus> {
  const refusal = checkToken(request, parts.token);
  if (refusal !== null) return refusal;
  const [path = ''] = (request.url ?? '').split('?');
  if (summaryPaths.includes(path)) {
    return request.method === 'GET' ? (parts.summary() as object) : 405;
  }
  if (path !== '/json_rpc') return 404;
  if (request.method !== 'POST') return 405;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return 415;
  const body = await readBody(request);
  return body === null ? 413 : perform(body, parts);
}

function checkToken(request: IncomingMessage, token: string): 401 | 403 | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return 401;
  // Hashes have one length, so the time this takes tells nothing about the token.
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization), hash(`Bearer ${token}`)) ? null : 403;
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > maxBodyBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function perform(body: string, { pause, resume }: ApiParts): object | ErrorStatus {
  const call = Call.safeParse(JSON.parse(body));
  if (!call.success) return 400;
  const { id, method } = call.data;
  if (method === 'pause') pause();
  else if (method === 'resume') resume();
  else return { id, jsonrpc: '2.0', error: { code: -32601, message: 'Method not found' } };
  return { id, jsonrpc: '2.0', result: { status: 'OK' } };
}
