import { describe, expect, it } from 'vitest';
import type { MiningJob } from '../mining/mining-job.ts';
import { sentenceOf, type Situation } from './sentence.ts';

const now = 1_000_000;
const job: MiningJob = {
  jobId: 'a',
  header: new Uint8Array(1_487),
  // One hash in 2 ** 16.
  target: Uint8Array.from({ length: 32 }, (_, at) => (at < 30 ? 0xff : 0)),
  firstNonce: 0,
  lastNonce: 2 ** 32 - 1,
};
const mining: Situation = {
  now,
  missing: null,
  kernelFailure: null,
  isWanted: true,
  wasWanted: true,
  breakdown: null,
  link: { state: 'working', problem: null, retryAt: null },
  pool: 'Working',
  job,
  isExhausted: false,
  pace: { workPercent: 100, because: null },
  since: now - 125_000,
  hashrate: 65_536 / 4,
};
const idle: Situation = { ...mining, isWanted: false, wasWanted: false, job: null, since: null };
const away: Situation = { ...mining, job: null, since: null, hashrate: null };
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const cases: [string, Situation, title: string | RegExp, detail: string | RegExp][] = [
  ['nothing was started', idle, 'Not mining', /starts when you press Start/],
  ['it was stopped', { ...idle, wasWanted: true }, 'Stopped', /Nothing is computed/],
  ['it mines', mining, 'Mining at 16.4 kH/s', 'For 2 min 05 s. A share is found about every 4 s.'],
  ['it has just begun', { ...mining, hashrate: null }, 'Mining', /first figures/],
  [
    'nobody sees it',
    { ...mining, pace: { workPercent: 25, because: 'hidden' } },
    'Mining at 16.4 kH/s',
    /25 % of the time: nobody sees/,
  ],
  [
    'it runs on battery',
    { ...mining, pace: { workPercent: 0, because: 'battery' } },
    /^Paused/,
    /goes on by itself/,
  ],
  ['there are no nonces left', { ...mining, isExhausted: true }, /Every nonce/, /next job/],
  [
    'the bridge has no work',
    { ...away, link: { ...away.link, state: 'waiting' } },
    'Waiting for work',
    /none at the moment: Working/,
  ],
  [
    'the bridge is gone',
    { ...away, link: { state: 'backing-off', problem: 'lost', retryAt: now + 3_200 } },
    'Not connected',
    'The connection to the bridge broke off. Next attempt in 4 s.',
  ],
  [
    'the address is banned',
    { ...away, link: { state: 'refused', problem: 'banned', retryAt: null } },
    /does not let this browser in/,
    /banned for a while/,
  ],
  ['the browser is old', { ...idle, missing: 'simd' }, /cannot mine/, /no SIMD.*Safari 16\.4/],
  ['the kernel is not there', { ...idle, kernelFailure: '404' }, /cannot mine/, /404/],
  [
    'the device was too slow',
    { ...idle, breakdown: { kind: 'slow' } },
    /too slow/,
    /fewer threads/,
  ],
  [
    'a thread failed',
    { ...idle, breakdown: { kind: 'failed', message: 'out of memory' } },
    /thread failed/,
    /out of memory/,
  ],
];

describe('the sentence of the page', () => {
  it.each(cases)('says so where %s', (_where, situation, title, detail) => {
    const sentence = sentenceOf(situation);
    expect(plain(sentence.title)).toMatch(title);
    expect(plain(sentence.detail)).toMatch(detail);
  });

  it('is told without the figures that change all the time', () => {
    expect(sentenceOf(mining).spoken).toBe(sentenceOf({ ...mining, hashrate: 3 }).spoken);
    const gone = {
      ...away,
      link: { state: 'backing-off', problem: 'lost', retryAt: now },
    } as const;
    expect(sentenceOf(gone).spoken).toBe(sentenceOf({ ...gone, now: now - 5_000 }).spoken);
  });
});
