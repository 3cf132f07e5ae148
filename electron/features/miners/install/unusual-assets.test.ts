import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tarGzOf, zipOf } from '../../../testing/archives/build-archive.ts';
import { executableBytes } from '../../../testing/executable-bytes.ts';
import {
  exampleId,
  exampleRelease,
  openWorkshop,
  programOf,
} from '../../../testing/install-workshop.ts';

const packed = (version: string): Promise<Buffer> =>
  tarGzOf([
    { name: 'example/example', data: programOf(version), mode: 0o755 },
    { name: 'example/README.txt', data: 'read me' },
  ]);

describe('what publishers offer instead of an archive', () => {
  it('may be the bare program', async () => {
    const data = executableBytes('linux-x64');
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    expect(await shop.install()).toMatchObject({ state: 'done' });
    expect(shop.left()).toEqual(['example/1/example']);
    expect(readFileSync(join(shop.folder, 'example/1/example'))).toEqual(data);
  });

  it('may be the bare program of another system, which is said', async () => {
    const data = executableBytes('windows-arm64');
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    expect(await shop.install()).toMatchObject({
      state: 'failed',
      problem: { code: 'no-build-for-this-rig' },
    });
    expect(shop.left()).toEqual([]);
  });

  it('may be an archive with another one in it', async () => {
    const data = await tarGzOf([{ name: 'example-1.tar.gz', data: await packed('1') }]);
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    expect(await shop.install()).toMatchObject({ state: 'done' });
    expect(shop.left()).toEqual([
      'example/1/inner/example/README.txt',
      'example/1/inner/example/example',
    ]);
    const [version] = shop.installs.versions(exampleId);
    expect(version?.executable).toBe(join(shop.folder, 'example/1/inner/example/example'));
  });

  it('is looked into one archive deep, and not where it is not clear into which', async () => {
    const nested = await tarGzOf([{ name: 'deep.tar.gz', data: await packed('1') }]);
    const twice = await tarGzOf([{ name: 'example.tar.gz', data: nested }]);
    const two = await zipOf([
      { name: 'one.tar.gz', data: await packed('1') },
      { name: 'two.tar.gz', data: await packed('1') },
    ]);
    for (const data of [twice, two]) {
      await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
      const { problem } = await shop.install();
      expect(problem).toMatchObject({ code: 'bad-archive' });
      expect(problem?.message).toContain('it holds no example');
      expect(shop.left()).toEqual([]);
    }
  });
});
