import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reachesPackedDifficulty, unpackDifficulty } from '../../beam/packed-difficulty.ts';
import { LineSplitter } from '../../framing/line-splitter.ts';
import { fromHex, toHex } from '../bitcoin/hex.ts';
import { beamGeneration } from './beam-hash.ts';
import { decodeClientMessage, encodeLogin, encodeSolution } from './client-messages.ts';
import { isAccepted, isLoggedIn, verdictOf } from './codes.ts';
import { maxLineLength } from './job.ts';
import { hasPrefix } from './nonce-prefix.ts';
import {
  decodeServerMessage,
  encodeCancel,
  encodeJob,
  encodeResult,
  type HdsResult,
  type ServerMessage,
} from './server-messages.ts';

const read = (name: string): string =>
  readFileSync(new URL(`recordings/${name}`, import.meta.url), 'utf8').trim();

function lines(name: string, direction: 'C>S' | 'S>C'): string[] {
  return read(name)
    .split('\n')
    .map((line) => JSON.parse(line) as { dir: string; data: string })
    .flatMap(({ dir, data }) => (dir === direction ? [data] : []));
}

const wiki = 'hds-core-wiki.jsonl';
const [wikiLogin = '', wikiSolution = ''] = lines(wiki, 'C>S');
const [wikiJob = '', wikiCancel = '', ...wikiResults] = lines(wiki, 'S>C');
const plain = { noncePrefix: null, forks: null, blockHash: null };

describe("the examples of Hds' description", () => {
  it('of a login', () => {
    const login = { kind: 'login', id: 'login', apiKey: 'skjdb7343636gucgjdjgd' };
    expect(decodeClientMessage(wikiLogin)).toEqual(login);
    expect(JSON.parse(encodeLogin('login', login.apiKey))).toEqual(JSON.parse(wikiLogin));
  });

  it('of a solution, which has 100 bytes instead of 104', () => {
    expect(decodeClientMessage(wikiSolution)).toEqual({
      kind: 'wrong-length',
      part: 'output',
      jobId: '212',
      digits: 200,
    });
  });

  it('of a job, which tells no height and has a difficulty out of reach', () => {
    const job = {
      id: '212',
      input: fromHex('636b90cc38bc7a347f074d9ca97c3a2158330f6844f8f52075a38a15ab483223'),
      difficulty: 3_441_671_469,
      height: null,
    };
    expect(decodeServerMessage(wikiJob)).toEqual({ kind: 'job', job, noncePrefix: null });
    expect(JSON.parse(encodeJob(job, null))).toEqual(JSON.parse(wikiJob));
    expect(beamGeneration(job.height)).toBe(3);
    expect(unpackDifficulty(job.difficulty).order).toBe(205);
  });

  it('of the end of a job', () => {
    expect(decodeServerMessage(wikiCancel)).toEqual({ kind: 'cancel', jobId: '212' });
    expect(JSON.parse(encodeCancel('212'))).toEqual(JSON.parse(wikiCancel));
  });

  it('of results', () => {
    const [failed, accepted, loggedIn] = wikiResults.map((line) => resultOf(line));
    const login = { id: 'login', ...plain };
    expect(failed).toEqual({ ...login, code: -32_003, description: 'Login failed' });
    expect(accepted).toEqual({ id: '212', ...plain, code: 1, description: 'accepted' });
    const description = 'Login successful';
    expect(loggedIn).toEqual({ ...login, code: 0, description, noncePrefix: 'ab4e3a' });
    expect([failed, loggedIn].map((result) => isLoggedIn(result?.code ?? NaN))).toEqual([
      false,
      true,
    ]);
    expect(isAccepted(accepted?.code ?? NaN)).toBe(true);
    expect(verdictOf(failed?.code ?? NaN)).toBe('login-failed');
  });

  it('of results, which are answered in these words', () => {
    const [failed = '', accepted = '', loggedIn = ''] = wikiResults;
    expect(JSON.parse(encodeResult('login', 'login-failed'))).toEqual(JSON.parse(failed));
    expect(JSON.parse(encodeResult('212', 'accepted'))).toEqual(JSON.parse(accepted));
    const answer = JSON.parse(
      encodeResult('login', 'success', { noncePrefix: 'ab4e3a' }),
    ) as object;
    expect({ ...answer, description: 'Login successful' }).toEqual(JSON.parse(loggedIn));
  });
});

describe('a Beam pool', () => {
  const [login = '', jobLine = ''] = lines('beam-pool-1067753.jsonl', 'S>C');

  it('logs a client in and gives it a job', () => {
    expect(resultOf(login)).toMatchObject({ id: 'login', code: 0, noncePrefix: '470fef51' });
    const message = decodeServerMessage(jobLine);
    expect(message).toMatchObject({
      kind: 'job',
      job: { id: '4191837464', difficulty: 155_232_350, height: 1_067_753 },
      noncePrefix: '470fef51',
    });
    if (message.kind !== 'job') return;
    expect(unpackDifficulty(message.job.difficulty).difficulty).toBeCloseTo(641.32, 2);
    expect(beamGeneration(message.job.height)).toBe(3);
    expect(JSON.parse(encodeJob(message.job, message.noncePrefix))).toEqual(JSON.parse(jobLine));
  });

  it('accepted a share that begins with its prefix and reaches its difficulty', () => {
    const recorded = JSON.parse(read('beam-pool-1067767-share.json')) as Record<
      'nonce' | 'noncePrefix' | 'output',
      string
    > & { difficulty: number };
    const share = {
      jobId: '7',
      nonce: fromHex(recorded.nonce),
      solution: fromHex(recorded.output),
    };
    const line = encodeSolution(share);
    expect(JSON.parse(line)).toEqual({
      id: '7',
      jsonrpc: '2.0',
      method: 'solution',
      nonce: recorded.nonce,
      output: recorded.output,
    });
    expect(decodeClientMessage(line)).toEqual({ kind: 'solution', share });
    expect(hasPrefix(toHex(share.nonce), recorded.noncePrefix)).toBe(true);
    const hash = createHash('sha256').update(share.solution).digest();
    expect(reachesPackedDifficulty(hash, recorded.difficulty)).toBe(true);
  });
});

it.each([
  [wiki, 'C>S', decodeClientMessage],
  [wiki, 'S>C', decodeServerMessage],
  ['beam-pool-1067753.jsonl', 'S>C', decodeServerMessage],
] as const)('%s %s gives the same messages wherever the stream is cut', (name, dir, decode) => {
  // Nodes take a space and a carriage return before the line end.
  const stream = lines(name, dir).join('').replaceAll('\n', ' \r\n');
  const whole = lines(name, dir).map((line) => decode(line));
  for (let size = 1; size <= stream.length; size += 1) {
    const splitter = new LineSplitter({ maxLength: maxLineLength, overlong: 'throw' });
    const messages: unknown[] = [];
    for (let at = 0; at < stream.length; at += size) {
      messages.push(...splitter.push(stream.slice(at, at + size)).map((line) => decode(line)));
    }
    expect(messages).toEqual(whole);
  }
});

function resultOf(line: string): HdsResult {
  const message: ServerMessage = decodeServerMessage(line);
  if (message.kind !== 'result') throw new Error(`no result: ${line}`);
  return message.result;
}
