import { anything, assert, constantFrom, json, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAnswer, encodeRequest } from '../envelope.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { decodeClientMessage, encodeSubmit, encodeSuggestDifficulty } from './client-messages.ts';
import { fromHex } from './hex.ts';
import type { StratumJob, StratumShare } from './job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeDifficulty,
  encodeExtranonce,
  encodeJob,
  encodeSubscription,
} from './server-messages.ts';
import { encodeAuthorize, encodeExtranonceSubscribe, encodeSubscribe } from '../mining-login.ts';
import { encodeShowMessage } from '../pool-talk.ts';

const share: StratumShare = {
  worker: 'wallet.rig',
  jobId: '4f',
  extranonce2: fromHex('0001fe'),
  time: 0x6b01_4c2e,
  nonce: 0x0000_36dd,
};
const job: StratumJob = {
  id: 'bf',
  previousHash: Uint8Array.from({ length: 32 }, (_, index) => index),
  coinbase1: fromHex('0100'),
  coinbase2: fromHex(''),
  merkleBranch: [new Uint8Array(32).fill(9)],
  version: 0x2000_0000,
  bits: 0x1d00_ffff,
  time: 0x6b01_4c2e,
  cleanJobs: true,
};
const extranonce = { extranonce1: fromHex('78000000'), extranonce2Bytes: 4 };

describe('what a client says', () => {
  it.each([
    [encodeSubscribe(1, 'Miner/1'), { kind: 'subscribe', id: 1, userAgent: 'Miner/1' }],
    [encodeAuthorize(2, 'w', 'x'), { kind: 'authorize', id: 2, worker: 'w', password: 'x' }],
    [encodeSubmit(3, share), { kind: 'submit', id: 3, share }],
    [encodeSuggestDifficulty('a', 0.5), { kind: 'suggest-difficulty', id: 'a', difficulty: 0.5 }],
    [encodeExtranonceSubscribe(5), { kind: 'extranonce-subscribe', id: 5 }],
    [encodeRequest(6, 'mining.dance', []), { kind: 'unknown', id: 6, method: 'mining.dance' }],
    [encodeAnswer(7, 'v', null), { kind: 'answer', id: 7, result: 'v', error: null }],
    // As programs in the field write them.
    ['{"id":1,"method":"mining.subscribe"}', { kind: 'subscribe', id: 1, userAgent: '' }],
    [
      '{"id":1,"method":"mining.subscribe","params":["VP/0.1.4",null]}',
      { kind: 'subscribe', id: 1, userAgent: 'VP/0.1.4' },
    ],
    [
      '{"method":"mining.authorize","params":["w"]}',
      { kind: 'authorize', id: null, worker: 'w', password: '' },
    ],
  ])('%s', (line, message) => {
    expect(decodeClientMessage(line)).toEqual(message);
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['{"id":1', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['null', 'It is no request and no answer.', null],
    ['{"id":4}', 'It has neither a method nor a result.', 4],
    ['{"id":4,"method":7}', 'It is no request and no answer.', null],
    ['{"id":4,"method":"mining.submit","params":{}}', 'It is no request and no answer.', null],
    [submit(['w', '1', '00']), 'mining.submit: 3 Invalid input', 9],
    [submit(['w', '1', '0', '6b014c2e', '0000ffff']), 'mining.submit: 2 must be', 9],
    [submit(['w', '1', '0g', '6b014c2e', '0000ffff']), 'hexadecimal digits', 9],
    [submit(['w', '1', '00', '6b014c2', '0000ffff']), 'mining.submit: 3 must be 8 hex', 9],
    [submit(['w', '1', '00', '6b014c2e', '-000ffff']), 'mining.submit: 4 must be 8 hex', 9],
    [submit(['w', '', '00', '6b014c2e', '0000ffff']), 'mining.submit: 1 Too small', 9],
    [submit(['w', '1', '00'.repeat(17), '6b014c2e', '0000ffff']), 'mining.submit: 2 must', 9],
    [encodeAuthorize(9, 'w'.repeat(201), 'x'), 'mining.authorize: 0 Too big', 9],
    [encodeSuggestDifficulty(9, -1), 'mining.suggest_difficulty: 0 Too small', 9],
  ])('refuses %s', (line, problem, requestId) => {
    const decode = (): unknown => decodeClientMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId }));
  });
});

describe('what a pool says', () => {
  it.each([
    [encodeJob(job), { kind: 'job', job }],
    [encodeDifficulty(0.001), { kind: 'difficulty', difficulty: 0.001 }],
    [encodeExtranonce(extranonce), { kind: 'extranonce', extranonce }],
    [encodeShowMessage('hello'), { kind: 'show-message', text: 'hello' }],
    [encodeRequest(8, 'mining.dance', []), { kind: 'unknown', id: 8, method: 'mining.dance' }],
    [encodeRequest(8, 'client.get_version', []), { kind: 'get-version', id: 8 }],
    [encodeAnswer(3, true, null), { kind: 'answer', id: 3, result: true, error: null }],
    [
      encodeAnswer(3, true, { code: 23, message: 'Low difficulty share' }),
      { kind: 'answer', id: 3, result: null, error: { code: 23, message: 'Low difficulty share' } },
    ],
    [
      '{"id":3,"result":null,"error":{"code":-1,"message":"Invalid address"}}',
      { kind: 'answer', id: 3, result: null, error: { code: -1, message: 'Invalid address' } },
    ],
    [
      '{"id":3,"result":false,"error":"no"}',
      { kind: 'answer', id: 3, result: false, error: { code: 20, message: 'no' } },
    ],
    [
      '{"id":3,"error":[]}',
      { kind: 'answer', id: 3, result: null, error: { code: 20, message: 'unknown reason' } },
    ],
    ['{"id":{},"result":1}', { kind: 'answer', id: null, result: 1, error: null }],
  ])('%s', (line, message) => {
    expect(decodeServerMessage(line)).toEqual(message);
  });

  it('writes the previous hash in words', () => {
    const { params } = JSON.parse(encodeJob(job)) as { params: unknown[] };
    expect(String(params[1]).slice(0, 16)).toBe('0302010007060504');
  });

  it('understands the answer to its subscription', () => {
    const message = decodeServerMessage(encodeSubscription(1, extranonce, 'session'));
    expect(message.kind === 'answer' && decodeSubscription(message.result)).toEqual(extranonce);
  });

  it.each([null, [], [[], '00'], [[], 'xx', 4], [[], '00', 0], [[], '00', 17], [[], '00', '4']])(
    'refuses a subscription answered by %j',
    (result) => {
      expect(() => decodeSubscription(result)).toThrow(BadStratumMessageError);
    },
  );

  it.each([
    [encodeDifficulty(0), 'mining.set_difficulty: 0 Too small'],
    ['{"method":"mining.set_difficulty","params":["1"]}', 'mining.set_difficulty: 0 Invalid'],
    ['{"method":"mining.set_difficulty","params":[1e999]}', 'mining.set_difficulty: 0'],
    [encodeRequest(null, 'mining.notify', []), 'mining.notify: 0'],
    [notify({ 1: '00' }), 'mining.notify: 1 must be 64 hexadecimal digits'],
    [notify({ 4: ['00'] }), 'mining.notify: 4.0 must be 64 hexadecimal digits'],
    [notify({ 4: Array.from({ length: 33 }, () => '00'.repeat(32)) }), 'mining.notify: 4 Too big'],
    [notify({ 2: '0' }), 'mining.notify: 2 must be 0 to'],
    [notify({ 5: '2' }), 'mining.notify: 5 must be 8 hexadecimal digits'],
    [notify({ 8: 'yes' }), 'mining.notify: 8 Invalid'],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeServerMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
  });
});

describe('whatever comes', () => {
  const methods = constantFrom(
    'mining.subscribe',
    'mining.authorize',
    'mining.submit',
    'mining.notify',
    'mining.set_difficulty',
    'mining.set_extranonce',
    'mining.set_version_mask',
    'mining.configure',
    'mining.suggest_target',
    'client.reconnect',
    'client.show_message',
  );

  it('is a message or a BadStratumMessageError', () => {
    const noise = oneof(string(), json());
    assert(
      property(noise, (line) => onlyExpected(line)),
      { numRuns: 500 },
    );
  });

  it('in the params of any method, too', () => {
    assert(
      property(methods, anything(), anything(), (method, first, second) => {
        const params = [first, second, '00', '00000000', []];
        onlyExpected(JSON.stringify({ id: 1, method, params: text(params) }));
      }),
      { numRuns: 500 },
    );
  });
});

function onlyExpected(line: string): void {
  for (const decode of [decodeClientMessage, decodeServerMessage]) {
    try {
      decode(line);
    } catch (error) {
      if (!(error instanceof BadStratumMessageError)) throw error;
    }
  }
}

/** What of a value can be written as JSON. */
function text(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return null;
  }
}

function submit(params: unknown[]): string {
  return JSON.stringify({ id: 9, method: 'mining.submit', params });
}

function notify(changes: Record<number, unknown>): string {
  const message = JSON.parse(encodeJob(job)) as { params: unknown[] };
  return JSON.stringify({ ...message, params: Object.assign(message.params, changes) });
}
