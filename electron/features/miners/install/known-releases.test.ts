import { describe, expect, it } from 'vitest';
import { MinerId } from '../../../contract/values/ids.ts';
import type { MinerRelease } from '../../../contract/values/miner.ts';
import { KnownReleases } from './known-releases.ts';

const minerId = MinerId.parse('example');

/** `2.0`, `2.1-rc` for a prerelease, `2.0!` for one without a file for this rig; published that day. */
function release(text: string, day: number): MinerRelease {
  const version = text.replace('!', '');
  return {
    version,
    publishedAt: day,
    prerelease: version.includes('-'),
    asset: text.endsWith('!') ? null : `example-${version}.zip`,
    bytes: null,
  };
}

/** Of a list, newest first. */
const listOf = (text: string): MinerRelease[] =>
  text.split(' ').map((one, index, all) => release(one, all.length - index));

describe('a newer release', () => {
  it.each<[string, string, string | null]>([
    ['3 2 1', '2', '3'],
    ['4 3 2 1', '2', '4'],
    ['3 2 1', '3', null],
    ['4! 3 2 1', '2', '3'],
    ['3! 2 1', '2', null],
    ['4-rc 3 2', '2', '3'],
    ['4-rc 3 2', '3', null],
    ['5-rc 4 3-rc 2', '3-rc', '5-rc'],
    ['3 2-rc 1', '2-rc', '3'],
    ['3 2', '1', '3'],
    ['4-rc 3! 2', '1', '2'],
    ['3-rc', '1', null],
  ])('of %s after %s is %s', (list, active, version) => {
    const known = new KnownReleases();
    known.listed(minerId, listOf(list));
    expect(known.newer(minerId, active)?.version ?? null).toBe(version);
  });

  it('is none where nothing is installed, or nobody looked', () => {
    const known = new KnownReleases();
    expect(known.newer(minerId, '1')).toBeNull();
    known.listed(minerId, listOf('2 1'));
    expect(known.newer(minerId, null)).toBeNull();
    expect(known.newer(MinerId.parse('other'), '1')).toBeNull();
    expect(known.newer(minerId, '1')).toEqual({ version: '2', publishedAt: 2 });
  });

  it('is learned from the latest one alone, but not from one that was asked for', () => {
    const known = new KnownReleases();
    known.found(minerId, release('1', 1), { isLatest: false });
    expect(known.newer(minerId, '2')).toBeNull();
    known.found(minerId, release('3', 3), { isLatest: true });
    expect(known.newer(minerId, '2')).toEqual({ version: '3', publishedAt: 3 });
    known.found(minerId, release('2', 2), { isLatest: false });
    expect(known.newer(minerId, '3')).toBeNull();
    expect(known.newer(minerId, '2')).toMatchObject({ version: '3' });
    known.listed(minerId, listOf('2 1'));
    expect(known.newer(minerId, '2')).toBeNull();
  });

  it('replaces what was known of the same version', () => {
    const known = new KnownReleases();
    known.listed(minerId, listOf('2! 1'));
    expect(known.newer(minerId, '1')).toBeNull();
    known.found(minerId, release('2', 2), { isLatest: true });
    expect(known.newer(minerId, '1')).toMatchObject({ version: '2' });
  });
});
