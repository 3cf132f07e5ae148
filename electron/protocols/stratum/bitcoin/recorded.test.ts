import { scryptSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256d } from '../../../testing/sha256d.ts';
import { LineSplitter } from '../../framing/line-splitter.ts';
import { blockHeader } from './block-header.ts';
import { decodeClientMessage, type ClientMessage } from './client-messages.ts';
import { reaches, targetOf, targetOfOne } from './difficulty.ts';
import type { StratumJob } from './job.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeJob,
  sessionIdOf,
} from './server-messages.ts';

const folder = new URL('../recordings/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

interface Recorded {
  readonly dir: 'C>S' | 'S>C';
  readonly ev: string;
  readonly data?: string;
}

function lines(name: string, direction: Recorded['dir']): string[] {
  return records(name).flatMap(({ dir, ev, data = '' }) =>
    dir === direction && ev === 'line' ? [data] : [],
  );
}

function records(name: string): Recorded[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as Recorded);
}

describe.each(names)('%s', (name) => {
  it('has no line that is not understood', () => {
    const fromClient = lines(name, 'C>S').map(decodeClientMessage);
    const fromServer = lines(name, 'S>C').map(decodeServerMessage);
    expect(fromClient.slice(0, 2).map((message) => message.kind)).toEqual([
      'subscribe',
      'authorize',
    ]);
    expect(fromServer.map((message) => message.kind)).toContain('job');
    expect([...fromClient, ...fromServer].filter(({ kind }) => kind === 'unknown')).toEqual([]);
  });

  it('gives the same messages wherever the stream is cut', () => {
    const stream = lines(name, 'S>C').join('');
    const whole = stream.trimEnd().split('\n').map(decodeServerMessage);
    for (const size of [1, 2, 7, 64, 1_000, stream.length]) {
      const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
      const messages: unknown[] = [];
      for (let at = 0; at < stream.length; at += size) {
        messages.push(...splitter.push(stream.slice(at, at + size)).map(decodeServerMessage));
      }
      expect(messages).toEqual(whole);
    }
  });

  it('writes the jobs as they came', () => {
    for (const line of lines(name, 'S>C')) {
      const message = decodeServerMessage(line);
      if (message.kind !== 'job') continue;
      expect(JSON.parse(encodeJob(message.job))).toEqual(JSON.parse(line));
    }
  });
});

it.each([
  ['minerd-2.5.1-nomp', 'deadbeefcafebabe0100000000000000'],
  ['cpuminer-opt-26.1-ckpool', '6b014d45'],
])('%s names its session', (name, sessionId) => {
  const [first = ''] = lines(`${name}.jsonl`, 'S>C');
  const message = decodeServerMessage(first);
  expect(message.kind === 'answer' && sessionIdOf(message.result)).toBe(sessionId);
});

// The pool of these recordings accepted every share below; SHA-256d makes its merkle root, scrypt its hash.
describe.each(['minerd-2.5.1', 'cpuminer-opt-26.1', 'cpuminer-multi-1.3.7'])(
  'the shares of %s',
  (miner) => {
    it('reach the difficulty, so every byte of the header is in its place', () => {
      const shares = acceptedShares(`${miner}-nomp.jsonl`);
      expect(shares.length).toBeGreaterThanOrEqual(5);
      for (const { header, difficulty } of shares) {
        const hash = scryptSync(header, header, 32, { N: 1024, r: 1, p: 1 });
        expect(reaches(hash, targetOf(difficulty, targetOfOne.scrypt))).toBe(true);
      }
    });
  },
);

function acceptedShares(name: string): { header: Uint8Array; difficulty: number }[] {
  const jobs = new Map<string, { job: StratumJob; difficulty: number }>();
  let extranonce1: Uint8Array | undefined;
  let difficulty = 1;
  const shares: { header: Uint8Array; difficulty: number }[] = [];
  for (const { dir, ev, data = '' } of records(name)) {
    if (ev !== 'line') continue;
    if (dir === 'C>S') {
      const message: ClientMessage = decodeClientMessage(data);
      if (message.kind !== 'submit' || !extranonce1) continue;
      const { jobId, ...choice } = message.share;
      const work = jobs.get(jobId);
      if (!work) throw new Error(`share of unknown job ${jobId}`);
      const header = blockHeader(work.job, { ...choice, extranonce1 }, sha256d);
      shares.push({ header, difficulty: work.difficulty });
      continue;
    }
    const message = decodeServerMessage(data);
    if (message.kind === 'difficulty') difficulty = message.difficulty;
    if (message.kind === 'job') jobs.set(message.job.id, { job: message.job, difficulty });
    if (message.kind === 'answer' && message.id === 1) {
      ({ extranonce1 } = decodeSubscription(message.result));
    }
  }
  return shares;
}
