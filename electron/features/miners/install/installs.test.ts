import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InstallJob, InstalledVersion, MinerRelease } from '../../../contract/values/miner.ts';
import { MinerId } from '../../../contract/values/ids.ts';
import { executableBytes } from '../../../testing/executable-bytes.ts';
import { tarXzOf, zipOf } from '../../../testing/archives/build-archive.ts';
import {
  exampleAsset,
  exampleId,
  exampleRelease,
  exampleSource,
  openWorkshop,
  programOf,
} from '../../../testing/install-workshop.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';

describe('installing a miner', () => {
  it('puts the latest version in its place and tells each step', async () => {
    const release = await exampleRelease('1.0');
    await using shop = await openWorkshop({ releases: [release] });
    const first = shop.installs.install({ minerId: exampleId, mirror: shop.server.url });
    expect(InstallJob.parse(first)).toMatchObject({
      state: 'looking-up',
      version: null,
      attempt: 1,
    });
    const job = InstallJob.parse(await shop.ended());
    const archive = release.assets[0]?.data ?? Buffer.alloc(0);
    expect(job).toMatchObject({
      state: 'done',
      version: '1.0',
      asset: exampleAsset('1.0'),
      receivedBytes: archive.length,
      totalBytes: archive.length,
      bytesPerSecond: null,
    });
    expect(job.verification).toMatchObject({
      level: 'stated',
      text: `Its SHA-256 is the one that ${shop.host} states, where it was downloaded from; its publisher vouches for nothing.`,
      source: `${shop.server.url}/maker/example/releases/download/v1.0/${exampleAsset('1.0')}`,
      archiveSha256: sha256(archive),
      executableSha256: sha256(Buffer.from(programOf('1.0'))),
      signedBy: null,
    });
    expect(shop.told.at(-1)).toEqual(job);
    expect(shop.installs.jobs()).toEqual([job]);
    expect(shop.changes()).toBe(1);
    expect(shop.left()).toEqual([
      'example/1.0/example-1.0/README.txt',
      'example/1.0/example-1.0/example',
      'example/1.0/example-1.0/libexample.so.1',
    ]);
    const [version] = shop.installs.versions(exampleId);
    expect(InstalledVersion.parse(version)).toMatchObject({
      version: '1.0',
      active: true,
      bytes: programOf('1.0').length + 'a libraryread me'.length,
      executable: join(shop.folder, 'example', '1.0', 'example-1.0', 'example'),
      verification: job.verification,
      consentedAt: null,
    });
    expect(shop.server.requests.map(({ headers }) => headers['user-agent'])).toEqual([
      'rigwright/test',
      'rigwright/test',
      'rigwright/test',
    ]);
  });

  it.runIf(process.platform === 'linux')('leaves a program that can be started', async () => {
    await using shop = await openWorkshop({
      // Packed without the execute bit, as on Windows.
      releases: [
        await exampleRelease('1.0', {
          data: await zipOf([{ name: 'example', data: programOf('1.0') }]),
        }),
      ],
    });
    await shop.install();
    const [version] = shop.installs.versions(exampleId);
    expect(execFileSync(version?.executable ?? '').toString()).toBe('Example 1.0\n');
    expect(statSync(version?.executable ?? '').mode & 0o777).toBe(0o755);
  });

  it.each([
    ['.zip', zipOf],
    ['.tar.xz', tarXzOf],
  ])('unpacks %s', async (ending, pack) => {
    const data = await pack([{ name: 'a/b/c/example', data: programOf('2') }]);
    const name = `example-2-linux-x64${ending}`;
    await using shop = await openWorkshop({ releases: [{ tag: 'v2', assets: [{ name, data }] }] });
    expect(await shop.install()).toMatchObject({ state: 'done', version: '2', asset: name });
    expect(shop.left()).toEqual(['example/2/a/b/c/example']);
  });

  it('takes the name of the program in any case on Windows', async () => {
    const files = [{ name: 'Example.EXE', data: executableBytes('windows-x64') }];
    const assets = [{ name: 'example-1-windows-x64.zip', data: await zipOf(files) }];
    await using shop = await openWorkshop({
      platform: 'windows-x64',
      releases: [{ tag: 'v1', assets }],
    });
    expect((await shop.install()).state).toBe('done');
  });

  it('installs the version that was asked for, with one question', async () => {
    await using shop = await openWorkshop({
      releases: [await exampleRelease('2.0'), await exampleRelease('1.0')],
    });
    expect(await shop.install('1.0')).toMatchObject({ state: 'done', version: '1.0' });
    expect(shop.server.requests[0]?.path).toBe('/repos/maker/example/releases/tags/v1.0');
  });

  it('finds a version by the list where the tag cannot be guessed', async () => {
    const release = { ...(await exampleRelease('1.0')), tag: 'example-1.0-final' };
    await using shop = await openWorkshop({
      releases: [release],
      source: exampleSource({ tag: 'example-(?<version>.+)-final' }),
    });
    expect(await shop.install('1.0')).toMatchObject({ state: 'done', version: '1.0' });
  });

  it('passes over what belongs to another program, and over what is not final', async () => {
    const older = await exampleRelease('1.0');
    await using shop = await openWorkshop({
      releases: [
        { tag: 'gui-9', assets: [] },
        { ...(await exampleRelease('2.0')), prerelease: true },
        older,
      ],
    });
    expect(await shop.install()).toMatchObject({ state: 'done', version: '1.0' });
  });

  it('says what can be installed', async () => {
    await using shop = await openWorkshop({
      releases: [
        { ...(await exampleRelease('2.1')), prerelease: true, publishedAt: '2026-03-01T00:00:00Z' },
        { tag: 'v2.0', publishedAt: '2026-02-01T00:00:00Z', assets: [] },
        { tag: 'gui-9', assets: [] },
        { ...(await exampleRelease('1.0')), publishedAt: '2026-01-01T00:00:00Z' },
      ],
    });
    const found = await shop.installs.releases(exampleId, shop.server.url);
    const bytesOf = async (version: string): Promise<number | undefined> =>
      (await exampleRelease(version)).assets[0]?.data.length;
    expect(found.map((release) => MinerRelease.parse(release))).toEqual([
      {
        version: '2.1',
        publishedAt: Date.UTC(2026, 2, 1),
        prerelease: true,
        asset: exampleAsset('2.1'),
        bytes: await bytesOf('2.1'),
      },
      {
        version: '2.0',
        publishedAt: Date.UTC(2026, 1, 1),
        prerelease: false,
        asset: null,
        bytes: null,
      },
      {
        version: '1.0',
        publishedAt: Date.UTC(2026, 0, 1),
        prerelease: false,
        asset: exampleAsset('1.0'),
        bytes: await bytesOf('1.0'),
      },
    ]);
  });

  it('tells of a newer release from the first look on, until it is active', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    const news = () => shop.installs.newer(exampleId);
    const look = () => shop.installs.releases(exampleId, shop.server.url);
    await shop.install();
    await look();
    expect(news()).toBeNull();
    shop.serve(
      { ...(await exampleRelease('1.1')), publishedAt: '2026-02-01T00:00:00Z' },
      await exampleRelease('1.0'),
    );
    expect(news()).toBeNull();
    const changes = shop.changes();
    await look();
    expect(news()).toEqual({ version: '1.1', publishedAt: Date.UTC(2026, 1, 1) });
    expect(shop.changes()).toBe(changes + 1);
    await look();
    expect(shop.changes()).toBe(changes + 1);
    await shop.install();
    expect(news()).toBeNull();
    await shop.installs.activate(exampleId);
    expect(news()).toMatchObject({ version: '1.1' });
    await shop.installs.remove(exampleId);
    expect(news()).toBeNull();
  });

  it('tells of the latest release that it looked up, even where it comes to nothing', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    await shop.install();
    shop.serve(await exampleRelease('1.1'), await exampleRelease('1.0'));
    shop.server.spoil('/download/', { kind: 'status', status: 404 });
    const changes = shop.changes();
    expect((await shop.install()).state).toBe('failed');
    expect(shop.installs.newer(exampleId)).toMatchObject({ version: '1.1' });
    expect(shop.changes()).toBe(changes + 1);
  });

  it('lists releases more often than the site lets them be asked for, while they stay the same', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    shop.server.limitRate({ limit: 60 });
    const look = () => shop.installs.releases(exampleId, shop.server.url);
    for (let count = 0; count < 100; count += 1) {
      expect((await look()).map(({ version }) => version)).toEqual(['1.0']);
    }
    shop.serve(await exampleRelease('1.1'), await exampleRelease('1.0'));
    expect((await look()).map(({ version }) => version)).toEqual(['1.1', '1.0']);
  });

  it('refuses a second installation of a miner while one goes on', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    shop.installs.install({ minerId: exampleId, mirror: shop.server.url });
    expect(() => shop.installs.install({ minerId: exampleId })).toThrow(
      expect.objectContaining({
        code: 'install-running',
        userMessage: 'Example is being installed already.',
      }),
    );
    await expect(shop.installs.remove(exampleId)).rejects.toMatchObject({
      code: 'install-running',
    });
    expect((await shop.ended()).state).toBe('done');
  });

  it.each([
    ['nobody', undefined, 'no-such-miner', 'This rig knows no miner called “nobody”.'],
    ['builtin', undefined, 'invalid-input', 'The miner “builtin” is not installed from releases.'],
    ['example', 'ftp://mirror', 'invalid-input', 'This address cannot be used as a mirror.'],
    ['example', 'https://a:b@mirror', 'invalid-input', 'This address cannot be used as a mirror.'],
    ['example', 'https://mirror/?x', 'invalid-input', 'This address cannot be used as a mirror.'],
    ['example', 'mirror', 'invalid-input', 'This address cannot be used as a mirror.'],
  ])('does not begin with %s from %s', async (id, mirror, code, userMessage) => {
    await using shop = await openWorkshop();
    const minerId = MinerId.parse(id);
    expect(() => shop.installs.install({ minerId, mirror })).toThrow(
      expect.objectContaining({ code, userMessage }),
    );
    expect(shop.installs.jobs()).toEqual([]);
  });

  it('can be begun again as soon as the end is told', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    await shop.install();
    expect((await shop.install()).state).toBe('done');
  });

  it('installs over a version that is damaged, and refuses while that runs', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1.0')] });
    await shop.install();
    const [version] = shop.installs.versions(exampleId);
    chmodSync(version?.executable ?? '', 0o755);
    writeFileSync(version?.executable ?? '', '#!/bin/sh\necho evil\n');
    shop.running.add('1.0');
    expect(await shop.install()).toMatchObject({
      state: 'failed',
      problem: {
        code: 'miner-in-use',
        message: 'Example 1.0 is running and cannot be replaced.',
        suggestion: 'Stop its runs first, then try again.',
      },
    });
    shop.running.clear();
    expect((await shop.install()).state).toBe('done');
    expect(readFileSync(version?.executable ?? '', 'utf8')).toBe(programOf('1.0'));
    expect(shop.left()).toHaveLength(3);
  });
});
