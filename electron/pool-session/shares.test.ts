import { describe, expect, it } from 'vitest';
import { verusJob } from '../testing/stub-session.ts';
import { jobDifficulty } from './job-difficulty.ts';
import type { PoolDialect, PoolJob } from './pool-session.ts';
import { mayStillTake } from './same-work.ts';
import { failureKind } from './share-failures.ts';

const bytes = (length: number, byte = 0): Uint8Array => new Uint8Array(length).fill(byte);

const jobs: { readonly [Dialect in PoolDialect]: Extract<PoolJob, { dialect: Dialect }> } = {
  verus: { ...verusJob('a'), target: Uint8Array.from(bytes(32).with(30, 8)) },
  stratum1: {
    dialect: 'stratum1',
    difficulty: 16,
    versionMask: null,
    extranonce: { extranonce1: bytes(4, 1), extranonce2Bytes: 4 },
    job: {
      id: 'a',
      previousHash: bytes(32, 1),
      coinbase1: bytes(1),
      coinbase2: bytes(1),
      merkleBranch: [],
      version: 1,
      bits: 1,
      time: 1,
      cleanJobs: true,
    },
  },
  cryptonote: {
    dialect: 'cryptonote',
    noncePrefix: 1,
    job: { id: 'a', blob: bytes(76, 1), target: Uint8Array.of(0xff, 0xff, 0, 0) },
  },
  hds: {
    dialect: 'hds',
    noncePrefix: 'ab',
    forks: null,
    job: { id: '1', input: bytes(32, 1), difficulty: 138_455_134, height: null },
  },
  ethproxy: {
    dialect: 'ethproxy',
    job: { headerHash: bytes(32, 1), seedHash: bytes(32), target: 2n ** 224n },
  },
  ethstratum: {
    dialect: 'ethstratum',
    difficulty: 2,
    extranonce: bytes(2, 1),
    job: { id: 'a', headerHash: bytes(32, 1), seedHash: bytes(32), cleanJobs: true },
  },
};

describe('jobDifficulty', () => {
  it('is told in the units of each dialect', () => {
    const all = Object.values(jobs).map((job) => [job.dialect, jobDifficulty(job)]);
    expect(Object.fromEntries(all)).toEqual({
      verus: expect.closeTo(1, 5) as number,
      stratum1: 16,
      cryptonote: 65_537,
      hds: expect.closeTo(320.66, 2) as number,
      ethproxy: 2 ** 32 - 1,
      ethstratum: 2,
    });
  });
});

describe('mayStillTake', () => {
  it.each(Object.values(jobs))('is true of the same work of $dialect, and of no other', (job) => {
    expect(mayStillTake(job, structuredClone(job))).toBe(true);
    for (const other of Object.values(jobs)) {
      expect(mayStillTake(job, other)).toBe(other === job);
    }
  });

  it('goes by block and nonces where jobs of a block may be worked on side by side', () => {
    const { verus } = jobs;
    expect(mayStillTake(verus, { ...verus, job: { ...verus.job, id: 'b', time: 7 } })).toBe(true);
    expect(mayStillTake(verus, { ...verus, extranonce1: bytes(4, 9) })).toBe(false);
    const otherBlock = { ...verus.job, previousHash: bytes(32, 9) };
    expect(mayStillTake(verus, { ...verus, job: otherBlock })).toBe(false);
  });

  it.each([
    { ...jobs.stratum1, extranonce: { extranonce1: bytes(4, 1), extranonce2Bytes: 3 } },
    { ...jobs.cryptonote, noncePrefix: 2 },
    { ...jobs.cryptonote, job: { ...jobs.cryptonote.job, blob: bytes(76, 2) } },
    { ...jobs.hds, noncePrefix: 'cd' },
    { ...jobs.hds, job: { ...jobs.hds.job, id: '2' } },
    { ...jobs.ethproxy, job: { ...jobs.ethproxy.job, headerHash: bytes(32, 2) } },
    { ...jobs.ethstratum, extranonce: bytes(1, 1) },
  ])('is false where $dialect has gone on', (now) => {
    expect(mayStillTake(jobs[now.dialect], now)).toBe(false);
  });
});

describe('failureKind', () => {
  it.each<[PoolDialect, number, string, string]>([
    ['verus', 21, 'job not found', 'job-not-found'],
    ['verus', 22, 'duplicate share', 'duplicate-share'],
    ['verus', 22, 'invalid solution version (1), expected 7', 'other'],
    ['verus', 23, 'low difficulty share of 3', 'low-difficulty'],
    ['stratum1', 20, 'Stale share', 'job-not-found'],
    ['stratum1', -2, 'Duplicate share', 'duplicate-share'],
    ['cryptonote', -1, 'Low difficulty share', 'low-difficulty'],
    ['hds', 3, 'whatever it says', 'job-not-found'],
    ['hds', -32_006, '', 'duplicate-share'],
    ['hds', 2, 'duplicate', 'other'],
    ['hds', 22, 'not its code', 'other'],
  ])('knows what %s means by %i %s', (dialect, code, message, kind) => {
    expect(failureKind(dialect, { code, message })).toBe(kind);
  });
});
