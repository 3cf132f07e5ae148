import { describe, expect, it } from 'vitest';
import { hangReason, usualLimits, type VitalSigns } from './vital-signs.ts';

const now = 10_000_000;
/** A process that showed everything a second ago. */
const lively: VitalSigns = {
  warmUpSince: now - 3_600_000,
  outputAt: now - 1_000,
  apiAt: now - 1_000,
  hashedAt: now - 1_000,
  poolConnected: true,
};

const hang = (state: 'warming-up' | 'running' | 'paused', signs: Partial<VitalSigns>) =>
  hangReason(state, { ...lively, ...signs }, now, usualLimits);

describe('hangReason', () => {
  it.each<[string, 'warming-up' | 'running' | 'paused', Partial<VitalSigns>]>([
    ['a lively miner', 'running', {}],
    ['silent output while the API answers', 'running', { outputAt: 0 }],
    ['a silent API while there is output', 'running', { apiAt: 0 }],
    ['no API at all', 'running', { apiAt: null, hashedAt: 0 }],
    ['59 seconds of silence', 'running', { outputAt: now - 59_999, apiAt: null }],
    ['119 seconds of 0 H/s', 'running', { hashedAt: now - 119_999 }],
    ['no pool for a while', 'running', { hashedAt: now - 599_999, poolConnected: false }],
    ['no hashrate in a pause', 'paused', { hashedAt: 0 }],
    ['silence in a pause without API', 'paused', { outputAt: 0, apiAt: null }],
    ['nothing at all in a warm-up', 'warming-up', { warmUpSince: now - 599_999, apiAt: null }],
  ])('lets pass %s', (_, state, signs) => {
    expect(hang(state, signs)).toBeNull();
  });

  it.each<[string, 'warming-up' | 'running' | 'paused', Partial<VitalSigns>, string]>([
    [
      'a minute of silence',
      'running',
      { outputAt: now - 60_000, apiAt: null },
      'The miner hung: nothing came from it for 60 seconds.',
    ],
    [
      'silence of an API that used to answer, in a pause too',
      'paused',
      { outputAt: 0, apiAt: now - 60_000 },
      'The miner hung: nothing came from it for 60 seconds.',
    ],
    [
      'two minutes of 0 H/s',
      'running',
      { hashedAt: now - 120_000 },
      'The miner hung: it reported 0 H/s for 120 seconds.',
    ],
    [
      'ten minutes without a pool',
      'running',
      { hashedAt: now - 600_000, poolConnected: false },
      'The miner found no pool for 10 minutes.',
    ],
    [
      'ten minutes of warm-up',
      'warming-up',
      { warmUpSince: now - 600_000 },
      'The miner showed no hashrate within 10 minutes of starting.',
    ],
  ])('notices %s', (_, state, signs, reason) => {
    expect(hang(state, signs)).toBe(reason);
  });
});
