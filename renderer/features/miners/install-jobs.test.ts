import { expect, it } from 'vitest';
import { anInstallJob } from '../../testing/miner-samples.ts';
import { now } from '../../testing/samples.ts';
import { isUnderWay, msLeft, stepOf, withJob } from './install-jobs.ts';

it('knows which step of four it is at, and when it has ended', () => {
  const steps = (['looking-up', 'downloading', 'verifying', 'unpacking'] as const).map((state) =>
    anInstallJob({ state }),
  );
  expect(steps.map(stepOf)).toEqual([1, 2, 3, 4]);
  expect(steps.every(isUnderWay)).toBe(true);
  for (const state of ['done', 'failed', 'cancelled'] as const) {
    expect(isUnderWay(anInstallJob({ state }))).toBe(false);
  }
});

it('reckons how long the download still takes, or says that nobody knows', () => {
  const download = { receivedBytes: 3_000, totalBytes: 9_000, bytesPerSecond: 2_000 };
  expect(msLeft(anInstallJob(download))).toBe(3_000);
  expect(msLeft(anInstallJob({ ...download, receivedBytes: 9_001 }))).toBe(0);
  expect(msLeft(anInstallJob({ ...download, totalBytes: null }))).toBeNull();
  expect(msLeft(anInstallJob({ ...download, bytesPerSecond: null }))).toBeNull();
  expect(msLeft(anInstallJob({ ...download, bytesPerSecond: 0 }))).toBeNull();
});

it.each([
  ['a later step', { state: 'verifying' }, true],
  ['more bytes', { receivedBytes: 4_000_000 }, true],
  ['fewer bytes of the same attempt', { receivedBytes: 1 }, false],
  ['fewer bytes of the next attempt, which began anew', { receivedBytes: 1, attempt: 2 }, true],
  ['an earlier step', { state: 'looking-up' }, false],
  ['an earlier step of a later installation', { state: 'looking-up', startedAt: now + 1 }, true],
  ['the end of an earlier installation', { state: 'failed', startedAt: now - 1 }, false],
] as const)('takes for news, or not: %s', (_, fields, isNews) => {
  const known = anInstallJob();
  const told = anInstallJob(fields);
  expect(withJob([known], told)).toEqual([isNews ? told : known]);
});

it('keeps the installations of other miners', () => {
  const other = anInstallJob({ minerId: 'rigel' as never });
  expect(withJob([other], anInstallJob())).toHaveLength(2);
});
