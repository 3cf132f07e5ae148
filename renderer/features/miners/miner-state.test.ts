import { expect, it } from 'vitest';
import type { VerificationLevel } from '../../../electron/contract/values/miner.ts';
import {
  aCatalogueMiner,
  aDoubtfulMiner,
  anInstalledMiner,
  anInstalledVersion,
  anInstallJob,
  aStatement,
} from '../../testing/miner-samples.ts';
import { aMiner } from '../../testing/samples.ts';
import { minerProblem, minerStateLook, sourceWord, unsupportedBecause } from './miner-state.ts';
import { trustLook } from './trust.ts';

const gone = anInstalledVersion({
  verification: aStatement(),
  problem: '/miners/t-rex has disappeared.',
  problemCode: 'executable-missing',
  suggestion: 'Look into the quarantine.',
});

it.each([
  ['the built-in one', aMiner(), undefined, 'Built in', 'neutral'],
  ['installed', anInstalledMiner(), undefined, 'Installed', 'neutral'],
  ['not installed', aCatalogueMiner(), undefined, 'Not installed', 'neutral'],
  [
    'for another system',
    aCatalogueMiner({ supported: false }),
    undefined,
    'Not for this rig',
    'neutral',
  ],
  ['being installed', aCatalogueMiner(), anInstallJob(), 'Installing', 'info'],
  [
    'after a failure',
    aCatalogueMiner(),
    anInstallJob({ state: 'failed' }),
    'Not installed',
    'neutral',
  ],
  ['waiting for consent', aDoubtfulMiner(), undefined, 'Waits for your consent', 'attention'],
  ['damaged', anInstalledMiner([gone]), undefined, 'Cannot be started', 'bad'],
  ['a package', aMiner({ kind: 'package' }), undefined, 'Your package', 'neutral'],
  [
    'a package with a problem',
    aMiner({ kind: 'package', installed: false, problem: 'No.' }),
    undefined,
    'Cannot be started',
    'bad',
  ],
] as const)('says how a miner stands: %s', (_, miner, job, label, tone) => {
  expect(minerStateLook(miner, job)).toMatchObject({ label, tone });
});

it('tells a program that has gone as it comes, though nobody has agreed to it either', () => {
  expect(minerProblem(anInstalledMiner([gone]))).toEqual({
    kind: 'problem',
    tone: 'bad',
    message: '/miners/t-rex has disappeared.',
    suggestion: 'Look into the quarantine.',
  });
});

it('names the risk of a program that waits for consent, in red where nothing was compared', () => {
  expect(minerProblem(aDoubtfulMiner())).toMatchObject({
    kind: 'consent',
    tone: 'attention',
    message: expect.stringContaining('not who made it') as string,
  });
  const unverified = anInstalledVersion({
    verification: aStatement({ level: 'unverified' }),
    problem: 'Nobody vouches for it.',
    problemCode: 'needs-consent',
  });
  expect(minerProblem(anInstalledMiner([unverified]))?.tone).toBe('bad');
});

it('has nothing to say of one that can be started', () => {
  expect(minerProblem(anInstalledMiner())).toBeNull();
  expect(minerProblem(aCatalogueMiner())).toBeNull();
});

it('names the systems that a miner is for', () => {
  expect(unsupportedBecause(['windows-x64', 'windows-arm64'])).toBe(
    'Only for Windows (x64), Windows (ARM64).',
  );
  expect(unsupportedBecause([])).toBe('There is no build that could be installed.');
});

it('claims nothing of the source of a package', () => {
  expect(sourceWord({ kind: 'package', openSource: false })).toBe('Licence unknown');
  expect(sourceWord({ kind: 'catalogue', openSource: false })).toBe('Closed source');
  expect(sourceWord({ kind: 'catalogue', openSource: true })).toBe('Open source');
});

it('is green only where somebody who should know vouches, red where nobody does', () => {
  const tones: Record<VerificationLevel, string> = {
    own: 'good',
    signed: 'good',
    known: 'good',
    published: 'attention',
    stated: 'attention',
    unverified: 'bad',
  };
  for (const [level, tone] of Object.entries(tones)) {
    expect(trustLook(level as VerificationLevel).tone).toBe(tone);
  }
});
