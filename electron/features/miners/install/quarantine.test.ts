import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storageError } from '../../../base/storage-error.ts';
import { unpack } from '../../../platform/archives/unpack.ts';
import { download } from '../../../platform/downloads/download.ts';
import { sha256OfFile } from '../../../platform/signatures/sha256-of-file.ts';
import {
  exampleArchive,
  exampleAsset,
  exampleId,
  exampleRelease,
  exampleSource,
  nothing,
  openWorkshop,
  type Refusal,
  type WorkshopOptions,
} from '../../../testing/install-workshop.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';
import type { InstallPorts } from './ports.ts';

describe('antivirus software', () => {
  const ofProgram = (file: string, what: string): Refusal =>
    words(`FOLDER/example/1/example-1/${file}`, what);
  const words = (file: string, what: string): Refusal => ({
    code: 'executable-missing',
    message: `${file} ${what}: probably antivirus software put it into quarantine, as it does with many miners.`,
    suggestion:
      'Look into the quarantine of your antivirus software. If you trust this miner, restore the file and allow this folder there: FOLDER/example. Otherwise remove the miner. Rigwright never changes antivirus settings itself.',
  });

  /** Takes a file away right after it was unpacked. */
  const afterUnpacking = (path: string): InstallPorts['unpack'] =>
    async function taking(options) {
      const files = await unpack(options);
      rmSync(join(options.into, path));
      return files;
    };

  it.each<[string, () => Partial<InstallPorts>, Refusal]>([
    [
      'takes the archive before it is unpacked',
      () => ({
        unpack(options) {
          rmSync(options.archive);
          return unpack(options);
        },
      }),
      words(exampleAsset('1'), 'has disappeared'),
    ],
    [
      'takes the archive as soon as it has come',
      () => ({
        async download(options) {
          const downloaded = await download(options);
          rmSync(options.file);
          return downloaded;
        },
      }),
      words(exampleAsset('1'), 'has disappeared'),
    ],
    [
      'does not let the program be written',
      () => ({
        unpack: () =>
          Promise.reject(
            storageError(Object.assign(new Error('no'), { code: 'EPERM' }), '/x', '/'),
          ),
      }),
      words(exampleAsset('1'), 'can no longer be opened'),
    ],
    [
      'takes the program right after it was unpacked',
      () => ({ unpack: afterUnpacking('example-1/example') }),
      ofProgram('example', 'has disappeared'),
    ],
    [
      'takes a library right after it was unpacked',
      () => ({ unpack: afterUnpacking('example-1/libexample.so.1') }),
      ofProgram('libexample.so.1', 'has disappeared'),
    ],
    [
      'takes the program after it was put in its place',
      () => ({
        sha256OfFile(file) {
          if (!file.includes('.work')) rmSync(file, { force: true });
          return sha256OfFile(file);
        },
      }),
      ofProgram('example', 'has disappeared'),
    ],
    [
      'does not let the program be read',
      () => ({
        sha256OfFile: () => Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' })),
      }),
      ofProgram('example', 'can no longer be opened'),
    ],
    [
      'answers as it does on Windows',
      () => ({
        sha256OfFile: () => Promise.reject(Object.assign(new Error('no'), { code: 'UNKNOWN' })),
      }),
      ofProgram('example', 'can no longer be opened'),
    ],
  ])('that %s is named as the probable cause, and nothing stays', async (_, ports, refusal) => {
    const options: WorkshopOptions = { releases: [await exampleRelease('1')], ports: ports() };
    await using shop = await openWorkshop(options);
    expect(shop.words(await shop.install())).toEqual(refusal);
    expect(shop.rest()).toEqual(nothing);
  });

  it('that takes a file nobody needs to start is not noticed', async () => {
    await using shop = await openWorkshop({
      releases: [await exampleRelease('1')],
      ports: { unpack: afterUnpacking('example-1/README.txt') },
    });
    expect((await shop.install()).state).toBe('done');
  });

  it('that takes the new version leaves the old one as it was', async () => {
    let isHungry = false;
    await using shop = await openWorkshop({
      releases: [await exampleRelease('1')],
      source: exampleSource({
        known: [
          { version: '1', asset: exampleAsset('1'), sha256: sha256(await exampleArchive('1')) },
        ],
      }),
      ports: {
        sha256OfFile(file) {
          if (isHungry && !file.includes('.work')) {
            isHungry = false;
            rmSync(file);
          }
          return sha256OfFile(file);
        },
      },
    });
    await shop.install();
    const before = shop.left();
    isHungry = true;
    expect((await shop.install()).problem?.code).toBe('executable-missing');
    expect(shop.left()).toEqual(before);
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
  });
});
