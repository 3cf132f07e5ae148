import { describe, expect, it } from 'vitest';
import { mutatedText } from '../../testing/mutated-text.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { hiveosMinerName, readHiveosManifest } from './hiveos-manifest.ts';
import { readMmposManifest } from './mmpos-manifest.ts';
import { isPackagePath } from './package-path.ts';

const manifest = [
  '# Name of the miner',
  'CUSTOM_NAME=verus_cpu',
  'CUSTOM_VERSION=3.8.3',
  'CUSTOM_CONFIG_FILENAME=/hive/miners/custom/verus_cpu/pools.conf',
  'CUSTOM_LOG_BASENAME=/var/log/miner/custom/$CUSTOM_NAME',
  'MINER_API_PORT=4068',
].join('\n');
const runs = Number(process.env['FUZZ_COUNT'] ?? 3_000);

describe('the manifest of HiveOS', () => {
  it('tells name, version and the file of its configuration', () => {
    expect(readHiveosManifest(manifest, 'verus_cpu')).toEqual({
      manifest: {
        name: 'verus_cpu',
        version: '3.8.3',
        configFile: '/hive/miners/custom/verus_cpu/pools.conf',
      },
      findings: [],
    });
  });

  it.each([
    [
      '',
      [
        'CUSTOM_NAME: It is missing; the name of the folder is used.',
        'CUSTOM_CONFIG_FILENAME: It is missing, so most packages cannot be started.',
      ],
    ],
    [
      'CUSTOM_NAME=a\nCUSTOM_CONFIG_FILENAME=/hive/custom/other/c',
      [
        'CUSTOM_CONFIG_FILENAME: It lies in the folder of “other”, but the package has the folder “a”.',
      ],
    ],
    [
      'CUSTOM_NAME=a\r\nCUSTOM_CONFIG_FILENAME=/x\r\n',
      [': Its lines end as those of Windows do, with which bash goes wrong.'],
    ],
    [
      `CUSTOM_NAME=${'a'.repeat(121)}\nCUSTOM_CONFIG_FILENAME=/x`,
      ['CUSTOM_NAME: It is longer than 120 characters.'],
    ],
  ])('that is %j is told of', (text, said) => {
    const { findings } = readHiveosManifest(text, 'a');
    expect(
      findings.map(({ where, text }) => `${where.replace(/^h-manifest\.conf:? ?/, '')}: ${text}`),
    ).toEqual(said);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it.each([
    ['verus_cpu-3.8.3.tar.gz', 'verus_cpu'],
    ['TON_Stratum-Miner-2.1.tar.gz', 'TON_Stratum-Miner'],
    ['miner.tgz', 'miner'],
    ['miner-1.zip', 'miner'],
    ['-1.tar.xz', '-1'],
  ])('of %s is of the miner %s', (archive, miner) => {
    expect(hiveosMinerName(archive)).toBe(miner);
  });

  it('is read whatever is wrong with it', () => {
    const random = seededRandom(13);
    for (let run = 0; run < runs; run += 1) {
      const read = readHiveosManifest(mutatedText(manifest, random), 'verus_cpu').manifest;
      expect(read.name).not.toBe('');
      expect(read.name.length).toBeLessThanOrEqual(120);
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(Object.values(read).join('')).not.toMatch(/[\u0000-\u001f]/);
    }
  });
});

describe('the manifest of mmpOS', () => {
  const older = [
    'EXTERNAL_NAME="apool miner"',
    'EXTERNAL_PROTOCOL="miner-script"',
    'EXTERNAL_ARCH="nvidia"',
    'EXTERNAL_VERSION="1.6.0"',
    'EXTERNAL_BIN="./apoolminer"',
    'EXTERNAL_CMD_OPTS="--fast 1"',
  ].join('\n');

  it('tells what it has', () => {
    expect(readMmposManifest(older, 'x')).toEqual({
      manifest: {
        name: 'apool miner',
        version: '1.6.0',
        devices: ['nvidia'],
        program: 'apoolminer',
        programOptions: '--fast 1',
      },
      findings: [],
    });
    expect(readMmposManifest('EXTERNAL_NAME=q\nEXTERNAL_VERSION=latest\n', 'x').manifest).toEqual({
      name: 'q',
      version: 'latest',
      devices: [],
      program: null,
      programOptions: '',
    });
  });

  it('names no program outside of the package', () => {
    const { manifest: read, findings } = readMmposManifest('EXTERNAL_BIN=../../bin/sh', 'x');
    expect(read).toMatchObject({ name: 'x', program: null });
    expect(findings.map(({ text }) => text)).toEqual([
      'It is missing; the name of the archive is used.',
      '“../../bin/sh” is no file name inside the package.',
    ]);
  });

  it('is read whatever is wrong with it', () => {
    const random = seededRandom(14);
    for (let run = 0; run < runs; run += 1) {
      const { manifest: read } = readMmposManifest(mutatedText(older, random), 'x');
      expect(read.name).not.toBe('');
      expect(isPackagePath(read.program ?? 'none')).toBe(true);
    }
  });
});
