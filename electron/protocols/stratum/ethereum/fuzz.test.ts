import { anything, assert, constantFrom, json, oneof, property, string } from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { decodeClientMessage as decodeProxyClient } from './eth-proxy/client-messages.ts';
import { decodeServerMessage as decodeProxyServer } from './eth-proxy/server-messages.ts';
import * as client from './ethereum-stratum/client-messages.ts';
import * as server from './ethereum-stratum/server-messages.ts';
import { encodeHashRate } from './hash-rate.ts';

const folder = new URL('recordings/', import.meta.url);
const usual = 3_000;
const hashRate = encodeHashRate(9, { hashRate: 1e6, clientId: `0x${'5a'.repeat(32)}` });

/** What ethminer says in this dialect beyond its first line is not recorded. */
const ethereumStratumLines = [
  ...recorded().filter((line) => line.includes('EthereumStratum/')),
  client.encodeAuthorize(3, 'wallet.rig', 'x'),
  client.encodeExtranonceSubscribe(2),
  client.encodeSubmit(4, {
    worker: 'wallet.rig',
    jobId: 'bf0488aa',
    minerNonce: Uint8Array.of(0xca, 0xfe, 3, 4, 5),
  }),
  hashRate,
  server.encodeSubscription(1, { sessionId: 'ae6812eb', extranonce: Uint8Array.of(8, 12) }),
  server.encodeDifficulty(0.5),
  server.encodeExtranonce(Uint8Array.of(0xaf, 0x4c)),
  server.encodeJob({
    id: 'bf0488aa',
    seedHash: new Uint8Array(32).fill(0xab),
    headerHash: new Uint8Array(32).fill(0x64),
    cleanJobs: true,
  }),
  '{"id":244,"result":false,"error":[-1,"Job not found",null]}',
];

const dialects: [name: string, lines: string[], decode: (line: string) => unknown][] = [
  [
    'eth-proxy',
    [...recorded().filter((line) => !line.includes('Stratum/')), hashRate],
    decodeProxy,
  ],
  ['EthereumStratum', ethereumStratumLines, decodeEthereumStratum],
];

describe.each(dialects)('%s', (_, lines, decode) => {
  it(
    'gives a message or a BadStratumMessageError, whatever is wrong with a real one',
    () => {
      const count = fuzzCount(usual);
      const { tried, decoded, refused } = fuzzCodec({ lines, decode, isExpected, count, seed: 5 });
      expect(tried).toBeGreaterThanOrEqual(count);
      expect(Math.min(decoded, refused)).toBeGreaterThan(tried / 10);
    },
    fuzzTimeoutMs(usual),
  );

  it('does so for noise, too', () => {
    const noise = oneof(string(), json());
    assert(
      property(noise, (line) => onlyExpected(decode, line)),
      { numRuns: 500 },
    );
  });

  it('and for noise in the params or the result', () => {
    const methods = constantFrom(
      ...lines.map((line) => String((JSON.parse(line) as { method?: string }).method)),
    );
    assert(
      property(methods, anything(), anything(), (method, first, second) => {
        const params = plain([first, second, '0x01', first]);
        onlyExpected(decode, JSON.stringify({ id: 1, method, params, worker: plain(first) }));
        onlyExpected(decode, JSON.stringify({ id: 1, result: params, error: plain(second) }));
      }),
      { numRuns: 500 },
    );
  });
});

/** As a client's line and as a pool's. */
function decodeProxy(line: string): unknown {
  const said = decodeProxyClient(line);
  return said.kind === 'unknown' || said.kind === 'answer' ? decodeProxyServer(line) : said;
}

/** As a client's line and as a pool's, with the subscription that is read in a second step. */
function decodeEthereumStratum(line: string): unknown {
  const said = client.decodeClientMessage(line);
  if (said.kind !== 'unknown' && said.kind !== 'answer') return said;
  const message = server.decodeServerMessage(line);
  return message.kind === 'answer' && Array.isArray(message.result)
    ? server.decodeSubscription(message.result)
    : message;
}

function isExpected(error: unknown): boolean {
  return error instanceof BadStratumMessageError;
}

function onlyExpected(decode: (line: string) => unknown, line: string): void {
  try {
    decode(line);
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
}

/** What of a value can be written as JSON. */
function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return null;
  }
}

function recorded(): string[] {
  return readdirSync(folder).flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').trim();
    return text.split('\n').flatMap((line) => {
      const { ev, data } = JSON.parse(line) as Record<string, string>;
      return ev === 'line' ? [data ?? ''] : [];
    });
  });
}
