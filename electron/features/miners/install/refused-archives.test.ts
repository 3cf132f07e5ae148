import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import { tarGzBomb, zipBomb } from '../../../testing/archives/bombs.ts';
import { tarGzOf, zipOf, type PackedFile } from '../../../testing/archives/build-archive.ts';
import { rawTar } from '../../../testing/archives/raw-tar.ts';
import { rawZip } from '../../../testing/archives/raw-zip.ts';
import { executableBytes } from '../../../testing/executable-bytes.ts';
import {
  exampleArchive,
  exampleAsset,
  exampleRelease,
  nothing,
  openWorkshop,
  programOf,
  type Refusal,
} from '../../../testing/install-workshop.ts';

const damaged =
  'Download it again. If that changes nothing, do not use it, and tell its publisher.';
const notUnpacked = (why: string): Refusal => ({
  code: 'bad-archive',
  message: `${exampleAsset('1')} was not unpacked, because ${why}.`,
  suggestion: damaged,
});

describe('an archive', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, Refusal]>([
    [
      'that was tampered with',
      async () => {
        const data = Buffer.from(await exampleArchive('1'));
        data[data.length - 6] = (data[data.length - 6] ?? 0) ^ 1;
        return data;
      },
      notUnpacked('it is damaged'),
    ],
    [
      'that is cut off',
      async () => (await exampleArchive('1')).subarray(0, -40),
      notUnpacked('it is cut off'),
    ],
    [
      'that is none',
      () => Buffer.from('<!doctype html><title>Log in</title>'),
      notUnpacked('it is no .zip, .tar.gz or .tar.xz archive'),
    ],
    [
      'whose file would land elsewhere (.zip)',
      () => rawZip([{ name: '../../../etc/example' }]),
      notUnpacked('of its entry "../../../etc/example": its name leads out of the folder'),
    ],
    [
      'whose file would land elsewhere (.tar.gz)',
      () => gzipSync(rawTar([{ name: 'a/../../example' }])),
      notUnpacked('of its entry "a/../../example": its name leads out of the folder'),
    ],
    [
      'with a link',
      () => gzipSync(rawTar([{ name: 'example', type: '2', target: '/bin/sh' }])),
      notUnpacked('of its entry "example": it is a link, which may lead anywhere'),
    ],
    [
      'with ten gigabytes of nothing (.zip)',
      () => zipBomb(1_000),
      notUnpacked('of its entry "miner": it has another size than the archive says'),
    ],
    [
      'with ten gigabytes of nothing (.tar.gz)',
      () => tarGzBomb(),
      notUnpacked('of its entry "miner": it has more than 2147483648 bytes'),
    ],
    [
      'without the program',
      () => tarGzOf([{ name: 'README.txt', data: 'hello' }]),
      {
        code: 'bad-archive',
        message: `${exampleAsset('1')} cannot be installed: it holds no example.`,
        suggestion: 'Nothing was installed. Install another version, or update the catalogue.',
      },
    ],
    [
      'with the program too deep to be meant',
      () => tarGzOf([{ name: 'a/b/c/d/example', data: programOf('1') }]),
      {
        code: 'bad-archive',
        message: `${exampleAsset('1')} cannot be installed: it holds no example.`,
        suggestion: 'Nothing was installed. Install another version, or update the catalogue.',
      },
    ],
    [
      'with something else in the place of the program',
      () => tarGzOf([{ name: 'example', data: 'Please download the program at …' }]),
      {
        code: 'bad-archive',
        message: `${exampleAsset('1')} cannot be installed: the file example in it is no program.`,
        suggestion: 'Nothing was installed. Install another version, or update the catalogue.',
      },
    ],
    [
      'with more files than any miner has',
      () =>
        tarGzOf([
          { name: 'example', data: programOf('1') },
          ...Array.from({ length: 2_000 }, (_, at) => ({ name: `kernels/${at}.cl`, data: '' })),
        ]),
      {
        code: 'bad-archive',
        message: `${exampleAsset('1')} cannot be installed: it holds more than 2000 files.`,
        suggestion: 'Nothing was installed. Install another version, or update the catalogue.',
      },
    ],
    ...(['linux-arm64', 'windows-x64'] as const).map(
      (platform): [string, () => Promise<Buffer>, Refusal] => [
        `with a program for ${platform}`,
        () => tarGzOf([{ name: 'example', data: executableBytes(platform) }]),
        {
          code: 'no-build-for-this-rig',
          message: `The program in ${exampleAsset('1')} is made for ${platform === 'linux-arm64' ? 'Linux (ARM64)' : 'Windows (x64)'}, and this rig is Linux (x64).`,
          suggestion:
            'Nothing was installed. Install another version; if it is the same there, choose another miner.',
        },
      ],
    ),
  ])(
    '%s is refused, and nothing stays',
    async (_, make, refusal) => {
      await using shop = await openWorkshop({
        releases: [await exampleRelease('1', { data: await make() })],
      });
      expect(shop.words(await shop.install())).toEqual(refusal);
      expect(shop.rest()).toEqual(nothing);
    },
    60_000,
  );

  it.each<[MinerPlatform, string, PackedFile, string]>([
    [
      'windows-x64',
      'example-1-windows-x64.zip',
      { name: 'example.exe', data: executableBytes('windows-arm64') },
      'The program in example-1-windows-x64.zip is made for Windows (ARM64), and this rig is Windows (x64).',
    ],
    [
      'windows-x64',
      'example-1-windows-x64.zip',
      { name: 'example.exe', data: '#!/bin/sh\n' },
      'The program in example-1-windows-x64.zip is made for Linux (a script), and this rig is Windows (x64).',
    ],
  ])(
    'is refused on %s with a program for another system',
    async (platform, name, file, message) => {
      await using shop = await openWorkshop({
        platform,
        releases: [{ tag: 'v1', assets: [{ name, data: await zipOf([file]) }] }],
      });
      expect((await shop.install()).problem).toMatchObject({
        code: 'no-build-for-this-rig',
        message,
      });
      expect(shop.rest()).toEqual(nothing);
    },
  );
});
