import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { decodeClientMessage, type ClientMessage } from './client-messages.ts';
import { decodeServerMessage, decodeSubscription, type ServerMessage } from './server-messages.ts';

const folder = new URL('recordings/', import.meta.url);
const usual = 3_000;

it(
  'gives a message or a BadStratumMessageError, whatever is wrong with a recorded one',
  () => {
    const sessions = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    const { tried, decoded, refused } = fuzzCodec({
      lines: sessions.flatMap(linesOf),
      decode: decodeBoth,
      isExpected: (error) => error instanceof BadStratumMessageError,
      count: fuzzCount(usual),
      seed: 5,
    });
    expect(tried).toBeGreaterThanOrEqual(fuzzCount(usual));
    expect(Math.min(decoded, refused)).toBeGreaterThan(tried / 10);
  },
  fuzzTimeoutMs(usual),
);

/** As a client's line and as a pool's, with the subscription that is read in a second step. */
function decodeBoth(line: string): [ClientMessage | ServerMessage, unknown] {
  const said = decodeClientMessage(line);
  if (said.kind !== 'unknown' && said.kind !== 'answer') return [said, undefined];
  const message = decodeServerMessage(line);
  if (message.kind !== 'answer' || !Array.isArray(message.result)) return [message, undefined];
  return [message, decodeSubscription(message.result)];
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { ev, data } = JSON.parse(line) as Record<string, string>;
    return ev === 'line' ? [data ?? ''] : [];
  });
}
