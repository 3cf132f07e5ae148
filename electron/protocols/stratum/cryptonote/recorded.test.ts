import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../framing/line-splitter.ts';
import { toHex } from '../bitcoin/hex.ts';
import { decodeClientMessage, encodeLogin, encodeSubmit } from './client-messages.ts';
import type { CryptonoteJob } from './job.ts';
import { isNicehash, keepsNoncePrefix, noncePrefixOf, withNoncePrefix } from './nonce-prefix.ts';
import {
  decodeServerMessage,
  decodeSession,
  encodeAccepted,
  encodeJob,
  encodeRefusal,
  encodeSession,
} from './server-messages.ts';
import { difficultyOf, fullTarget, reaches } from './target.ts';

const folder = new URL('recordings/', import.meta.url);
const names = readdirSync(folder);

type Direction = 'C>S' | 'S>C';

function lines(name: string, direction?: Direction): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { dir, ev, data } = JSON.parse(line) as Record<string, string>;
    return ev === 'line' && (direction ?? dir) === dir ? [data ?? ''] : [];
  });
}

const decoders: readonly [Direction, (line: string) => unknown][] = [
  ['C>S', decodeClientMessage],
  ['S>C', decodeServerMessage],
];

describe.each(names)('%s', (name) => {
  it('has no line that is not understood', () => {
    const fromClient = lines(name, 'C>S').map(decodeClientMessage);
    const fromServer = lines(name, 'S>C').map(decodeServerMessage);
    expect(new Set(fromClient.map(({ kind }) => kind))).toEqual(new Set(['login', 'submit']));
    expect(new Set(fromServer.map(({ kind }) => kind))).toEqual(new Set(['answer', 'job']));
  });

  it('gives the same messages wherever the stream is cut', () => {
    for (const [direction, decode] of decoders) {
      const stream = lines(name, direction).join('');
      const whole = lines(name, direction).map((line) => decode(line));
      for (const size of [1, 2, 7, 64, 1_000, stream.length]) {
        const splitter = new LineSplitter({ maxLength: 10_000, overlong: 'throw' });
        const messages: unknown[] = [];
        for (let at = 0; at < stream.length; at += size) {
          messages.push(...splitter.push(stream.slice(at, at + size)).map((line) => decode(line)));
        }
        expect(messages).toEqual(whole);
      }
    }
  });

  it('is written again as it came', () => {
    for (const line of lines(name)) {
      expect(JSON.parse(encodedAgain(line))).toEqual(JSON.parse(line));
    }
  });

  it('has shares that reach the target of their job', () => {
    const jobs = new Map<string, CryptonoteJob>();
    let shares = 0;
    for (const line of lines(name)) {
      const job = jobIn(line);
      if (job) jobs.set(job.id, job);
      const message = decodeClientMessage(line);
      if (message.kind !== 'submit') continue;
      const target = jobs.get(message.share.jobId)?.target;
      if (!target) throw new Error(`share of unknown job: ${line}`);
      expect(reaches(message.share.hash, fullTarget(target))).toBe(true);
      shares += 1;
    }
    expect(shares).toBeGreaterThan(2);
  });
});

/** The line as our codec writes it. */
function encodedAgain(line: string): string {
  const said = decodeClientMessage(line);
  if (said.kind === 'login') return encodeLogin(said.id, said.login);
  if (said.kind === 'submit') return encodeSubmit(said.id, said.sessionId, said.share);
  const message = decodeServerMessage(line);
  if (message.kind === 'job') return encodeJob(message.job, message.sessionId);
  if (message.kind !== 'answer') throw new Error(`not written again: ${line}`);
  const { id, result, error } = message;
  if (error) return encodeRefusal(id, error);
  return line.includes('"job"') ? encodeSession(id, decodeSession(result)) : encodeAccepted(id);
}

function jobIn(line: string): CryptonoteJob | undefined {
  const message = decodeServerMessage(line);
  if (message.kind === 'job') return message.job;
  if (message.kind !== 'answer' || !line.includes('"job"')) return undefined;
  return decodeSession(message.result).job;
}

describe('XMRig 6.26.0 at monero-pool', () => {
  const [login = '', session = '', submit = ''] = lines('xmrig-6.26.0-monero-pool.jsonl');

  it('says who it is and what it can hash', () => {
    const message = decodeClientMessage(login);
    if (message.kind !== 'login') throw new Error('no login');
    const { user, algorithms, ...rest } = message.login;
    expect(rest).toEqual({
      password: 'x',
      userAgent: 'XMRig/6.26.0 (Linux x86_64) libuv/1.44.2 gcc/12.2.0',
      rigName: 'rig0',
    });
    expect(user).toMatch(/^48kSvqw1.{87}$/);
    expect(algorithms).toHaveLength(31);
    expect(algorithms).toContain('rx/0');
  });

  it('gets a session and its first job', () => {
    const message = decodeServerMessage(session);
    const { sessionId, job, extensions } = decodeSession(
      message.kind === 'answer' && message.result,
    );
    expect([sessionId, extensions]).toEqual(['c072cb17b42344259a4130a2883e4307', []]);
    expect({ ...job, blob: toHex(job.blob).slice(0, 8), seedHash: job.seedHash?.length }).toEqual({
      id: '00e39c18816c428dadbc0b3de56472e5',
      blob: '1010c289',
      target: Uint8Array.of(0x28, 0x5c, 0x8f, 0x02),
      height: 5,
      seedHash: 32,
      nextSeedHash: null,
    });
    expect(difficultyOf(job.target)).toBe(100n);
    expect(isNicehash(job, extensions)).toBe(false);
  });

  it('finds a share', () => {
    const message = decodeClientMessage(submit);
    if (message.kind !== 'submit') throw new Error('no share');
    const { nonce, hash, ...rest } = message.share;
    expect([message.sessionId, rest]).toEqual([
      'c072cb17b42344259a4130a2883e4307',
      { jobId: '00e39c18816c428dadbc0b3de56472e5' },
    ]);
    expect(nonce).toEqual(Uint8Array.of(1, 0, 0, 0));
    expect(hash.slice(30)).toEqual(Uint8Array.of(0x5b, 0x02));
  });
});

it('two clients of xmrig-proxy get the same job with a byte of their own, and keep it', () => {
  const all = lines('xmrig-6.26.0-xmrig-proxy.jsonl');
  const sessions = all
    .map(decodeServerMessage)
    .flatMap((message) => (message.kind === 'answer' ? [message.result] : []))
    .filter((result) => typeof result === 'object' && result !== null && 'job' in result)
    .map(decodeSession);
  const prefixes = new Map(
    sessions.map(({ sessionId, job }) => [sessionId, noncePrefixOf(job.blob)]),
  );
  expect([...prefixes.values()]).toEqual([0xf0, 0xf1]);
  const [first, second] = sessions;
  if (!first || !second) throw new Error('there were two');
  expect(withNoncePrefix(first.job, 0xf1)).toEqual(second.job);
  expect(isNicehash(first.job, first.extensions)).toBe(true);
  let shares = 0;
  for (const message of all.map(decodeClientMessage)) {
    if (message.kind !== 'submit') continue;
    const prefix = prefixes.get(message.sessionId) ?? -1;
    expect(keepsNoncePrefix(message.share.nonce, prefix)).toBe(true);
    expect(keepsNoncePrefix(message.share.nonce, prefix ^ 1)).toBe(false);
    shares += 1;
  }
  expect(shares).toBe(10);
});
