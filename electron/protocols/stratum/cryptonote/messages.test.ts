import { anything, assert, constantFrom, json, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadStratumMessageError } from '../stratum-errors.ts';
import {
  decodeClientMessage,
  encodeGetJob,
  encodeKeepAlive,
  encodeLogin,
  encodeSubmit,
} from './client-messages.ts';
import { cryptonoteFailures, failureKindOf } from './failures.ts';
import type { CryptonoteJob, CryptonoteShare } from './job.ts';
import {
  decodeJobResult,
  decodeServerMessage,
  decodeSession,
  encodeAccepted,
  encodeJob,
  encodeJobResult,
  encodeKeptAlive,
  encodeRefusal,
  encodeSession,
  extensions,
} from './server-messages.ts';
import { sessionIdOf } from './session-id.ts';

const share: CryptonoteShare = {
  jobId: 'j1',
  nonce: Uint8Array.of(1, 2, 3, 4),
  hash: new Uint8Array(32).fill(7),
  algorithm: 'rx/0',
};
const job: CryptonoteJob = {
  id: 'j1',
  blob: Uint8Array.from({ length: 76 }, (_, index) => index),
  target: Uint8Array.of(0x28, 0x5c, 0x8f, 0x02),
  algorithm: 'rx/0',
  height: 3_000_000,
  seedHash: new Uint8Array(32).fill(1),
  nextSeedHash: new Uint8Array(32).fill(2),
};
const login = {
  user: 'wallet.rig+1000',
  password: 'x',
  userAgent: 'Miner/1',
  algorithms: ['rx/0', 'cn/r'],
  rigName: 'attic',
};

describe('what a client says', () => {
  it.each([
    [encodeLogin(1, login), { kind: 'login', id: 1, login }],
    [encodeSubmit(2, 's', share), { kind: 'submit', id: 2, sessionId: 's', share }],
    [encodeKeepAlive(3, 's'), { kind: 'keep-alive', id: 3, sessionId: 's' }],
    [encodeGetJob('a', 's'), { kind: 'get-job', id: 'a', sessionId: 's' }],
    [
      '{"id":6,"method":"mining.subscribe"}',
      { kind: 'unknown', id: 6, method: 'mining.subscribe' },
    ],
    ['{"id":7,"result":1}', { kind: 'answer', id: 7, result: 1, error: null }],
    // As programs in the field write them.
    [
      '{"method":"login","params":{"login":"w"},"id":1}',
      { kind: 'login', id: 1, login: { user: 'w', password: '', userAgent: '', algorithms: [] } },
    ],
    [
      '{"method":"login","params":{"login":"w","pass":null,"rigid":"","algo":null},"id":1}',
      {
        kind: 'login',
        id: 1,
        login: { user: 'w', password: '', userAgent: '', algorithms: [], rigName: '' },
      },
    ],
    // XMRig 6.26.0 with "keepalive" set.
    [
      '{"id":5,"jsonrpc":"2.0","method":"keepalived","params":{"id":"sess1"}}',
      { kind: 'keep-alive', id: 5, sessionId: 'sess1' },
    ],
    ['{"id":5,"method":"getjob","params":{}}', { kind: 'get-job', id: 5, sessionId: '' }],
  ])('%s', (line, message) => {
    expect(decodeClientMessage(line)).toEqual(message);
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['{"id":1', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['null', 'It is no request and no answer.', null],
    ['7', 'It is no request and no answer.', null],
    ['{"id":4}', 'It has neither a method nor a result.', 4],
    ['{"id":4,"method":7}', 'It is no request and no answer.', null],
    ['{"id":4,"method":"login"}', 'login: Invalid input', 4],
    ['{"id":4,"method":"login","params":["w","x"]}', 'login: ', 4],
    [submit({ id: 7 }), 'submit: id Invalid input', 9],
    [submit({ job_id: '' }), 'submit: job_id Too small', 9],
    [submit({ job_id: undefined }), 'submit: job_id Invalid input', 9],
    [submit({ nonce: '0102030' }), 'submit: nonce must be 8 hexadecimal digits', 9],
    [submit({ nonce: '010203zz' }), 'submit: nonce must be 8 hexadecimal digits', 9],
    [submit({ nonce: 16_909_060 }), 'submit: nonce Invalid input', 9],
    [submit({ result: '07' }), 'submit: result must be 64 hexadecimal digits', 9],
    [submit({ algo: 'x'.repeat(41) }), 'submit: algo Too big', 9],
    [encodeLogin(9, { ...login, user: 'w'.repeat(401) }), 'login: login Too big', 9],
    [encodeLogin(9, { ...login, algorithms: [''] }), 'login: algo.0 Too small', 9],
    [encodeLogin(9, { ...login, algorithms: many('x', 101) }), 'login: algo Too big', 9],
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
    [encodeJob(job, 's'), { kind: 'job', job, sessionId: 's' }],
    [
      '{"id":3,"error":{"code":-1,"message":"Invalid address"}}',
      { kind: 'answer', id: 3, result: null, error: { code: -1, message: 'Invalid address' } },
    ],
    [encodeAccepted(3), { kind: 'answer', id: 3, result: { status: 'OK' }, error: null }],
    [encodeKeptAlive(4), { kind: 'answer', id: 4, result: { status: 'KEEPALIVED' }, error: null }],
    ['{"method":"reconnect"}', { kind: 'unknown', id: null, method: 'reconnect' }],
  ])('%s', (line, message) => {
    expect(decodeServerMessage(line)).toEqual(message);
  });

  it.each([...extensions.keys()])(
    'understands the answer to its login (%i extensions)',
    (count) => {
      const session = { sessionId: 's', job, extensions: extensions.slice(0, count) };
      expect(decodeSession(resultOf(encodeSession(1, session)))).toEqual(session);
    },
  );

  it('understands the answer to getjob', () => {
    expect(decodeJobResult(resultOf(encodeJobResult(1, job)))).toEqual(job);
  });

  it('takes a job that says no more than it must', () => {
    const { id, blob, target } = job;
    const message = { kind: 'job', job: { id, blob, target } };
    expect(decodeServerMessage(encodeJob({ id, blob, target }))).toEqual(message);
    const empty = { algo: null, height: null, seed_hash: '', next_seed_hash: undefined };
    expect(decodeServerMessage(notification(empty))).toEqual(message);
  });

  it('has no line that XMRig takes for noise because it is short', () => {
    const refusal = encodeRefusal(1, cryptonoteFailures.other);
    for (const line of [encodeAccepted(1), encodeKeptAlive(1), refusal]) {
      expect(line.length).toBeGreaterThan(32);
    }
  });

  it.each([
    [notification({ job_id: '' }), 'job: job_id Too small'],
    [notification({ blob: '00'.repeat(42) }), 'job: blob must be 86 to 814 hexadecimal digits'],
    [notification({ blob: '00'.repeat(408) }), 'job: blob must be 86 to 814'],
    [notification({ blob: '0' }), 'job: blob must be'],
    [notification({ target: '' }), 'job: target must be'],
    [notification({ target: '00000000' }), 'job: target must be 4, 8 or 32 bytes and above zero'],
    [notification({ target: '0102030405' }), 'job: target must be 4, 8 or 32 bytes'],
    [notification({ target: 1 }), 'job: target Invalid input'],
    [notification({ height: -1 }), 'job: height Too small'],
    [notification({ height: 1.5 }), 'job: height Invalid'],
    [notification({ height: '5' }), 'job: height Invalid'],
    [notification({ seed_hash: '00' }), 'job: seed_hash must be a hash or empty'],
    [notification({ id: 's'.repeat(129) }), 'job: id Too big'],
    ['{"method":"job","params":[]}', 'job: '],
    ['{"method":"job"}', 'job: Invalid input'],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeServerMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
  });

  it.each([
    null,
    [],
    { status: 'OK' },
    { id: '', job: {}, status: 'OK' },
    { ...(resultOf(encodeSession(1, { sessionId: 's', job, extensions: [] })) as object), id: 7 },
    {
      ...(resultOf(encodeSession(1, { sessionId: 's', job, extensions: [] })) as object),
      extensions: 'nicehash',
    },
  ])('refuses a login answered by %j', (result) => {
    expect(() => decodeSession(result)).toThrow(BadStratumMessageError);
  });
});

describe('refusals', () => {
  it.each([
    ['Low difficulty share', 'low-difficulty'],
    ['Duplicate share', 'duplicate-share'],
    ['Block expired', 'job-not-found'],
    ['Invalid job id', 'job-not-found'],
    ['Stale share', 'job-not-found'],
    ['Unauthenticated', 'not-subscribed'],
    ['Invalid address used for login', 'unauthorized'],
    ['IP Address currently banned', 'unauthorized'],
    ['Something else', 'other'],
  ])('"%s" means %s', (message, kind) => {
    expect(failureKindOf({ code: -1, message })).toBe(kind);
  });

  it('are understood in the words we use ourselves', () => {
    for (const [kind, failure] of Object.entries(cryptonoteFailures)) {
      expect(failureKindOf(failure)).toBe(kind);
    }
  });
});

describe('a session id', () => {
  it('is the random bytes as text', () => {
    expect(sessionIdOf(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255))).toBe('00010203040506ff');
  });

  it('is not made of too few', () => {
    expect(() => sessionIdOf(new Uint8Array(7))).toThrow(RangeError);
  });
});

describe('whatever comes', () => {
  const methods = constantFrom('login', 'submit', 'keepalived', 'getjob', 'job', 'other');

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
        const params = { id: first, login: second, job_id: first, blob: second, target: first };
        onlyExpected(JSON.stringify({ id: 1, method, params: plain(params) }));
        onlyExpected(JSON.stringify({ id: 1, method, params: plain(first) }));
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
function plain(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return null;
  }
}

function submit(changes: Record<string, unknown>): string {
  const message = JSON.parse(encodeSubmit(9, 's', share)) as { params: object };
  return JSON.stringify({ ...message, params: { ...message.params, ...changes } });
}

function notification(changes: Record<string, unknown>): string {
  const { id, blob, target } = job;
  const message = JSON.parse(encodeJob({ id, blob, target })) as { params: object };
  return JSON.stringify({ ...message, params: { ...message.params, ...changes } });
}

function resultOf(line: string): unknown {
  return (JSON.parse(line) as { result: unknown }).result;
}

function many(text: string, count: number): string[] {
  return Array.from({ length: count }, () => text);
}
