import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../framing/line-splitter.ts';
import { hashesPerDifficulty, targetOf } from '../../bitcoin/difficulty.ts';
import { encodeAnswer } from '../../envelope.ts';
import { BadStratumMessageError } from '../../stratum-errors.ts';
import { ethereumDialectOf } from '../dialect.ts';
import { encodeHashRate } from '../hash-rate.ts';
import { fullNonce, type EthereumStratumJob, type EthereumStratumShare } from '../job.ts';
import {
  decodeClientMessage,
  encodeAuthorize,
  encodeExtranonceSubscribe,
  encodeSubmit,
  encodeSubscribe,
} from './client-messages.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeDifficulty,
  encodeExtranonce,
  encodeHelloRefusal,
  encodeJob,
  encodeSubscription,
} from './server-messages.ts';

const share: EthereumStratumShare = {
  worker: 'wallet.rig',
  jobId: 'bf01',
  minerNonce: Uint8Array.of(1, 2, 3, 4, 5, 6),
};
const job: EthereumStratumJob = {
  id: 'bf01',
  seedHash: new Uint8Array(32).fill(1),
  headerHash: new Uint8Array(32).fill(2),
  cleanJobs: true,
};
const hash = 'ab'.repeat(32);

/** How ethminer 0.19.0 looks for this dialect. */
const [hello = '', subscribe = ''] = readFileSync(
  new URL('../recordings/ethminer-0.19.0-auto.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line.includes('EthereumStratum/'))
  .map((line) => (JSON.parse(line) as { data: string }).data);

describe('what a client says', () => {
  it.each([
    [hello, { kind: 'hello', id: 1, protocol: 'EthereumStratum/2.0.0' }],
    [
      subscribe,
      {
        kind: 'subscribe',
        id: 1,
        userAgent: 'ethminer-0.19.0',
        protocol: 'EthereumStratum/1.0.0',
      },
    ],
    [encodeAuthorize(2, 'w', 'x'), { kind: 'authorize', id: 2, worker: 'w', password: 'x' }],
    [encodeExtranonceSubscribe(3), { kind: 'extranonce-subscribe', id: 3 }],
    [encodeSubmit(244, share), { kind: 'submit', id: 244, share }],
    [
      encodeHashRate(9, { hashRate: 1_000, clientId: '0x01' }),
      { kind: 'hash-rate', id: 9, report: { hashRate: 1_000, clientId: '0x01' } },
    ],
    [encodeAnswer(7, 'v', null), { kind: 'answer', id: 7, result: 'v', error: null }],
    ['{"id":6,"method":"mining.ping"}', { kind: 'unknown', id: 6, method: 'mining.ping' }],
    // As programs in the field write them.
    [
      '{"id":1,"jsonrpc":"2.0","method":"mining.subscribe","params":[]}',
      { kind: 'subscribe', id: 1, userAgent: '', protocol: '' },
    ],
    [
      '{"id":1,"method":"mining.subscribe"}',
      { kind: 'subscribe', id: 1, userAgent: '', protocol: '' },
    ],
    [
      '{"id":2,"method":"mining.authorize","params":["w"]}',
      { kind: 'authorize', id: 2, worker: 'w', password: '' },
    ],
    [
      '{"id":4,"method":"mining.submit","params":["wallet.rig","bf01","0x010203040506"]}',
      { kind: 'submit', id: 4, share },
    ],
  ])('%s', (line, message) => {
    expect(decodeClientMessage(line)).toEqual(message);
  });

  it('is written as ethminer writes it', () => {
    expect(JSON.parse(encodeSubscribe(1, 'ethminer-0.19.0'))).toEqual(JSON.parse(subscribe));
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['{"id":4}', 'It has neither a method nor a result.', 4],
    ['{"id":4,"method":"mining.hello","params":[]}', 'mining.hello: ', 4],
    ['{"id":4,"method":"mining.hello","params":{"proto":2}}', 'mining.hello: proto Invalid', 4],
    ['{"id":4,"method":"mining.subscribe","params":{}}', 'mining.subscribe: Invalid', 4],
    ['{"id":4,"method":"mining.subscribe","params":[7]}', 'mining.subscribe: 0 Invalid', 4],
    ['{"id":4,"method":"mining.authorize","params":[]}', 'mining.authorize: 0 ', 4],
    [encodeAuthorize(4, 'w'.repeat(201), 'x'), 'mining.authorize: 0 Too big', 4],
    [submit(['w', '', '01']), 'mining.submit: 1 Too small', 4],
    [submit(['w', 'a'.repeat(65), '01']), 'mining.submit: 1 Too big', 4],
    [submit(['w', 'bf', '']), 'mining.submit: 2 must be 2 to 16 hexadecimal digits', 4],
    [submit(['w', 'bf', '010']), 'mining.submit: 2 must be 2 to 16 hexadecimal digits', 4],
    [submit(['w', 'bf', '0g']), 'mining.submit: 2 must be 2 to 16 hexadecimal digits', 4],
    [submit(['w', 'bf', '010203040506070809']), 'mining.submit: 2 must be 2 to 16', 4],
    [submit(['w', 'bf']), 'mining.submit: 2 Invalid input', 4],
  ])('refuses %s', (line, problem, requestId) => {
    const decode = (): unknown => decodeClientMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId }));
  });
});

describe('what a pool says', () => {
  const all: [string, unknown][] = [
    [encodeJob(job), { kind: 'job', job }],
    [encodeDifficulty(0.5), { kind: 'difficulty', difficulty: 0.5 }],
    [
      encodeExtranonce(Uint8Array.of(0xaf, 0x4c)),
      { kind: 'extranonce', extranonce: Uint8Array.of(0xaf, 0x4c) },
    ],
    ['{"method":"client.reconnect","params":["evil.example",1]}', { kind: 'reconnect' }],
    [
      '{"method":"client.show_message","params":["hello"]}',
      { kind: 'show-message', text: 'hello' },
    ],
    ['{"id":8,"method":"client.get_version"}', { kind: 'get-version', id: 8 }],
    ['{"id":8,"method":"mining.set"}', { kind: 'unknown', id: 8, method: 'mining.set' }],
    [
      '{"id":244,"result":false,"error":[-1,"Job not found",null]}',
      { kind: 'answer', id: 244, result: false, error: { code: -1, message: 'Job not found' } },
    ],
    [
      encodeHelloRefusal(1),
      {
        kind: 'answer',
        id: 1,
        result: null,
        error: { code: 20, message: 'Only EthereumStratum/1.0.0 is spoken here.' },
      },
    ],
    // Without the last, and with 0x: seen at pools.
    [
      `{"id":0,"method":"mining.notify","params":["1","0x${hash}","0x${hash}"]}`,
      {
        kind: 'job',
        job: {
          id: '1',
          seedHash: new Uint8Array(32).fill(0xab),
          headerHash: new Uint8Array(32).fill(0xab),
          cleanJobs: false,
        },
      },
    ],
  ];

  it.each(all)('%s', (line, message) => {
    expect(decodeServerMessage(line)).toEqual(message);
  });

  it('is the same wherever the stream is cut', () => {
    const stream = all.map(([line]) => `${line.trimEnd()}\n`).join('');
    for (const size of [1, 2, 7, 64, stream.length]) {
      const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
      const messages: unknown[] = [];
      for (let at = 0; at < stream.length; at += size) {
        messages.push(...splitter.push(stream.slice(at, at + size)).map(decodeServerMessage));
      }
      expect(messages).toEqual(all.map(([, message]) => message));
    }
  });

  it('tells the client its part of the nonce', () => {
    const subscription = { sessionId: 'ae68', extranonce: Uint8Array.of(8, 12) };
    const line = encodeSubscription(1, subscription);
    expect(JSON.parse(line)).toEqual({
      id: 1,
      result: [['mining.notify', 'ae68', 'EthereumStratum/1.0.0'], '080c'],
      error: null,
    });
    const message = decodeServerMessage(line);
    expect(message.kind === 'answer' && decodeSubscription(message.result)).toEqual(subscription);
    expect(decodeSubscription([['mining.notify'], '0x080c', 6])).toEqual({
      ...subscription,
      sessionId: '',
    });
  });

  it.each([
    [null, 'The answer to mining.subscribe: Invalid'],
    [true, 'The answer to mining.subscribe: Invalid'],
    [[], 'The answer to mining.subscribe: 0'],
    [[null, '080c'], 'The answer to mining.subscribe: 0 Invalid'],
    [[['mining.notify', 's'], '08c'], 'The answer to mining.subscribe: 1 must be 0 to 12'],
    [[['mining.notify', 's'], '00'.repeat(7)], 'The answer to mining.subscribe: 1 must be'],
    [
      [['mining.notify', 's', 'EthereumStratum/2.0.0'], '080c'],
      'The pool speaks "EthereumStratum/2.0.0", not EthereumStratum/1.0.0.',
    ],
  ])('refuses a subscription answered by %j', (result, problem) => {
    const decode = (): unknown => decodeSubscription(result);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
  });

  it.each([
    [notify([]), 'mining.notify: 0'],
    [notify(['', hash, hash, true]), 'mining.notify: 0 Too small'],
    [notify(['a'.repeat(65), hash, hash, true]), 'mining.notify: 0 Too big'],
    [notify(['1', '', hash, true]), 'mining.notify: 1 must be 64 hexadecimal digits'],
    [notify(['1', hash, `${hash}00`, true]), 'mining.notify: 2 must be 64 hexadecimal digits'],
    [notify(['1', hash, hash, 'yes']), 'mining.notify: 3 Invalid'],
    [encodeDifficulty(0), 'mining.set_difficulty: 0 Too small'],
    ['{"method":"mining.set_difficulty","params":[1e999]}', 'mining.set_difficulty: 0'],
    [encodeExtranonce(new Uint8Array(7)), 'mining.set_extranonce: 0 must be 0 to 12'],
    ['{"method":"mining.set_extranonce"}', 'mining.set_extranonce: Invalid'],
    ['{"method":"client.show_message","params":[7]}', 'client.show_message: 0 Invalid'],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeServerMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
  });
});

describe('what it stands for', () => {
  it('a nonce is the part of the pool, then that of the client', () => {
    const nonce = fullNonce(Uint8Array.of(0xa2, 0xee), share.minerNonce);
    expect(nonce).toEqual(Uint8Array.of(0xa2, 0xee, 1, 2, 3, 4, 5, 6));
    expect(() => fullNonce(Uint8Array.of(1, 2, 3), share.minerNonce)).toThrow(RangeError);
    expect(() => fullNonce(Uint8Array.of(1), share.minerNonce)).toThrow('a nonce has 7 bytes here');
  });

  it('difficulty 1 is the target of the specification, about 4.3 billion hashes', () => {
    const hex = targetOf(1).toString(16).padStart(64, '0');
    expect(hex).toBe(`00000000ffff${'0'.repeat(52)}`);
    expect(Math.round(hashesPerDifficulty)).toBe(4_295_032_833);
  });
});

describe('the dialect of a client', () => {
  it.each([
    [hello, 'ethereum-stratum'],
    [subscribe, 'ethereum-stratum'],
    ['{"id":1,"method":"eth_getWork"}', 'eth-proxy'],
    ['{"id":1,"method":"eth_login","params":[]}', 'eth-proxy'],
    ['{"id":1,"method":"login","params":{}}', undefined],
    ['{"id":1,"method":"toString"}', undefined],
    ['{"id":1,"result":true}', undefined],
  ])('%s', (line, dialect) => {
    expect(ethereumDialectOf(line)).toBe(dialect);
  });

  it('is not told by what is no message', () => {
    expect(() => ethereumDialectOf('GET / HTTP/1.1')).toThrow(BadStratumMessageError);
  });
});

function submit(params: unknown[]): string {
  return JSON.stringify({ id: 4, method: 'mining.submit', params });
}

function notify(params: unknown[]): string {
  return JSON.stringify({ id: null, method: 'mining.notify', params });
}
