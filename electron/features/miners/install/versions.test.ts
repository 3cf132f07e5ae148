import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InstalledVersion } from '../../../contract/values/miner.ts';
import { StorageError } from '../../../base/storage-error.ts';
import {
  exampleAsset,
  exampleArchive,
  exampleId,
  exampleRelease,
  exampleSource,
  openWorkshop,
  programOf,
  type Workshop,
} from '../../../testing/install-workshop.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';
import type { InstallSource } from './ports.ts';

const hashOf = (version: string): string => sha256(Buffer.from(programOf(version)));

/** A catalogue that knows the checksums, so that nobody has to agree. */
async function knowing(...versions: string[]): Promise<InstallSource> {
  const known = versions.map(async (version) => ({
    version,
    asset: exampleAsset(version),
    sha256: sha256(await exampleArchive(version)),
  }));
  return exampleSource({ known: await Promise.all(known) });
}

/** With these versions installed, the last one active. */
async function shopWith(...versions: string[]): Promise<Workshop> {
  const shop = await openWorkshop({
    releases: await Promise.all(versions.map((version) => exampleRelease(version))),
    source: await knowing(...versions),
  });
  for (const version of versions) await shop.install(version);
  return shop;
}

const namesOf = ({ installs }: Workshop): string[] =>
  installs.versions(exampleId).map(({ version, active }) => `${version}${active ? '*' : ''}`);

function versionOf({ installs }: Workshop, name: string): InstalledVersion {
  const version = installs.versions(exampleId).find((one) => one.version === name);
  if (!version) throw new Error(`no version ${name}`);
  return version;
}

describe('installed versions', () => {
  it('lie side by side, the newest first and the last one installed active', async () => {
    await using shop = await shopWith('1.10', '1.9', '1.10a');
    expect(namesOf(shop)).toEqual(['1.10a*', '1.10', '1.9']);
    expect(await shop.installs.executable(exampleId)).toEqual({
      file: versionOf(shop, '1.10a').executable,
      folder: join(shop.folder, 'example', '1.10a'),
      version: '1.10a',
    });
    expect(shop.installs.folder(exampleId)).toBe(join(shop.folder, 'example'));
  });

  it('can be switched, and rolled back to the one that was active before', async () => {
    await using shop = await shopWith('1', '2', '3');
    await shop.installs.activate(exampleId, '1');
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
    await shop.installs.activate(exampleId);
    expect(namesOf(shop)).toEqual(['3*', '2', '1']);
    await shop.installs.activate(exampleId);
    expect(namesOf(shop)).toEqual(['3', '2', '1*']);
  });

  it.each([
    ['7', 'Example 7 is not installed.', 'Choose one of these: 1.'],
    [
      undefined,
      'No other version of Example is installed that one could go back to.',
      'Install the version you want, then switch to it.',
    ],
  ])('cannot be switched to %s', async (version, userMessage, suggestion) => {
    await using shop = await shopWith('1');
    await expect(shop.installs.activate(exampleId, version)).rejects.toMatchObject({
      code: 'no-such-version',
      userMessage,
      suggestion,
    });
  });

  it('are still known after the program was started again', async () => {
    await using shop = await shopWith('1', '2');
    const before = shop.installs.versions(exampleId);
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(again.installs.versions(exampleId)).toEqual(before);
    expect(again.notices).toEqual([]);
  });

  it('make room for new ones, but for what is active, was active before, or runs', async () => {
    await using shop = await shopWith('1', '2', '3', '4', '5');
    shop.running.add('1');
    shop.serve(await exampleRelease('6'), await exampleRelease('7'));
    await shop.install('6');
    expect(namesOf(shop)).toEqual(['6*', '5', '4', '3', '2', '1']);
    await shop.install('7');
    expect(namesOf(shop)).toEqual(['7*', '6', '5', '4', '3', '1']);
    expect(shop.left().filter((path) => path.endsWith('/example'))).toHaveLength(6);
  });

  it('go one by one or all together', async () => {
    await using shop = await shopWith('1', '2', '3');
    await shop.installs.remove(exampleId, '3');
    expect(namesOf(shop)).toEqual(['2*', '1']);
    await shop.installs.remove(exampleId);
    expect(shop.installs.versions(exampleId)).toEqual([]);
    expect(shop.left()).toEqual([]);
    expect(shop.file.content).toEqual({ version: 1, miners: {} });
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'miner-not-installed',
      userMessage: 'Example is not installed.',
    });
    await expect(shop.installs.remove(exampleId)).rejects.toMatchObject({
      code: 'miner-not-installed',
    });
  });

  it('stay while they run', async () => {
    await using shop = await shopWith('1', '2');
    shop.running.add('1');
    for (const version of ['1', undefined]) {
      await expect(shop.installs.remove(exampleId, version)).rejects.toMatchObject({
        code: 'miner-in-use',
        userMessage: 'Example 1 is running and cannot be removed.',
      });
    }
    expect(namesOf(shop)).toEqual(['2*', '1']);
    expect(shop.left()).toHaveLength(6);
  });

  it('stay as they are where the change cannot be written down', async () => {
    await using shop = await shopWith('1', '2');
    const before = shop.left();
    shop.file.failWith = new StorageError('The disk is broken.', 'Mend it.');
    await expect(shop.installs.remove(exampleId, '2')).rejects.toBe(shop.file.failWith);
    await expect(shop.installs.activate(exampleId, '1')).rejects.toBe(shop.file.failWith);
    shop.serve(await exampleRelease('2'));
    expect((await shop.install('2')).problem).toMatchObject({ message: 'The disk is broken.' });
    expect(namesOf(shop)).toEqual(['2*', '1']);
    expect(shop.left()).toEqual(before);
    expect((await shop.installs.executable(exampleId)).version).toBe('2');
  });

  it('that cannot be read are reported, and the others stay', async () => {
    await using shop = await shopWith('1');
    const { miners } = shop.file.content as { miners: Record<string, unknown> };
    shop.file.content = { version: 1, miners: { ...miners, broken: { active: 5 } } };
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(namesOf(again)).toEqual(['1*']);
    expect(again.notices).toEqual([
      {
        severity: 'warning',
        text: 'miners.json says nothing usable of broken, so these miners count as not installed.',
        suggestion: 'Install them again; the file is kept in a copy before it is changed.',
      },
    ]);
    await again.installs.remove(exampleId);
    expect(again.file.copies).toHaveLength(1);
  });
});

describe('starting an installed program', () => {
  it.each([
    [
      'was changed',
      (file: string) => writeFileSync(file, '#!/bin/sh\necho evil\n'),
      'executable-changed',
      'was changed since it was installed, so it is not started.',
      'If it was not you who changed it, let antivirus software look at this computer. Install the miner again to get the verified file back.',
    ],
    [
      'has the same size and time, but other bytes',
      (file: string) => writeFileSync(file, programOf('1').replace('echo', 'ohce')),
      'executable-changed',
      'was changed since it was installed, so it is not started.',
      'If it was not you who changed it, let antivirus software look at this computer. Install the miner again to get the verified file back.',
    ],
    [
      'has disappeared',
      (file: string) => rmSync(file),
      'executable-missing',
      'has disappeared: probably antivirus software put it into quarantine, as it does with many miners.',
      'Look into the quarantine of your antivirus software. If you trust this miner, restore the file and allow this folder there: FOLDER. Otherwise remove the miner. Rigwright never changes antivirus settings itself.',
    ],
    [
      'has disappeared with its folder',
      (file: string) => rmSync(dirname(file), { recursive: true }),
      'executable-missing',
      'has disappeared: probably antivirus software put it into quarantine, as it does with many miners.',
      'Look into the quarantine of your antivirus software. If you trust this miner, restore the file and allow this folder there: FOLDER. Otherwise remove the miner. Rigwright never changes antivirus settings itself.',
    ],
  ])('is refused where it %s, until it is as it was', async (_, spoil, code, what, suggestion) => {
    await using shop = await shopWith('1');
    const { executable } = versionOf(shop, '1');
    spoil(executable);
    const before = shop.changes();
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code,
      userMessage: `${executable} ${what}`,
      suggestion: suggestion.replace('FOLDER', join(shop.folder, 'example')),
    });
    expect(versionOf(shop, '1')).toMatchObject({
      problem: `${executable} ${what}`,
      problemCode: code,
      suggestion: suggestion.replace('FOLDER', join(shop.folder, 'example')),
    });
    expect(shop.changes()).toBe(before + 1);
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({ code });
    expect(shop.changes()).toBe(before + 1);
    expect((await shop.install('1')).state).toBe('done');
    expect((await shop.installs.executable(exampleId)).file).toBe(executable);
    expect(versionOf(shop, '1').problem).toBeNull();
  });

  it('is refused where the system does not let it be read', async () => {
    const denials: string[] = [];
    await using shop = await openWorkshop({
      releases: [await exampleRelease('1')],
      source: await knowing('1'),
      ports: {
        sha256OfFile: (file) =>
          denials.length > 0
            ? Promise.reject(Object.assign(new Error('denied'), { code: denials[0] }))
            : Promise.resolve(hashOf('1')).finally(() => file),
      },
    });
    await shop.install();
    for (const code of ['EACCES', 'EPERM', 'UNKNOWN']) {
      denials[0] = code;
      await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
        code: 'executable-missing',
        userMessage: `${versionOf(shop, '1').executable} can no longer be opened: probably antivirus software put it into quarantine, as it does with many miners.`,
      });
    }
    denials[0] = 'EIO';
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'storage-failed',
    });
  });

  it('is known to be impossible right after the start of the program', async () => {
    await using shop = await shopWith('1', '2');
    const { executable } = versionOf(shop, '2');
    rmSync(executable);
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(versionOf(again, '2').problem).toContain('has disappeared');
    expect(versionOf(again, '1').problem).toBeNull();
    expect(again.notices).toMatchObject([
      { severity: 'warning', text: expect.stringContaining(executable) as string },
    ]);
  });

  it('is checked for all versions at once on demand', async () => {
    await using shop = await shopWith('1', '2', '3');
    writeFileSync(versionOf(shop, '1').executable, 'changed');
    rmSync(versionOf(shop, '3').executable);
    const before = versionOf(shop, '2').verification.verifiedAt;
    await shop.installs.verify(exampleId);
    expect(shop.installs.versions(exampleId).map(({ problem }) => problem)).toEqual([
      expect.stringContaining('has disappeared'),
      null,
      expect.stringContaining('was changed'),
    ]);
    expect(versionOf(shop, '2').verification.verifiedAt).toBeGreaterThanOrEqual(before);
    await shop.installs.remove(exampleId);
    await expect(shop.installs.verify(exampleId)).rejects.toMatchObject({
      code: 'miner-not-installed',
    });
  });
});

describe('consent', () => {
  const message = (host: string, version: string): string =>
    `Nobody vouches for Example ${version}: it was only compared with what its download site says (http://${host}/maker/example/releases/download/v${version}/${exampleAsset(version)}), which does not prove who made it. You have to agree before it is started.`;
  const suggestion =
    'Start it only if you trust its publisher: agree on the Miners page, or remove it. A miner can read and send whatever your account can.';

  it('is needed for what nobody vouches for, and named by the end of the installation', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    const text = message(shop.host, '1');
    expect((await shop.install()).problem).toEqual({
      code: 'needs-consent',
      message: text,
      suggestion,
    });
    expect(versionOf(shop, '1')).toMatchObject({
      problem: text,
      problemCode: 'needs-consent',
      suggestion,
      consentedAt: null,
    });
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'needs-consent',
      userMessage: text,
      suggestion,
    });
    await shop.installs.consent(exampleId, '1', hashOf('1'));
    expect(versionOf(shop, '1').problem).toBeNull();
    expect(versionOf(shop, '1').consentedAt).toBeGreaterThan(0);
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
  });

  it('is for one file of one version', async () => {
    await using shop = await openWorkshop({
      releases: [await exampleRelease('2'), await exampleRelease('1')],
    });
    await shop.install('1');
    await expect(shop.installs.consent(exampleId, '1', hashOf('2'))).rejects.toMatchObject({
      code: 'executable-changed',
      userMessage: 'The program of Example 1 is not the one that was shown when you agreed.',
    });
    await expect(shop.installs.consent(exampleId, '2', hashOf('2'))).rejects.toMatchObject({
      code: 'no-such-version',
    });
    await shop.installs.consent(exampleId, '1', hashOf('1'));
    await shop.install('2');
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'needs-consent',
    });
    await shop.installs.activate(exampleId);
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
  });

  it('stays where the same file is installed again, and ends where another comes', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    await shop.install();
    await shop.installs.consent(exampleId, '1', hashOf('1'));
    expect(await shop.install()).toMatchObject({ state: 'done', problem: null });
    const data = await exampleArchive('1', '#!/bin/sh\necho another\n');
    shop.serve(await exampleRelease('1', { data }));
    expect(await shop.install()).toMatchObject({
      state: 'done',
      problem: { code: 'needs-consent' },
    });
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'needs-consent',
    });
  });

  it('does not help against a file that was changed', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    await shop.install();
    await shop.installs.consent(exampleId, '1', hashOf('1'));
    writeFileSync(versionOf(shop, '1').executable, 'changed');
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'executable-changed',
    });
  });
});
