import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import {
  decodeClientMessage,
  encodeSubmit,
  encodeSuggestDifficulty,
  encodeSuggestTarget,
  type ClientMessage,
} from './client-messages.ts';
import {
  decodeConfigured,
  encodeConfigure,
  encodeConfigured,
  type Configuration,
} from './configure.ts';
import { encodePing } from './keep-alive.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeExtranonce,
  encodeReconnect,
  encodeVersionMask,
  sessionIdOf,
  type ServerMessage,
} from './server-messages.ts';
import { encodeSubscribe } from '../mining-login.ts';
import { encodeShowMessage } from '../pool-talk.ts';

const folder = new URL('../recordings/', import.meta.url);
const usual = 3_000;

it(
  'gives a message or a BadStratumMessageError, whatever is wrong with a recorded one',
  () => {
    const sessions = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
    const { tried, decoded, refused } = fuzzCodec({
      lines: [...sessions.flatMap(linesOf), ...extensions],
      decode: decodeBoth,
      isExpected: (error) => error instanceof BadStratumMessageError,
      count: fuzzCount(usual),
      seed: 7,
    });
    expect(tried).toBeGreaterThanOrEqual(fuzzCount(usual));
    expect(Math.min(decoded, refused)).toBeGreaterThan(tried / 10);
  },
  fuzzTimeoutMs(usual),
);

const bytes = new Uint8Array(4);
const asked: Configuration = {
  versionRolling: { mask: 0x1fff_e000, minBitCount: 2 },
  minimumDifficulty: 2_048,
  subscribeExtranonce: true,
  others: ['info'],
};

/** What none of the recorded programs says, several times, since there is but one line of each. */
const extensions = [
  encodeConfigure(1, asked),
  encodeConfigured(1, asked, {
    versionMask: 0x1fff_e000,
    minimumDifficulty: true,
    subscribeExtranonce: true,
  }),
  encodeSubscribe(1, 'Miner/1', 'session'),
  encodeSubmit(2, {
    worker: 'me',
    jobId: '1',
    extranonce2: bytes,
    time: 1,
    nonce: 1,
    versionBits: 0x2000,
  }),
  encodeSuggestDifficulty(3, 0.5),
  encodeSuggestTarget(3, new Uint8Array(32)),
  encodePing(4),
  encodeExtranonce({ extranonce1: bytes, extranonce2Bytes: 4 }),
  encodeReconnect({ host: 'pool.example', port: 3333, waitSeconds: 5 }),
  encodeShowMessage('hello'),
  encodeVersionMask(0x1fff_e000),
].flatMap((line) => [line, line, line, line]);

/** As a client's line and as a pool's, with the answers that are read in a second step. */
function decodeBoth(line: string): [ClientMessage | ServerMessage, ...unknown[]] {
  const said = decodeClientMessage(line);
  if (said.kind !== 'unknown' && said.kind !== 'answer') return [said];
  const message = decodeServerMessage(line);
  if (message.kind !== 'answer' || typeof message.result !== 'object') return [message];
  if (!Array.isArray(message.result)) return [message, decodeConfigured(message.result)];
  return [message, decodeSubscription(message.result), sessionIdOf(message.result)];
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { ev, data } = JSON.parse(line) as Record<string, string>;
    return ev === 'line' ? [data ?? ''] : [];
  });
}
