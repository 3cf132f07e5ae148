import { describe, expect, it } from 'vitest';
import { BadStratumMessageError } from '../../stratum-errors.ts';
import { encodeHashRate } from '../hash-rate.ts';
import type { EthProxyJob, EthProxyShare } from '../job.ts';
import {
  decodeClientMessage,
  encodeGetWork,
  encodeLogin,
  encodeSubmit,
} from './client-messages.ts';
import {
  decodeServerMessage,
  encodeAccepted,
  encodeJob,
  encodeJobResult,
  encodeRefusal,
} from './server-messages.ts';

const share: EthProxyShare = {
  nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  headerHash: new Uint8Array(32).fill(9),
  mixHash: new Uint8Array(32).fill(10),
};
const job: EthProxyJob = {
  headerHash: new Uint8Array(32).fill(1),
  seedHash: new Uint8Array(32).fill(2),
  target: 2n ** 220n + 5n,
  height: 8_068,
};
const hash = `0x${'ab'.repeat(32)}`;

describe('what a client says', () => {
  it.each([
    [
      encodeLogin(1, { user: '0x1', password: 'x', worker: 'attic' }),
      { kind: 'login', id: 1, user: '0x1', password: 'x', worker: 'attic' },
    ],
    [encodeGetWork(5), { kind: 'get-work', id: 5 }],
    [encodeSubmit(40, 'attic', share), { kind: 'submit', id: 40, worker: 'attic', share }],
    [encodeSubmit(40, '', share), { kind: 'submit', id: 40, worker: '', share }],
    [
      encodeHashRate(9, { hashRate: 46_730_000.4, clientId: '0x59da' }),
      {
        kind: 'hash-rate',
        id: 9,
        worker: '',
        report: { hashRate: 46_730_000, clientId: '0x59da' },
      },
    ],
    ['{"id":7,"result":1}', { kind: 'answer', id: 7, result: 1, error: null }],
    ['{"id":7,"method":"eth_mine"}', { kind: 'unknown', id: 7, method: 'eth_mine' }],
    // As programs in the field write them.
    [
      '{"worker":"eth1.0","jsonrpc":"2.0","params":["0x1.rig","x"],"id":2,"method":"eth_submitLogin"}',
      { kind: 'login', id: 2, user: '0x1.rig', password: 'x', worker: 'eth1.0' },
    ],
    [
      '{"params":["0x1"],"id":2,"method":"eth_login"}',
      { kind: 'login', id: 2, user: '0x1', password: '', worker: '' },
    ],
    ['{"id":3,"method":"eth_getWork"}', { kind: 'get-work', id: 3 }],
    [
      `{"id":9,"jsonrpc":"2.0","worker":"r","method":"eth_submitHashrate","params":["0x${'0'.repeat(56)}02c90d90","${hash}"]}`,
      {
        kind: 'hash-rate',
        id: 9,
        worker: 'r',
        report: { hashRate: 46_730_640, clientId: hash },
      },
    ],
  ])('%s', (line, message) => {
    expect(decodeClientMessage(line)).toEqual(message);
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['"eth_getWork"', 'It is no request and no answer.', null],
    ['{"id":4}', 'It has neither a method nor a result.', 4],
    ['{"id":4,"method":"eth_submitLogin"}', 'eth_submitLogin: Invalid input', 4],
    ['{"id":4,"method":"eth_submitLogin","params":[]}', 'eth_submitLogin: 0 ', 4],
    ['{"id":4,"method":"eth_submitLogin","params":["w"],"worker":7}', 'worker Invalid', 4],
    [encodeLogin(4, { user: 'w'.repeat(201), password: '', worker: '' }), '0 Too big', 4],
    [encodeLogin(4, { user: 'w', password: '', worker: 'w'.repeat(201) }), 'worker Too big', 4],
    [submit(['0x01', hash, hash]), 'eth_submitWork: 0 must be 16 hexadecimal digits', 4],
    [submit(['0x0102030405060708', '0x', hash]), '1 must be 64 hexadecimal digits', 4],
    [submit(['0x0102030405060708', hash, `${hash}0`]), '2 must be 64 hexadecimal digits', 4],
    [submit(['0x010203040506070g', hash, hash]), '0 must be 16 hexadecimal digits', 4],
    [submit(['0x0102030405060708', hash]), 'eth_submitWork: 2 Invalid input', 4],
    [submit([1, 2, 3]), 'eth_submitWork: 0 Invalid input', 4],
    [rate(['12']), 'eth_submitHashrate: 0 must be 0x and 1 to 64', 4],
    [rate([`0x${'0'.repeat(65)}`]), 'eth_submitHashrate: 0 must be 0x and', 4],
    [rate([12]), 'eth_submitHashrate: 0 Invalid', 4],
    [rate(['0x1', 'c'.repeat(201)]), 'eth_submitHashrate: 1 Too big', 4],
  ])('refuses %s', (line, problem, requestId) => {
    const decode = (): unknown => decodeClientMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId }));
  });
});

describe('what a pool says', () => {
  it.each([
    [encodeJob(job), { kind: 'job', id: 0, job }],
    [encodeJobResult(5, job), { kind: 'job', id: 5, job }],
    [encodeAccepted(40), { kind: 'answer', id: 40, result: true, error: null }],
    [
      encodeRefusal(40, { code: 23, message: 'Invalid share' }),
      { kind: 'answer', id: 40, result: null, error: { code: 23, message: 'Invalid share' } },
    ],
    [
      '{"id":40,"jsonrpc":"2.0","result":false}',
      { kind: 'answer', id: 40, result: false, error: null },
    ],
    ['{"id":1,"method":"eth_ping"}', { kind: 'unknown', id: 1, method: 'eth_ping' }],
    // Without 0x, with a short target, with something else behind it: seen at pools.
    [
      work([hash.slice(2), hash, '0xff', 'soon']),
      {
        kind: 'job',
        id: 5,
        job: {
          headerHash: new Uint8Array(32).fill(0xab),
          seedHash: new Uint8Array(32).fill(0xab),
          target: 255n,
        },
      },
    ],
  ])('%s', (line, message) => {
    expect(decodeServerMessage(line)).toEqual(message);
  });

  it('writes a target with all its zeros', () => {
    const { result } = JSON.parse(encodeJob({ ...job, target: 255n })) as { result: string[] };
    expect(result[2]).toBe(`0x${'0'.repeat(62)}ff`);
    expect(result[3]).toBe('0x1f84');
  });

  it.each([
    [work([]), 'The work: 0'],
    [work([hash, hash]), 'The work: 2'],
    [work([hash, '0x00', hash]), 'The work: 1 must be 64 hexadecimal digits'],
    [work([hash, hash, '0x0']), 'The work: 2 must be above zero'],
    [work([hash, hash, hash.slice(2)]), 'The work: 2 must be 0x and 1 to 64 hexadecimal digits'],
    [work([hash, hash, `${hash}0`]), 'The work: 2 must be 0x and'],
    [work([hash, hash, null]), 'The work: 2 Invalid input'],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeServerMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId: 5 }));
  });
});

function submit(params: unknown[]): string {
  return JSON.stringify({ id: 4, method: 'eth_submitWork', params });
}

function rate(params: unknown[]): string {
  return JSON.stringify({ id: 4, method: 'eth_submitHashrate', params });
}

function work(result: unknown[]): string {
  return JSON.stringify({ id: 5, jsonrpc: '2.0', result });
}
