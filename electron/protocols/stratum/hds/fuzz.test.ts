import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { mainForks } from './beam-hash.ts';
import { decodeClientMessage, encodeSolution, type ClientMessage } from './client-messages.ts';
import { decodeServerMessage, encodeResult, type ServerMessage } from './server-messages.ts';

const usual = 3_000;

it(
  'gives a message or a BadStratumMessageError, whatever is wrong with a recorded one',
  () => {
    const recorded = ['hds-core-wiki.jsonl', 'beam-pool-1067753.jsonl'].flatMap(linesOf);
    const { tried, decoded, refused } = fuzzCodec({
      lines: [...recorded, ...complete],
      decode: decodeBoth,
      isExpected: (error) => error instanceof BadStratumMessageError,
      count: fuzzCount(usual),
      seed: 6,
    });
    expect(tried).toBeGreaterThanOrEqual(fuzzCount(usual));
    expect(Math.min(decoded, refused)).toBeGreaterThan(tried / 10);
  },
  fuzzTimeoutMs(usual),
);

/** With what the recorded ones lack. */
const complete = [
  encodeSolution({ jobId: '7', nonce: new Uint8Array(8), solution: new Uint8Array(104) }),
  encodeResult('7', 'accepted', { blockHash: 'ab'.repeat(32) }),
  encodeResult('login', 'success', { noncePrefix: 'ab4e3a', forks: mainForks }),
];

/** As a client's line and as a pool's. */
function decodeBoth(line: string): ClientMessage | ServerMessage {
  const said = decodeClientMessage(line);
  return said.kind === 'unknown' ? decodeServerMessage(line) : said;
}

function linesOf(name: string): string[] {
  const text = readFileSync(new URL(`recordings/${name}`, import.meta.url), 'utf8').trim();
  return text.split('\n').map((line) => (JSON.parse(line) as { data: string }).data);
}
