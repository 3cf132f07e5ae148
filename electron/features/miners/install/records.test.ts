import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { MinerRecord, type VersionRecord } from './installed-file.ts';
import { activated, superfluous, withoutVersion, withVersion } from './records.ts';

const hash = '12'.repeat(32);

const versionOf = (version: string, installedAt: number): VersionRecord => ({
  version,
  installedAt,
  bytes: 10,
  executable: 'miner-1/miner',
  executableSha256: hash,
  files: [{ path: 'lib/libexample.so', sha256: hash }],
  verification: {
    level: 'stated',
    text: 'stated',
    source: 'https://example.org',
    archiveSha256: hash,
    executableSha256: hash,
    signedBy: null,
    verifiedAt: installedAt,
  },
  consent: { at: 5, executableSha256: hash },
});

const none: MinerRecord = { active: null, previous: null, versions: [] };
const install = (...names: string[]): MinerRecord =>
  names.reduce((miner, name, index) => withVersion(miner, versionOf(name, index)), none);
const namesOf = ({ versions }: MinerRecord): string[] => versions.map(({ version }) => version);

describe('the record of a miner', () => {
  it('makes what is installed the active version and remembers the one before', () => {
    expect(install('1', '2', '3')).toMatchObject({ active: '3', previous: '2' });
  });

  it('replaces a version that is installed again', () => {
    const miner = withVersion(install('1', '2'), versionOf('2', 9));
    expect(namesOf(miner)).toEqual(['1', '2']);
    expect(miner).toMatchObject({ active: '2', previous: '1' });
  });

  it('goes back and forth between two versions', () => {
    const back = activated(install('1', '2'), '1');
    expect(back).toMatchObject({ active: '1', previous: '2' });
    expect(activated(back, '2')).toMatchObject({ active: '2', previous: '1' });
  });

  it.each([
    ['the active one', '3', { active: '2', previous: null }],
    ['the one before', '2', { active: '3', previous: null }],
    ['another one', '1', { active: '3', previous: '2' }],
  ])('without %s is still whole', (_, version, expected) => {
    expect(withoutVersion(install('1', '2', '3'), version)).toMatchObject(expected);
  });

  it('falls back to what was installed last where the one before is gone too', () => {
    const miner = withoutVersion(withoutVersion(install('1', '2', '3', '4'), '3'), '4');
    expect(miner).toMatchObject({ active: '2', previous: null });
    expect(withoutVersion(install('1'), '1')).toEqual(none);
  });

  it('gives up the oldest first, but neither the active one nor the one before', () => {
    const miner = activated(install('1', '2', '3', '4', '5', '6'), '1');
    expect(superfluous(miner, 4).map(({ version }) => version)).toEqual(['2', '3']);
    expect(superfluous(miner, 6)).toEqual([]);
    expect(superfluous(miner, 1).map(({ version }) => version)).toEqual(['2', '3', '4', '5']);
  });
});

describe('MinerRecord', () => {
  it.each([
    ['an executable elsewhere', { executable: '../../bin/sh' }],
    ['an executable with a whole path', { executable: '/bin/sh' }],
    ['an executable on another drive', { executable: 'C:/x' }],
    ['an executable with a path of Windows', { executable: String.raw`a\..\..\x` }],
    ['a version that is a path', { version: '../x' }],
    ['a checksum that is none', { executableSha256: 'abc' }],
    ['a file elsewhere', { files: [{ path: '../../x.so', sha256: hash }] }],
    ['a file whose checksum is none', { files: [{ path: 'x.so', sha256: 'abc' }] }],
    [
      'more files than an archive may have',
      { files: Array.from({ length: 2_001 }, (_, at) => ({ path: `f${at}`, sha256: hash })) },
    ],
  ])('refuses %s', (_, changes) => {
    const record = {
      active: null,
      previous: null,
      versions: [{ ...versionOf('1', 1), ...changes }],
    };
    expect(MinerRecord.safeParse(record).success).toBe(false);
  });

  it('of an earlier Rigwright knows no other files than the program', () => {
    const { files: _, ...earlier } = versionOf('1', 1);
    const record = { active: '1', previous: null, versions: [earlier] };
    expect(MinerRecord.parse(record).versions[0]).toEqual({ ...earlier, files: null });
  });

  it(
    'never lets a path out of the folder, whatever the file says',
    () => {
      const result = fuzzCodec({
        lines: [JSON.stringify(install('1.0', '2.0'))],
        decode(line) {
          const { versions } = MinerRecord.parse(JSON.parse(line));
          for (const { version, executable, files } of versions) {
            for (const path of [executable, ...(files ?? []).map((file) => file.path)]) {
              expect(`${version}/${path}`).not.toMatch(/(^|[/\\])\.{0,2}([/\\]|$)|:/);
            }
          }
          return versions;
        },
        isExpected: (error) => error instanceof ZodError || error instanceof SyntaxError,
        count: fuzzCount(3_000),
        seed: 42,
      });
      expect(result.decoded).toBeGreaterThan(0);
      expect(result.refused).toBeGreaterThan(0);
    },
    fuzzTimeoutMs(3_000),
  );
});
