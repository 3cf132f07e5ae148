import { describe, expect, it } from 'vitest';
import { RunState } from '../../../electron/contract/values/run.ts';
import { aReading, aRun, now } from '../../testing/samples.ts';
import { stateSentence } from './sentence.ts';

const at = new Date(2026, 10, 21, 14, 0).getTime();

describe('the sentence about one run', () => {
  it.each([
    ['starting', {}, 'Starting XMRig', '12 s'],
    ['warming-up', {}, 'Warming up XMRig', 'getting ready to hash, 12 s so far'],
    ['paused', { pausedUntil: null }, 'Paused until you resume', 'for 12 s'],
    ['paused', { pausedUntil: at + 1_800_000 }, 'Paused until 14:30', 'for 12 s'],
    ['stopping', {}, 'Stopping XMRig', '12 s'],
    [
      'backing-off',
      { retryAt: at + 7_400, reason: 'It ended with exit code 1.', restarts: 2 },
      'Restarting XMRig in 8 s: it ended with exit code 1',
      '(2 restarts so far)',
    ],
    ['backing-off', { retryAt: at - 1, reason: null }, 'Restarting XMRig in 0 s', ''],
    [
      'failed',
      { reason: 'XMRig ended 5 times within two minutes.' },
      'Failed: XMRig ended 5 times within two minutes',
      '12 s ago',
    ],
    ['stopped', { endReason: 'user' }, 'Not mining', 'Stopped 12 s ago'],
    [
      'stopped',
      { endReason: 'interrupted' },
      'Not mining',
      'Interrupted 12 s ago: Rigwright itself was ended',
    ],
    ['stopped', { endReason: 'shutdown' }, 'Not mining', 'Stopped with Rigwright 12 s ago'],
  ] as const)('%s %o', (state, fields, text, detail) => {
    const sentence = stateSentence([aRun({ state, stateSince: at - 12_000, ...fields })], at);
    expect([sentence.text, sentence.detail]).toEqual([text, detail]);
  });

  it('gives the hashrate and how long while it mines', () => {
    const reading = aReading({ at: at - 1_000, hashrate: 7_213 });
    const run = aRun({ state: 'running', stateSince: at - 22_320_000, reading });
    expect(stateSentence([run], at)).toMatchObject({
      text: 'Mining with XMRig',
      figure: '7.21 kH/s',
      detail: 'for 6 h 12 min',
      tone: 'good',
    });
  });

  it('does not repeat an old hashrate as if it were of now', () => {
    const run = aRun({ state: 'running', reading: aReading({ at: at - 60_000 }) });
    expect(stateSentence([run], at)).toMatchObject({
      figure: null,
      detail: 'but it does not say how fast',
    });
  });

  it('reads out nothing that changes by the second', () => {
    for (const state of RunState.options) {
      const run = (nowAt: number) =>
        stateSentence([aRun({ state, retryAt: at + 60_000, stateSince: at })], nowAt).spoken;
      expect(run(at + 3_000)).toBe(run(at));
    }
  });

  it('has an icon and words for every state', () => {
    for (const state of RunState.options) {
      const sentence = stateSentence([aRun({ state })], now);
      expect(sentence.icon).toMatch(/^i-lucide-/);
      expect(sentence.text).not.toBe('');
    }
  });
});

describe('the sentence about several runs', () => {
  const mining = aRun({ state: 'running', reading: aReading({ at, hashrate: 1_000 }) });

  it('adds up what they do', () => {
    expect(stateSentence([mining, mining], at)).toMatchObject({
      text: 'Mining with 2 miners',
      figure: '2.00 kH/s',
    });
  });

  it('is about the one that needs a person, and says that the others mine', () => {
    const broken = aRun({ state: 'backing-off', retryAt: at + 4_000, reason: null });
    expect(stateSentence([mining, broken], at)).toMatchObject({
      text: 'Restarting XMRig in 4 s',
      detail: '1 other miner is mining',
    });
  });

  it('ignores those that ended while others mine', () => {
    expect(stateSentence([aRun({ state: 'failed' }), mining], at).text).toBe('Mining with XMRig');
  });
});

it('says so when nothing ever ran', () => {
  expect(stateSentence([], at)).toMatchObject({ text: 'Not mining', detail: '', tone: 'neutral' });
});
