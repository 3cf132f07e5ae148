import { anything, assert, constantFrom, json, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../framing/line-splitter.ts';
import { LineTooLongError } from '../../framing/line-too-long-error.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { beamGeneration, mainForks } from './beam-hash.ts';
import { decodeClientMessage, encodeLogin, encodeSolution } from './client-messages.ts';
import { hdsCodes, isAccepted, isLoggedIn, verdictOf, type HdsVerdict } from './codes.ts';
import { maxLineLength, type HdsJob, type HdsShare } from './job.ts';
import { decodeServerMessage, encodeCancel, encodeJob, encodeResult } from './server-messages.ts';

const share: HdsShare = {
  jobId: '212',
  nonce: new Uint8Array(8).fill(0xab),
  solution: Uint8Array.from({ length: 104 }, (_, index) => index),
};
const job: HdsJob = {
  id: '212',
  input: new Uint8Array(32).fill(7),
  difficulty: 155_232_350,
  height: 1_067_753,
};
const message = (method: string, fields: object): string =>
  JSON.stringify({ id: '9', jsonrpc: '2.0', method, ...fields });
const solution = { nonce: '00'.repeat(8), output: '00'.repeat(104) };
const work = { input: '00'.repeat(32), difficulty: 0 };

describe('what a client says', () => {
  it.each([
    [encodeLogin('login', 'key'), { kind: 'login', id: 'login', apiKey: 'key' }],
    [encodeSolution(share), { kind: 'solution', share }],
    [message('job', work), { kind: 'unknown', id: '9', method: 'job' }],
    [message('dance', {}), { kind: 'unknown', id: '9', method: 'dance' }],
    // As programs in the field write it.
    ['{"id":1,"method":"login","api_key":"key"}', { kind: 'login', id: '1', apiKey: 'key' }],
  ])('%s', (line, expected) => {
    expect(decodeClientMessage(line)).toEqual(expected);
  });

  it('takes digits in upper case and sends them in lower case', () => {
    const line = message('solution', { ...solution, nonce: 'ABABABABABABABAB' });
    expect(decodeClientMessage(line)).toMatchObject({ share: { nonce: share.nonce } });
    expect(encodeSolution(share)).toContain('"nonce":"abababababababab"');
  });

  it.each([
    ['nonce', 0],
    ['nonce', 15],
    ['nonce', 18],
    ['output', 0],
    ['output', 200],
    ['output', 207],
    ['output', 210],
    ['output', 60_000],
  ])('says when the %s has %d digits', (part, digits) => {
    const line = message('solution', { ...solution, [part]: '0'.repeat(digits) });
    expect(decodeClientMessage(line)).toEqual({ kind: 'wrong-length', jobId: '9', part, digits });
  });

  it.each([
    ['', 'It is no JSON.', null],
    ['{"id":"1"', 'It is no JSON.', null],
    ['[]', 'It is no request and no answer.', null],
    ['null', 'It is no request and no answer.', null],
    ['{"id":"4"}', 'It has neither a method nor a result.', '4'],
    ['{"id":"4","result":1}', 'It has no method.', '4'],
    ['{"method":"login","api_key":"key"}', 'login: the id is empty or no text.', null],
    ['{"id":"","method":"login","api_key":"key"}', 'login: the id is empty or no text.', null],
    ['{"id":1.5,"method":"login","api_key":"key"}', 'login: the id is empty or no text.', null],
    ['{"id":{},"method":"login","api_key":"key"}', 'login: the id is empty or no text.', null],
    [message('login', {}), 'login: api_key Invalid input', '9'],
    [message('login', { api_key: 7 }), 'login: api_key Invalid input', '9'],
    [message('login', { api_key: 'k'.repeat(201) }), 'login: api_key Too big', '9'],
    [message('solution', { output: solution.output }), 'solution: nonce Invalid input', '9'],
    [message('solution', { nonce: solution.nonce }), 'solution: output Invalid input', '9'],
    [message('solution', { ...solution, nonce: '0x'.repeat(8) }), 'must be hexadecimal', '9'],
    [message('solution', { ...solution, output: 'xy'.repeat(104) }), 'must be hexadecimal', '9'],
    [message('solution', { ...solution, output: null }), 'solution: output Invalid input', '9'],
  ])('refuses %s', (line, problem, requestId) => {
    const decode = (): unknown => decodeClientMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId }));
  });
});

describe('what a node says', () => {
  const result = { noncePrefix: null, forks: null, blockHash: null };
  const blockHash = 'ab'.repeat(32);

  it.each([
    [encodeJob(job, null), { kind: 'job', job, noncePrefix: null }],
    [encodeJob(job, '470FEF51'), { kind: 'job', job, noncePrefix: '470fef51' }],
    [encodeJob(job, ''), { kind: 'job', job, noncePrefix: '' }],
    [
      encodeJob({ ...job, height: null }, null),
      { kind: 'job', job: { ...job, height: null }, noncePrefix: null },
    ],
    [encodeCancel('4191837464'), { kind: 'cancel', jobId: '4191837464' }],
    [
      encodeResult('login', 'success', { noncePrefix: 'ab4e3a', forks: mainForks }),
      {
        kind: 'result',
        result: {
          ...result,
          id: 'login',
          code: 0,
          description: 'Success',
          noncePrefix: 'ab4e3a',
          forks: mainForks,
        },
      },
    ],
    [
      encodeResult('212', 'accepted', { blockHash }),
      {
        kind: 'result',
        result: { ...result, id: '212', code: 1, description: 'accepted', blockHash },
      },
    ],
    [
      encodeResult('212', 'solution-size'),
      {
        kind: 'result',
        result: { ...result, id: '212', code: -32_005, description: 'Incorrect size of solution' },
      },
    ],
    [message('dance', {}), { kind: 'unknown', id: '9', method: 'dance' }],
    // As programs in the field write it: numbers as ids, an odd number of digits, other texts.
    [
      message('job', { ...work, id: 212, height: null, nonceprefix: null }),
      {
        kind: 'job',
        job: { id: '212', input: new Uint8Array(32), difficulty: 0, height: null },
        noncePrefix: null,
      },
    ],
    [
      message('result', { id: 212, code: 7, nonceprefix: 'ABC', forkheight: 5 }),
      {
        kind: 'result',
        result: {
          id: '212',
          code: 7,
          description: '',
          noncePrefix: 'abc',
          forks: { second: 5, third: 777_777 },
          blockHash: null,
        },
      },
    ],
    [
      message('result', { code: 1, description: 'd'.repeat(500), blockhash: 'none' }),
      { kind: 'result', result: { ...result, id: '9', code: 1, description: 'd'.repeat(200) } },
    ],
    [
      message('result', { code: 1, description: { not: 'text' }, forkheight2: 0 }),
      {
        kind: 'result',
        result: {
          ...result,
          id: '9',
          code: 1,
          description: '',
          forks: { second: 321_321, third: 0 },
        },
      },
    ],
  ])('%s', (line, expected) => {
    expect(decodeServerMessage(line)).toEqual(expected);
  });

  it.each([
    ['{"method":"job"}', 'job: the id is empty or no text.'],
    [message('job', { ...work, input: '00'.repeat(31) }), 'job: input must be 64 hexadecimal'],
    [message('job', { ...work, input: 7 }), 'job: input Invalid input'],
    [message('job', { ...work, difficulty: -1 }), 'job: difficulty Too small'],
    [message('job', { ...work, difficulty: 0xe800_0001 }), 'job: difficulty Too big'],
    [message('job', { ...work, difficulty: 1.5 }), 'job: difficulty Invalid input'],
    [message('job', { ...work, difficulty: '1' }), 'job: difficulty Invalid input'],
    [message('job', { ...work, height: -1 }), 'job: height Too small'],
    [message('job', { ...work, height: 'high' }), 'job: height Invalid input'],
    [message('job', { ...work, nonceprefix: '0'.repeat(13) }), 'job: nonceprefix must be 0 to 12'],
    [message('job', { ...work, nonceprefix: 'xy' }), 'job: nonceprefix must be 0 to 12'],
    [message('job', { ...work, nonceprefix: 7 }), 'job: nonceprefix Invalid input'],
    [message('result', {}), 'result: code Invalid input'],
    [message('result', { code: '1' }), 'result: code Invalid input'],
    [message('result', { code: 1, forkheight: 'now' }), 'result: forkheight Invalid input'],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeServerMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
  });

  it('has decimal ids and whole bytes only when it is us', () => {
    expect(() => encodeJob({ ...job, id: 'bf' }, null)).toThrow(RangeError);
    expect(() => encodeCancel('-1')).toThrow(RangeError);
    expect(() => encodeJob(job, 'abc')).toThrow(RangeError);
    expect(() => encodeResult('login', 'success', { noncePrefix: 'abc' })).toThrow(RangeError);
  });
});

describe('a code', () => {
  it('of each verdict stands for it', () => {
    for (const [verdict, code] of Object.entries(hdsCodes)) expect(verdictOf(code)).toBe(verdict);
    expect(new Set(Object.values(hdsCodes)).size).toBe(15);
    expect([4, -1, -32_011].map(verdictOf)).toEqual([undefined, undefined, undefined]);
  });

  it('lets in from 0 on, and accepts with 1 alone', () => {
    expect([-1, 0, 1, 7].map(isLoggedIn)).toEqual([false, true, true, true]);
    const refusals = (Object.keys(hdsCodes) as HdsVerdict[]).filter(
      (verdict) => !isAccepted(hdsCodes[verdict]),
    );
    expect(refusals).toHaveLength(14);
  });
});

it.each([
  [null, 3],
  [0, 1],
  [321_320, 1],
  [321_321, 2],
  [777_776, 2],
  [777_777, 3],
])('a block of height %s is solved with BeamHash %d', (height, generation) => {
  expect(beamGeneration(height)).toBe(generation);
  expect(beamGeneration(height, { second: 0, third: 0 })).toBe(3);
});

it('a line has at most 65,536 bytes with its end', () => {
  const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
  expect(splitter.push(`${' '.repeat(65_535)}\n`)).toHaveLength(1);
  expect(() => splitter.push(`${' '.repeat(65_536)}\n`)).toThrow(LineTooLongError);
});

describe('whatever comes', () => {
  const methods = constantFrom('login', 'solution', 'job', 'cancel', 'result');
  const names = constantFrom(
    'id',
    'api_key',
    'nonce',
    'output',
    'input',
    'difficulty',
    'height',
    'nonceprefix',
    'code',
    'description',
    'forkheight',
    'blockhash',
  );
  const good = { ...solution, ...work, api_key: 'key', code: 1 };

  it('is a message or a BadStratumMessageError', () => {
    const noise = oneof(string(), json());
    assert(
      property(noise, (line) => onlyExpected(line)),
      { numRuns: 500 },
    );
  });

  it('in one value of a message that is right otherwise, too', () => {
    assert(
      property(methods, names, anything(), (method, name, value) => {
        onlyExpected(message(method, { ...good, [name]: writable(value) }));
      }),
      { numRuns: 1_000 },
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
function writable(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return null;
  }
}
