import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256OfFile } from '../../../platform/signatures/sha256-of-file.ts';
import { tarGzOf } from '../../../testing/archives/build-archive.ts';
import { executableBytes } from '../../../testing/executable-bytes.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import {
  exampleAsset,
  exampleId,
  exampleRelease,
  exampleSource,
  openWorkshop,
  programOf,
  type Workshop,
} from '../../../testing/install-workshop.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import type { InstallPorts } from './ports.ts';
import { compareFiles } from './version-files.ts';

/** What a miner for graphics cards comes with. */
const archiveWith = (library = 'a library'): Promise<Buffer> =>
  tarGzOf([
    { name: 'example', data: programOf('1'), mode: 0o755 },
    { name: 'lib/libexample.so.1', data: library },
    { name: 'kernels/ethash.cl', data: 'kernel void mine() {}' },
    { name: 'WinRing0x64.sys', data: 'a driver' },
    { name: 'README.txt', data: 'read me' },
  ]);

/** Code for a card of AMD: an ELF file for a processor that this rig does not have. */
function kernelObject(): Buffer {
  const bytes = executableBytes('linux-x64');
  bytes.writeUInt16LE(224, 18);
  return bytes;
}

interface Installed extends AsyncDisposable {
  readonly shop: Workshop;
  readonly clock: FakeClock;
  /** Path of a file of the version. */
  readonly at: (path: string) => string;
}

/** With version 1 installed, known to the catalogue so that nobody has to agree. */
async function installed(ports: Partial<InstallPorts> = {}): Promise<Installed> {
  const data = await archiveWith();
  const clock = new FakeClock(Date.UTC(2026, 0, 2, 3, 4));
  const shop = await openWorkshop({
    clock,
    ports,
    releases: [await exampleRelease('1', { data })],
    source: exampleSource({
      known: [{ version: '1', asset: exampleAsset('1'), sha256: sha256(data) }],
    }),
  });
  expect((await shop.install()).state).toBe('done');
  return {
    shop,
    clock,
    at: (path) => join(shop.folder, 'example', '1', path),
    [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
  };
}

type At = Installed['at'];

describe('what came with a program', () => {
  it.each<[string, string, 'changed' | 'missing' | 'added', (at: At) => void]>([
    [
      'a library has other bytes of the same length',
      'lib/libexample.so.1',
      'changed',
      (at) => writeFileSync(at('lib/libexample.so.1'), 'A library'),
    ],
    [
      'a kernel has other bytes',
      'kernels/ethash.cl',
      'changed',
      (at) => writeFileSync(at('kernels/ethash.cl'), 'kernel void steal() {}'),
    ],
    [
      'a driver has other bytes',
      'WinRing0x64.sys',
      'changed',
      (at) => writeFileSync(at('WinRing0x64.sys'), 'another'),
    ],
    [
      'a library became a link, even to the same bytes',
      'lib/libexample.so.1',
      'changed',
      (at) => {
        renameSync(at('lib/libexample.so.1'), at('moved'));
        symlinkSync(at('moved'), at('lib/libexample.so.1'));
      },
    ],
    ['a kernel is gone', 'kernels/ethash.cl', 'missing', (at) => rmSync(at('kernels/ethash.cl'))],
    [
      'a folder took the place of a file',
      'README.txt',
      'missing',
      (at) => {
        rmSync(at('README.txt'));
        mkdirSync(at('README.txt'));
      },
    ],
    [
      'there is a library more for Linux',
      'lib/libssl.so.3',
      'added',
      (at) => writeFileSync(at('lib/libssl.so.3'), ''),
    ],
    [
      'there is a library more for Windows',
      'version.DLL',
      'added',
      (at) => writeFileSync(at('version.DLL'), ''),
    ],
    [
      'there is a program more',
      'nvidia-smi',
      'added',
      (at) => writeFileSync(at('nvidia-smi'), executableBytes('linux-x64')),
    ],
    [
      'there is a program of Windows more',
      'nvidia-smi.dat',
      'added',
      (at) => writeFileSync(at('nvidia-smi.dat'), executableBytes('windows-x64')),
    ],
    [
      'there is a script more',
      'helper',
      'added',
      (at) => writeFileSync(at('helper'), programOf('x')),
    ],
    [
      'there is a link more',
      'plugins',
      'added',
      (at) => symlinkSync(dirname(at('.')), at('plugins')),
    ],
  ])('refuses the start where %s', async (_, path, change, spoil) => {
    await using it = await installed();
    const { shop, at, clock } = it;
    await expect(shop.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
    clock.advance(24 * 3_600_000);
    spoil(at);
    const words = {
      changed: 'was changed',
      missing: 'has disappeared',
      added: 'was put into its folder',
    };
    const message = `${at(path)} ${words[change]} after Example 1 was installed on 2026-01-02 03:04 UTC, so it is not started; this is known since 2026-01-03 03:04 UTC.`;
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'executable-changed',
      userMessage: message,
      suggestion:
        'Install Example 1 again to get its verified files back. If it was not you who changed them, let antivirus software look at this computer.',
      details: {
        changes: [{ path, change }],
        installedAt: Date.UTC(2026, 0, 2, 3, 4),
        noticedAt: Date.UTC(2026, 0, 3, 3, 4),
      },
    });
    const changes = shop.changes();
    clock.advance(3_600_000);
    await shop.installs.verify(exampleId);
    expect(shop.installs.versions(exampleId)[0]).toMatchObject({
      problem: message,
      problemCode: 'executable-changed',
      verification: { verifiedAt: Date.UTC(2026, 0, 2, 3, 4) },
    });
    expect(shop.changes()).toBe(changes + 1);
    expect((await shop.install()).state).toBe('done');
    await expect(shop.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
    expect(shop.left()).toHaveLength(5);
  });

  it('names the first of several changes, and how many there are', async () => {
    await using it = await installed();
    const { shop, at } = it;
    writeFileSync(at('kernels/ethash.cl'), '');
    for (let count = 10; count < 40; count += 1) writeFileSync(at(`lib/lib${count}.so`), '');
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      userMessage: expect.stringContaining(
        `${at('kernels/ethash.cl')} (and 30 more files) was changed after`,
      ) as string,
      details: { changes: { length: 20 } },
    });
  });

  it('does not stop a miner that writes into its folder', async () => {
    await using it = await installed();
    const { shop, at } = it;
    writeFileSync(at('miner.log'), 'started');
    mkdirSync(at('cache/deep'), { recursive: true });
    writeFileSync(at('cache/deep/ethash.bin'), kernelObject());
    writeFileSync(at('cache/empty'), '');
    rmSync(at('WinRing0x64.sys'));
    await shop.installs.verify(exampleId);
    await expect(shop.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
  });

  it('is thought to be in quarantine where a library is gone, also right after the start', async () => {
    await using it = await installed();
    const { shop, at } = it;
    rmSync(at('lib/libexample.so.1'));
    const message = `${at('lib/libexample.so.1')} has disappeared: probably antivirus software put it into quarantine, as it does with many miners.`;
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'executable-missing',
      userMessage: message,
    });
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(again.installs.versions(exampleId)[0]?.problem).toBe(message);
    expect(again.notices).toMatchObject([{ severity: 'warning', text: message }]);
  });

  it('is thought to be taken by a scanner where it cannot be read, unless it is a driver', async () => {
    let denied = '';
    await using it = await installed({
      sha256OfFile: (file) =>
        denied !== '' && file.endsWith(denied)
          ? Promise.reject(Object.assign(new Error('virus'), { code: 'UNKNOWN' }))
          : sha256OfFile(file),
    });
    const { shop, at } = it;
    denied = '.cl';
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'executable-missing',
      userMessage: expect.stringContaining(`${at('kernels/ethash.cl')} can no longer`) as string,
    });
    denied = '.sys';
    await expect(shop.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
    expect((await shop.install()).state).toBe('done');
    denied = '';
    await expect(shop.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
  });

  it('is not compared where it was installed before it was recorded', async () => {
    await using it = await installed();
    const { shop, at } = it;
    const text = JSON.stringify(shop.file.content, (key, value: unknown) =>
      key === 'files' ? undefined : value,
    );
    shop.file.content = JSON.parse(text);
    expect(text).not.toContain('libexample');
    writeFileSync(at('lib/libexample.so.1'), 'changed');
    writeFileSync(at('lib/libssl.so.3'), '');
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    await again.installs.verify(exampleId);
    await expect(again.installs.executable(exampleId)).resolves.toMatchObject({ version: '1' });
    writeFileSync(at('example'), 'changed');
    await expect(again.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'executable-changed',
      userMessage: `${at('example')} was changed since it was installed, so it is not started.`,
    });
  });

  it('is agreed to together with the program, and has to be anew when it changes', async () => {
    const release = async (library: string) =>
      exampleRelease('1', { data: await archiveWith(library) });
    await using shop = await openWorkshop({ releases: [await release('one')] });
    await shop.install();
    await shop.installs.consent(exampleId, '1', sha256(Buffer.from(programOf('1'))));
    expect(await shop.install()).toMatchObject({ state: 'done', problem: null });
    shop.serve(await release('another'));
    expect(await shop.install()).toMatchObject({
      state: 'done',
      problem: { code: 'needs-consent' },
    });
  });

  it('is looked for among so many files and no more', async () => {
    using folder = tempFolder();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder.path, name), '');
    const place = { root: folder.path, shown: 'SHOWN', folder: folder.path };
    const options = { program: '', platform: 'linux-x64', sha256OfFile } as const;
    expect(await compareFiles(place, [], { ...options, most: 3 })).toEqual([]);
    await expect(compareFiles(place, [], { ...options, most: 2 })).rejects.toMatchObject({
      code: 'executable-changed',
      userMessage:
        'SHOWN holds more than 2 files, too many to look for foreign programs among them, so nothing in it is started.',
    });
  });
});
