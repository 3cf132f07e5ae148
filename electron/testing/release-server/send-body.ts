import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { BodyFault } from './faults.ts';
import { sha256 } from './served-repository.ts';

const pieceBytes = 16_384;
const resetDelayMs = 30;

/** Answers with bytes, or a range of them, in the way that object stores do. */
export async function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  {
    data,
    headers,
    fault,
  }: { data: Buffer; headers: Record<string, string>; fault: BodyFault | undefined },
): Promise<void> {
  const etag = fault?.kind === 'new-etag' ? `"${randomUUID()}"` : `"${sha256(data).slice(0, 32)}"`;
  const lastModified = 'Fri, 02 Jan 2026 03:04:05 GMT';
  response.setHeaders(
    new Map(Object.entries({ etag, 'last-modified': lastModified, server: 'objects', ...headers })),
  );
  if (fault?.kind === 'endless') return sendEndlessly(response);
  const start = fault?.kind === 'no-ranges' ? 0 : rangeStart(request, etag, lastModified);
  if (fault?.kind !== 'no-ranges') response.setHeader('accept-ranges', 'bytes');
  if (start > 0 && start >= data.length) {
    response.writeHead(416, { 'content-range': `bytes */${data.length}` }).end();
    return;
  }
  const sent = fault?.kind === 'wrong-bytes' ? Buffer.alloc(data.length, 0x78) : data;
  if (start > 0) {
    const said = fault?.kind === 'wrong-range' ? start - 1 : start;
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${said}-${data.length - 1}/${data.length}`);
  }
  if (fault?.kind !== 'no-length') response.setHeader('content-length', data.length - start);
  response.flushHeaders();
  await sendPieces(response, sent.subarray(start), fault);
}

/** Where the answer begins: 0 for the whole. */
function rangeStart({ headers }: IncomingMessage, etag: string, lastModified: string): number {
  const range = /^bytes=(\d+)-$/.exec(headers.range ?? '');
  const condition = headers['if-range'] ?? etag;
  return range && (condition === etag || condition === lastModified) ? Number(range[1]) : 0;
}

async function sendPieces(
  response: ServerResponse,
  data: Buffer,
  fault: BodyFault | undefined,
): Promise<void> {
  const end = fault && 'at' in fault ? Math.min(fault.at, data.length) : data.length;
  for (let at = 0; at < end; at += pieceBytes) {
    if (response.destroyed) return;
    const piece = data.subarray(at, Math.min(at + pieceBytes, end));
    if (!response.write(piece)) await flushed(response);
    if (fault?.kind === 'slow') await delay((piece.length / fault.bytesPerSecond) * 1_000);
  }
  if (end === data.length) response.end();
  else if (fault?.kind === 'truncated') response.socket?.end();
  else if (fault?.kind === 'dropped') {
    // A reset overtakes what the other side has not read yet.
    await delay(resetDelayMs);
    response.socket?.resetAndDestroy();
  }
}

async function sendEndlessly(response: ServerResponse): Promise<void> {
  const piece = Buffer.alloc(pieceBytes);
  while (!response.destroyed) {
    if (!response.write(piece)) await flushed(response);
  }
}

/** Waits until it takes more, or nothing any more. */
async function flushed(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const ends = ['drain', 'close'].map((name) => once(response, name, { signal: over.signal }));
  await Promise.race(ends);
  over.abort();
  await Promise.allSettled(ends);
}
