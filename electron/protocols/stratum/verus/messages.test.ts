import { anything, assert, constantFrom, json, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeAnswer, encodeRequest } from '../envelope.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { fromHex } from '../bitcoin/hex.ts';
import {
  decodeClientMessage,
  encodeGetTransactions,
  encodePbaasSubscribe,
  encodePing,
  encodeSubmit,
} from './client-messages.ts';
import type { VerusJob, VerusShare } from './job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeExtranonce,
  encodeJob,
  encodeNoTransactions,
  encodeSubscription,
  encodeTarget,
} from './server-messages.ts';
import { encodeAuthorize, encodeExtranonceSubscribe, encodeSubscribe } from '../mining-login.ts';
import { encodeShowMessage } from '../pool-talk.ts';

const solution = Uint8Array.from({ length: 1_344 }, (_, index) => (index < 200 ? index : 0));
const share: VerusShare = {
  worker: 'wallet.rig',
  jobId: 'cccd',
  time: 0x6b01_46d0,
  nonce2: new Uint8Array(28).fill(3),
  solution: Uint8Array.from(solution).fill(7, 1_329),
};
const job: VerusJob = {
  id: 'cccd',
  version: 0x0001_0004,
  previousHash: new Uint8Array(32).fill(1),
  merkleRoot: new Uint8Array(32).fill(2),
  saplingRoot: new Uint8Array(32).fill(3),
  time: 0x6b01_46d0,
  bits: 0x1b04_864c,
  cleanJobs: true,
  solution,
};
const target = Uint8Array.from({ length: 32 }, (_, index) => index);
const hex = (bytes: number, digits = '0a'): string => digits.repeat(bytes);

describe('what a client says', () => {
  it.each([
    [encodeSubscribe(1, 'Miner/1'), { kind: 'subscribe', id: 1, userAgent: 'Miner/1' }],
    [encodeAuthorize(2, 'w', 'x'), { kind: 'authorize', id: 2, worker: 'w', password: 'x' }],
    [encodeSubmit(3, share), { kind: 'submit', id: 3, share }],
    [encodeExtranonceSubscribe(5), { kind: 'extranonce-subscribe', id: 5 }],
    [encodePbaasSubscribe(6), { kind: 'pbaas-subscribe', id: 6 }],
    [encodeGetTransactions('t', 'cccd'), { kind: 'get-transactions', id: 't' }],
    [encodePing(), { kind: 'ping', id: null }],
    [encodeRequest(6, 'mining.dance', []), { kind: 'unknown', id: 6, method: 'mining.dance' }],
    [encodeAnswer(7, 'v', null), { kind: 'answer', id: 7, result: 'v', error: null }],
    // As programs in the field write them.
    ['{"id":1,"method":"mining.subscribe"}', { kind: 'subscribe', id: 1, userAgent: '' }],
    [
      '{"id":1,"method":"mining.subscribe","params":["VP/0.1.4",null]}',
      { kind: 'subscribe', id: 1, userAgent: 'VP/0.1.4' },
    ],
    [
      '{"id":1,"method":"mining.subscribe","params":["nheqminer/0.8.2",null,"127.0.0.1","1"]}',
      { kind: 'subscribe', id: 1, userAgent: 'nheqminer/0.8.2' },
    ],
    ['{"id":null,"method":"mining.ping","params":[]}', { kind: 'ping', id: null }],
  ])('%s', (line, message) => {
    expect(decodeClientMessage(line)).toEqual(message);
  });

  it('sends time and solution as a block has them', () => {
    const { params } = JSON.parse(encodeSubmit(3, share)) as { params: string[] };
    expect(params.slice(0, 4)).toEqual(['wallet.rig', 'cccd', 'd046016b', hex(28, '03')]);
    expect(params[4]).toHaveLength(2_694);
    expect(params[4]?.slice(0, 14)).toBe('fd400500010203');
    expect(params[4]?.slice(-32)).toBe(`00${hex(15, '07')}`);
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['{"id":4}', 'It has neither a method nor a result.', 4],
    [submit({}, 4), 'mining.submit: 4 Invalid input', 9],
    [submit({ 0: 7 }), 'mining.submit: 0 Invalid input', 9],
    [submit({ 0: 'w'.repeat(201) }), 'mining.submit: 0 Too big', 9],
    [submit({ 1: '' }), 'mining.submit: 1 Too small', 9],
    [submit({ 1: 'j'.repeat(65) }), 'mining.submit: 1 Too big', 9],
    [submit({ 2: 'd046016' }), 'mining.submit: 2 must be 8 hexadecimal digits', 9],
    [submit({ 2: 'd046016g' }), 'mining.submit: 2 must be 8 hexadecimal digits', 9],
    [submit({ 3: '000' }), 'mining.submit: 3 must be 0 to 64 hexadecimal digits', 9],
    [submit({ 3: hex(33) }), 'mining.submit: 3 must be 0 to 64 hexadecimal digits', 9],
    [submit({ 4: '' }), 'mining.submit: 4 must be 2694 hexadecimal digits', 9],
    [submit({ 4: `fd4005${hex(1_343)}` }), 'mining.submit: 4 must be 2694 hex', 9],
    [submit({ 4: `fd4005${hex(1_345)}` }), 'mining.submit: 4 must be 2694 hex', 9],
    [submit({ 4: `fd4006${hex(1_344)}` }), 'mining.submit: 4 must begin with fd4005', 9],
    [submit({ 4: `fd4005${hex(1_344, 'xy')}` }), 'mining.submit: 4 must be 2694 hex', 9],
    [encodeAuthorize(9, 'w'.repeat(201), 'x'), 'mining.authorize: 0 Too big', 9],
    [encodeSubscribe(9, 'w'.repeat(201)), 'mining.subscribe: 0 Too big', 9],
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
    [encodeTarget(target), { kind: 'target', target }],
    [
      encodeExtranonce(fromHex('18000000')),
      { kind: 'extranonce', extranonce1: fromHex('18000000') },
    ],
    [
      '{"id":null,"method":"mining.set_extranonce","params":["180000000c",8]}',
      { kind: 'extranonce', extranonce1: fromHex('180000000c') },
    ],
    [
      encodeShowMessage('equihash VRSC block 7'),
      { kind: 'show-message', text: 'equihash VRSC block 7' },
    ],
    [encodeRequest(null, 'client.reconnect', ['evil.example', 1]), { kind: 'reconnect' }],
    [encodeRequest(8, 'client.get_version', []), { kind: 'get-version', id: 8 }],
    [encodeRequest(8, 'mining.dance', []), { kind: 'unknown', id: 8, method: 'mining.dance' }],
    [encodeAnswer(3, true, null), { kind: 'answer', id: 3, result: true, error: null }],
    [
      '{"id":3,"result":false,"error":[20,"Not supported.",null]}',
      { kind: 'answer', id: 3, result: false, error: { code: 20, message: 'Not supported.' } },
    ],
    [
      encodeNoTransactions(),
      { kind: 'answer', id: null, result: [], error: { code: 20, message: 'unknown reason' } },
    ],
  ])('%s', (line, message) => {
    expect(decodeServerMessage(line)).toEqual(message);
  });

  it('writes numbers as the header has them and leaves out the zeros at the end', () => {
    const { params } = JSON.parse(encodeJob(job)) as { params: unknown[] };
    expect(params[1]).toBe('04000100');
    expect(params[5]).toBe('d046016b');
    expect(params[6]).toBe('4c86041b');
    expect(String(params[8])).toHaveLength(400);
  });

  it('writes a target as people read it', () => {
    const { params } = JSON.parse(encodeTarget(target)) as { params: string[] };
    expect(params[0]?.slice(0, 8)).toBe('1f1e1d1c');
  });

  it.each([
    ['of a chain before VerusHash 2.1', 8, {}],
    ['without clean_jobs', 7, {}],
    ['with null', 9, { 8: null }],
    ['with an empty one', 9, { 8: '' }],
  ])('takes a job without a solution, %s', (_, count, changes) => {
    const message = decodeServerMessage(notify(changes, count));
    expect(message.kind === 'job' && message.job.solution).toEqual(new Uint8Array(1_344));
  });

  it('writes a job whose solution is all zeros', () => {
    const empty = { ...job, solution: new Uint8Array(1_344) };
    expect(decodeServerMessage(encodeJob(empty))).toEqual({ kind: 'job', job: empty });
  });

  it.each([
    [[null, '18000000']],
    [
      [
        [
          ['mining.set_difficulty', 's'],
          ['mining.notify', 's'],
        ],
        '18000000',
        8,
      ],
    ],
  ])('understands the answer to its subscription %j', (result) => {
    expect(decodeSubscription(result)).toEqual(fromHex('18000000'));
  });

  it('answers a subscription in the form that all clients take', () => {
    const line = encodeSubscription(1, fromHex('18000000'));
    expect(JSON.parse(line)).toEqual({ id: 1, result: [null, '18000000'], error: null });
  });

  it.each([
    null,
    true,
    [],
    [null],
    [null, 7],
    [null, ''],
    [null, '1'],
    [null, 'xx'],
    [null, hex(12)],
  ])('refuses a subscription answered by %j', (result) => {
    expect(() => decodeSubscription(result)).toThrow(BadStratumMessageError);
  });

  it.each([
    [encodeRequest(null, 'mining.set_target', []), 'mining.set_target: 0'],
    [encodeRequest(null, 'mining.set_target', [hex(31)]), 'mining.set_target: 0 must be 64'],
    [encodeRequest(null, 'mining.set_target', [64]), 'mining.set_target: 0 Invalid'],
    [encodeRequest(null, 'mining.set_extranonce', [hex(12)]), 'mining.set_extranonce: 0 must be'],
    [encodeRequest(null, 'mining.notify', []), 'mining.notify: 0'],
    [notify({ 0: '' }), 'mining.notify: 0 Too small'],
    [notify({ 1: '4' }), 'mining.notify: 1 must be 8 hexadecimal digits'],
    [notify({ 2: hex(31) }), 'mining.notify: 2 must be 64 hexadecimal digits'],
    [notify({ 3: `${hex(31)}0g` }), 'mining.notify: 3 must be 64 hexadecimal digits'],
    [notify({ 4: null }), 'mining.notify: 4 Invalid'],
    [notify({ 5: '-1234567' }), 'mining.notify: 5 must be 8 hexadecimal digits'],
    [notify({ 6: 7 }), 'mining.notify: 6 Invalid'],
    [notify({ 7: 'yes' }), 'mining.notify: 7 Invalid'],
    [notify({ 8: '070' }), 'mining.notify: 8 must be 0 to 2688 hexadecimal digits'],
    [notify({ 8: hex(1_345) }), 'mining.notify: 8 must be 0 to 2688 hexadecimal digits'],
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
    'mining.set_target',
    'mining.set_extranonce',
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
        const params = [first, second, '00000000', '00', `fd4005${hex(1_344)}`];
        onlyExpected(JSON.stringify({ id: 1, method, params: text(params) }));
      }),
      { numRuns: 500 },
    );
  });

  it('in one param of a message that is right otherwise, too', () => {
    const good = constantFrom(encodeSubmit(9, share), encodeJob(job), encodeTarget(target));
    assert(
      property(good, anything(), (line, value) => {
        const message = JSON.parse(line) as { params: unknown[] };
        for (const index of message.params.keys()) {
          const params = message.params.with(index, text(value));
          onlyExpected(JSON.stringify({ ...message, params }));
        }
      }),
      { numRuns: 200 },
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

/** A share with other params. @param count  how many of them */
function submit(changes: Record<number, unknown>, count = 5): string {
  return changed(encodeSubmit(9, share), changes, count);
}

function notify(changes: Record<number, unknown>, count = 9): string {
  return changed(encodeJob(job), changes, count);
}

function changed(line: string, changes: Record<number, unknown>, count: number): string {
  const message = JSON.parse(line) as { params: unknown[] };
  const params = Object.assign(message.params, changes).slice(0, count);
  return JSON.stringify({ ...message, params });
}
