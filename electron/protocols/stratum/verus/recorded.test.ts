import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKernel } from '../../../platform/kernels/load-kernel.ts';
import { LineSplitter } from '../../framing/line-splitter.ts';
import { fromHex, toHex } from '../bitcoin/hex.ts';
import { headerNonce, nonceSpaceOffset, verusHeader } from './block-header.ts';
import { decodeClientMessage, encodeSubmit } from './client-messages.ts';
import type { VerusJob, VerusShare } from './job.ts';
import { firstPreHeaderHashOffset, preHeaderOf } from './pre-header.ts';
import {
  decodeServerMessage,
  decodeSubscription,
  encodeJob,
  encodeTarget,
} from './server-messages.ts';
import { isHeaderNonceFree, nonceSpace, submittedSolution } from './solution.ts';
import { reaches, shareTarget } from './target.ts';

const kernel = await loadKernel('verushash');
const folder = new URL('recordings/', import.meta.url);
const sessions = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

function lines(name: string, direction: 'C>S' | 'S>C'): string[] {
  const text = readFileSync(new URL(name, folder), 'utf8').trim();
  return text.split('\n').flatMap((line) => {
    const { dir, ev, data } = JSON.parse(line) as Record<string, string>;
    return dir === direction && ev === 'line' ? [data ?? ''] : [];
  });
}

describe.each(sessions)('%s', (name) => {
  it('has no line that is not understood', () => {
    const fromClient = lines(name, 'C>S').map(decodeClientMessage);
    const fromServer = lines(name, 'S>C').map(decodeServerMessage);
    const kinds = fromClient.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['subscribe', 'authorize']);
    expect(kinds.filter((kind) => kind === 'submit').length).toBeGreaterThanOrEqual(5);
    expect(fromServer.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['target', 'job']));
    expect([...fromClient, ...fromServer].filter(({ kind }) => kind === 'unknown')).toEqual([]);
  });

  it('gives the same messages wherever the stream is cut', () => {
    const both: [direction: 'C>S' | 'S>C', decode: (line: string) => unknown][] = [
      ['C>S', decodeClientMessage],
      ['S>C', decodeServerMessage],
    ];
    for (const [direction, decode] of both) {
      const stream = lines(name, direction).join('');
      const whole = stream
        .trimEnd()
        .split('\n')
        .map((line) => decode(line));
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

  it('writes the jobs, the target and the shares as they came', () => {
    const again: [unknown, unknown][] = [];
    for (const line of [...lines(name, 'S>C'), ...lines(name, 'C>S')]) {
      const encoded = encodedAgain(line);
      if (encoded !== undefined) again.push([JSON.parse(encoded), JSON.parse(line)]);
    }
    expect(again.length).toBeGreaterThanOrEqual(8);
    for (const [encoded, recorded] of again) expect(encoded).toEqual(recorded);
  });

  it('has shares that reach the target, so every byte of the header is in its place', () => {
    const shares = sentShares(name);
    expect(shares.length).toBeGreaterThanOrEqual(5);
    for (const { header, target } of shares) {
      expect(reaches(kernel.hash(header), target)).toBe(true);
    }
  });
});

/** The headers of all shares of a session, on chains where the nonce of the header is hashed. */
function sentShares(name: string): { header: Uint8Array; target: Uint8Array }[] {
  const jobs = new Map<string, VerusJob>();
  let extranonce1 = new Uint8Array();
  let target = new Uint8Array();
  for (const message of lines(name, 'S>C').map(decodeServerMessage)) {
    if (message.kind === 'target') target = Uint8Array.from(message.target);
    if (message.kind === 'job') jobs.set(message.job.id, message.job);
    if (message.kind === 'answer' && message.id === 1) {
      extranonce1 = Uint8Array.from(decodeSubscription(message.result));
    }
  }
  const submits = lines(name, 'C>S').filter((line) => line.includes('mining.submit'));
  return submits.map(shareOf).map(({ jobId, nonce2, solution }) => {
    const job = jobs.get(jobId);
    if (!job) throw new Error(`share of unknown job ${jobId}`);
    return { header: verusHeader({ ...job, solution }, headerNonce(extranonce1, nonce2)), target };
  });
}

/** The line as our codec writes it, where it is of a kind that has but one form. */
function encodedAgain(line: string): string | undefined {
  if (line.includes('mining.submit')) {
    const { id } = JSON.parse(line) as { id: number };
    return encodeSubmit(id, shareOf(line));
  }
  const message = decodeServerMessage(line);
  if (message.kind === 'job') return encodeJob(message.job);
  return message.kind === 'target' ? encodeTarget(message.target) : undefined;
}

interface RecordedShare {
  readonly extranonce1: string;
  readonly setTarget: string;
  readonly notify: string;
  readonly submit: string;
  readonly poolNonce: string;
  readonly nonceSpace: string;
  readonly header140: string;
  readonly printedHash: string;
}

function open(name: string) {
  const recorded = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as RecordedShare;
  return { ...recorded, job: jobOf(recorded.notify), share: shareOf(recorded.submit) };
}

describe('the merge-mined share of ccminer', () => {
  const recorded = open('ccminer-3.8.3-merge-mined-share.json');
  const { job, share } = recorded;
  const extranonce1 = fromHex(recorded.extranonce1);

  it('is the template of its job and the 15 bytes of the client', () => {
    const space = nonceSpace({
      extranonce1,
      // Three more bytes of the nonce of the header, then a random number of the thread.
      middle: fromHex('00000000c6237f'),
      counter: 0x0003_2da1,
    });
    expect(toHex(space)).toBe(recorded.nonceSpace);
    expect(share.solution).toEqual(submittedSolution(job, space));
    expect(share.time).toBe(job.time);
    expect(isHeaderNonceFree(job.solution)).toBe(false);
  });

  it('has a header in which every byte is in its place', () => {
    const header = verusHeader({ ...job, solution: share.solution }, fromHex(recorded.poolNonce));
    const wire = JSON.parse(recorded.notify) as { params: string[] };
    const [, version, previous, merkle, sapling, time, bits] = wire.params;
    const submitted = (JSON.parse(recorded.submit) as { params: string[] }).params[4];
    expect(toHex(header)).toBe(
      `${version}${previous}${merkle}${sapling}${time}${bits}${recorded.poolNonce}${submitted}`,
    );
    expect(toHex(header.slice(nonceSpaceOffset))).toBe(recorded.nonceSpace);
    expect(preHeaderOf(header)).toEqual(
      fromHex(
        `${previous}${merkle}${sapling}${recorded.poolNonce}${bits}${toHex(job.solution.slice(8, 72))}`,
      ),
    );
    expect(toHex(job.solution.slice(firstPreHeaderHashOffset, firstPreHeaderHashOffset + 4))).toBe(
      '4e0a8e2a',
    );
  });

  it('hashes to what the pool printed, whoever clears the header', () => {
    const header = verusHeader(job, fromHex(recorded.poolNonce));
    const ownNonce = verusHeader(job, headerNonce(extranonce1));
    using ofPool = kernel.prepareJob(header, 'pool');
    using ofMiner = kernel.prepareJob(ownNonce, 'miner');
    for (const prepared of [ofPool, ofMiner]) {
      const hash = prepared.check(fromHex(recorded.nonceSpace));
      expect(toHex(hash.toReversed())).toBe(recorded.printedHash);
    }
  });

  it('reaches the target of difficulty 64, which the pool printed through a rounded number', () => {
    const message = decodeServerMessage(recorded.setTarget);
    if (message.kind !== 'target') throw new Error('there is no target');
    const hash = fromHex(recorded.printedHash).toReversed();
    expect(reaches(hash, message.target)).toBe(true);
    expect(reaches(hash, shareTarget(710))).toBe(true);
    expect(reaches(hash, shareTarget(712))).toBe(false);
  });
});

describe('the share of ccminer on a chain without merge mining', () => {
  const recorded = open('ccminer-3.8.3-share.json');
  const { job, share } = recorded;

  it('has a header in which every byte is in its place', () => {
    const nonce = headerNonce(fromHex(recorded.extranonce1), share.nonce2);
    const header = verusHeader({ ...job, solution: share.solution }, nonce);
    const submitted = (JSON.parse(recorded.submit) as { params: string[] }).params[4];
    expect(toHex(header)).toBe(`${recorded.header140}${submitted}`);
    expect(toHex(kernel.hash(header).toReversed())).toBe(recorded.printedHash);
    expect(isHeaderNonceFree(job.solution)).toBe(true);
  });
});

function jobOf(line: string): VerusJob {
  const message = decodeServerMessage(line);
  if (message.kind !== 'job') throw new Error(`no job: ${line}`);
  return message.job;
}

function shareOf(line: string): VerusShare {
  const message = decodeClientMessage(line);
  if (message.kind !== 'submit') throw new Error(`no share: ${line}`);
  return message.share;
}
