import { describe, expect, it } from 'vitest';
import type { MiningJob } from '../mining/mining-job.ts';
import { toHex } from './hex.ts';
import {
  BadBridgeMessageError,
  decodeBridgeMessage,
  encodeIdentify,
  encodePing,
  encodeShare,
} from './messages.ts';

/** As in facts of the real bridge: time 2447016b, bits 4c86041b, extranonce 18000000. */
const words = new Map([
  [0, 0x0001_0004],
  [1, 0x8fa7_8f8c],
  [25, 0x6b01_4724],
  [26, 0x1b04_864c],
  [27, 0x18],
  [35, 0x80],
]);
const data = Array.from({ length: 48 }, (_, index) => words.get(index) ?? 0);
const solution = Array.from({ length: 1_344 }, (_, index) => (index < 1_329 ? 0 : index % 256));
const full = {
  data,
  target: [0, 0, 0, 0, 0, 0, 0, 0x00a0_0000],
  solution,
  start_nonce: 5,
  max_nonce: 99,
  job_id: 'job123',
  targetdiff: 24.09,
};
const workMessage = (work: object): string => JSON.stringify({ type: 'work', work });
const jobOf = (text: string): MiningJob => {
  const message = decodeBridgeMessage(text);
  if (message.kind !== 'work') throw new Error(`${message.kind}, not work`);
  return message.job;
};

describe('work of the bridge', () => {
  it('is read in the form of spec 001', () => {
    const job = jobOf(workMessage(full));
    expect(job).toMatchObject({ jobId: 'job123', firstNonce: 5, lastNonce: 99 });
    expect(job.header).toHaveLength(1_487);
    expect(toHex(job.header.slice(0, 8))).toBe('040001008c8fa78f');
    expect(toHex(job.header.slice(100, 112))).toBe('2447016b4c86041b18000000');
    expect(toHex(job.header.slice(140, 143))).toBe('fd4005');
    expect(job.header.slice(143)).toEqual(Uint8Array.from(solution));
    expect(toHex(job.target)).toBe('00'.repeat(28) + '0000a000');
  });

  it('may leave the range of nonces out', () => {
    const { start_nonce: _start, max_nonce: _max, ...work } = full;
    expect(jobOf(workMessage(work))).toMatchObject({ firstNonce: 0, lastNonce: 2 ** 32 - 1 });
  });

  it('is read in the compact form', () => {
    // The last bytes are zeros and left out.
    const header = Uint8Array.from({ length: 1_487 }, (_, at) => (at < 1_480 ? at % 256 : 0));
    const work = {
      job_id: '00ab',
      header: toHex(header.subarray(0, 1_480)),
      target: `07${'00'.repeat(29)}a000`,
      difficulty: 0.05,
      start_nonce: 0,
      max_nonce: 4_294_967_295,
    };
    expect(jobOf(JSON.stringify({ type: 'work', form: 'compact', work }))).toEqual({
      jobId: '00ab',
      header,
      target: Uint8Array.from({ length: 32 }, (_, at) => ({ 0: 7, 30: 0xa0 })[at] ?? 0),
      firstNonce: 0,
      lastNonce: 4_294_967_295,
    });
  });
});

describe('the bridge', () => {
  it.each([
    ['{"type":"pong"}', { kind: 'pong' }],
    ['{"type":"interrupt","newJobId":"b"}', { kind: 'interrupt' }],
    [
      '{"type":"share_result","accepted":true,"reason":null}',
      { kind: 'share-result', accepted: true, reason: null, detail: null },
    ],
    [
      '{"type":"share_result","accepted":false,"reason":"stale","detail":"a new block"}',
      { kind: 'share-result', accepted: false, reason: 'stale', detail: 'a new block' },
    ],
    [
      '{"type":"error","code":"not-understood","message":"what?"}',
      { kind: 'error', code: 'not-understood', message: 'what?' },
    ],
    ['{"type":"news","of":"tomorrow"}', { kind: 'unknown', type: 'news' }],
  ])('says %s', (text, message) => {
    expect(decodeBridgeMessage(text)).toEqual(message);
  });

  it.each([
    ['', 'no message at all'],
    ['{"type":', 'half a message'],
    ['[]', 'no object'],
    ['{"type":"share_result","accepted":"yes"}', 'no verdict'],
    [workMessage({ ...full, solution: solution.slice(1) }), 'a short solution'],
    [workMessage({ ...full, target: [0, 0, 0, 0, 0, 0, 0, 2 ** 32] }), 'a word of 33 bits'],
    [workMessage({ ...full, data: data.with(3, 0.5) }), 'half a word'],
    ['{"type":"work","form":"compact","work":{"job_id":"a","header":"zz"}}', 'odd digits'],
    [`{"type":"pong","x":"${'x'.repeat(70_000)}"}`, 'too long a message'],
  ])('says %j, which is refused: %s', (text) => {
    expect(() => decodeBridgeMessage(text)).toThrow(BadBridgeMessageError);
  });

  it('says bytes, which are refused', () => {
    expect(() => decodeBridgeMessage(new ArrayBuffer(4))).toThrow(BadBridgeMessageError);
  });
});

describe('the page', () => {
  const job = jobOf(workMessage(full));

  it('says who it is, and what form it wants', () => {
    const nobody = { clientId: 'web-01234567', worker: '', password: '' };
    expect(JSON.parse(encodeIdentify(nobody))).toEqual({
      type: 'identify',
      clientId: 'web-01234567',
      form: 'compact',
    });
    const known = encodeIdentify({ ...nobody, worker: 'phone', password: 'x y' });
    expect(JSON.parse(known)).toMatchObject({ worker: 'phone', password: 'x y' });
  });

  it('sends a share with no more than its nonce, where that is enough', () => {
    expect(JSON.parse(encodeShare(job, 7, 'phone'))).toEqual({
      type: 'share',
      work: { job_id: 'job123' },
      nonce: 7,
      worker: 'phone',
    });
  });

  it('asks whether the bridge is there', () => {
    expect(JSON.parse(encodePing())).toEqual({ type: 'ping' });
  });
});
