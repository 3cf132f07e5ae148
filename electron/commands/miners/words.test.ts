import { describe, expect, it } from 'vitest';
import { sampleMiner } from '../../testing/sample-miner.ts';
import { shippedEntry } from '../../testing/shipped-catalogue.ts';
import { feeText, isVouchedFor, stateText, trustText } from './words.ts';

describe('words for miners', () => {
  it.each([
    ['builtin', 'none'],
    ['ccminer-verus', 'none'],
    ['xmrig', 'at least 1 %'],
    ['lolminer', '0.7 % to 2.5 %'],
    ['gminer', '1 % to 5 %'],
    ['t-rex', '1 % to 2 %'],
    ['wildrig', 'none to 5 %'],
    ['srbminer-multi', 'none to 3 %'],
  ])('tell the fee of %s from the least to the most', (id, text) => {
    expect(feeText(shippedEntry(id).devFee.text)).toBe(text);
  });

  it.each([
    ['2 %.', '2 %'],
    ['The package does not say.', 'the package does not say'],
    ['Somebody wrote a whole story about it here', 'Somebody wrote a whole …'],
    ['', ''],
  ])('tell the fee %j as %j', (devFee, text) => {
    expect(feeText(devFee)).toBe(text);
  });

  const verification = (level: string) => ({
    level,
    text: '',
    source: '',
    archiveSha256: null,
    executableSha256: null,
    signedBy: null,
    verifiedAt: 1,
  });
  const version = (level: string, consentedAt: number | null) => ({
    version: '1',
    active: true,
    installedAt: 1,
    bytes: 1,
    executable: '/m',
    verification: verification(level),
    consentedAt,
    problem: null,
  });
  it.each<[string, Parameters<typeof sampleMiner>[0]]>([
    ['built in', { kind: 'builtin' }],
    ['not installed', { installed: false }],
    ['not for this rig', { installed: false, supported: false }],
    ['installed', { versions: [version('signed', null)] }],
    ['your package', { kind: 'package', versions: [version('unverified', 1)] }],
    [
      'waits for your consent',
      {
        installed: false,
        versions: [version('stated', null)],
        verification: verification('stated'),
      },
    ],
    [
      'cannot be started',
      { installed: false, versions: [version('stated', 1)], verification: verification('stated') },
    ],
    [
      'cannot be started',
      {
        installed: false,
        versions: [version('signed', null)],
        verification: verification('signed'),
      },
    ],
  ])('say “%s”', (text, fields) => {
    expect(stateText(sampleMiner(fields), { installing: false })).toBe(text);
    expect(stateText(sampleMiner(fields), { installing: true })).toBe('being installed');
  });

  it('vouch for what a publisher or the catalogue vouches for', () => {
    expect(
      (['own', 'signed', 'known', 'published', 'stated', 'unverified'] as const).map(isVouchedFor),
    ).toEqual([true, true, true, false, false, false]);
    // Without colours here, as the output is no terminal.
    expect(trustText('stated')).toBe('Only compared with its download site');
  });
});
