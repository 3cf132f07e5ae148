import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import {
  decodeClientMessage,
  encodeGetJob,
  encodeKeepAlive,
  type ClientMessage,
} from './client-messages.ts';
import {
  decodeJobResult,
  decodeServerMessage,
  decodeSession,
  type ServerMessage,
} from './server-messages.ts';

const folder = new URL('recordings/', import.meta.url);
const usual = 3_000;

it(
  'gives a message or a BadStratumMessageError, whatever is wrong with a recorded one',
  () => {
    const recorded = readdirSync(folder).flatMap(linesOf);
    const { tried, decoded, refused } = fuzzCodec({
      lines: [...recorded, encodeKeepAlive(5, 'sess1'), encodeGetJob(6, 'sess1')],
      decode: decodeBoth,
      isExpected: (error) => error instanceof BadStratumMessageError,
      count: fuzzCount(usual),
      seed: 4,
    });
    expect(tried).toBeGreaterThanOrEqual(fuzzCount(usual));
    expect(Math.min(decoded, refused)).toBeGreaterThan(tried / 10);
  },
  fuzzTimeoutMs(usual),
);

/** As a client's line and as a pool's, with the results that are read in a second step. */
function decodeBoth(line: string): [ClientMessage | ServerMessage, unknown] {
  const said = decodeClientMessage(line);
  if (said.kind !== 'unknown' && said.kind !== 'answer') return [said, undefined];
  const message = decodeServerMessage(line);
  if (message.kind !== 'answer' || typeof message.result !== 'object') return [message, undefined];
  if (line.includes('"job"')) return [message, decodeSession(message.result)];
  return [message, line.includes('"blob"') ? decodeJobResult(message.result) : undefined];
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { ev, data } = JSON.parse(line) as Record<string, string>;
    return ev === 'line' ? [data ?? ''] : [];
  });
}
