import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tarGzOf } from '../../../testing/archives/build-archive.ts';
import {
  exampleArchive,
  exampleId,
  exampleRelease,
  openWorkshop,
  programOf,
  type Workshop,
} from '../../../testing/install-workshop.ts';
import { MemoryJsonFile } from '../../../testing/memory-json-file.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { until } from '../../../testing/until.ts';

/** An archive that does not shrink, so that it comes in many pieces. */
async function largeArchive(): Promise<Buffer> {
  return tarGzOf([
    { name: 'example', data: programOf('1') },
    { name: 'noise', data: randomBytes(400_000) },
  ]);
}

/** What came so far. */
function partBytes(shop: Workshop): number {
  const part = shop.left().find((path) => path.endsWith('.part'));
  return part === undefined ? 0 : statSync(join(shop.folder, part)).size;
}

const bytesAsked = ({ server }: Workshop): (string | undefined)[] =>
  server.requests
    .filter(({ path }) => path.startsWith('/objects/'))
    .map(({ headers }) => headers.range);

describe('an installation that is cancelled', () => {
  it('keeps what came so far, and the next one fetches only the rest', async () => {
    const data = await largeArchive();
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    shop.server.spoil('/objects/', { kind: 'stalled', at: 300_000 }, 1);
    shop.installs.install({ minerId: exampleId, mirror: shop.server.url });
    await until('most of it', () => partBytes(shop) >= 200_000);
    const job = await shop.installs.cancel(exampleId);
    expect(job).toMatchObject({ state: 'cancelled', problem: null, version: '1' });
    expect(shop.told.at(-1)).toEqual(job);
    expect(shop.left()).toHaveLength(2);
    expect(shop.left()).toEqual([
      expect.stringMatching(/^\.downloads\/example\.[0-9a-f]{16}\.part$/),
      expect.stringMatching(/^\.downloads\/example\.[0-9a-f]{16}\.part\.json$/),
    ]);
    expect(await shop.install()).toMatchObject({ state: 'done', receivedBytes: data.length });
    const [first, second, ...more] = bytesAsked(shop);
    expect([first, more]).toEqual([undefined, []]);
    expect(Number(/^bytes=(\d+)-$/.exec(second ?? '')?.[1])).toBeGreaterThanOrEqual(200_000);
    expect(shop.left()).toEqual(['example/1/example', 'example/1/noise']);
  });

  it('goes on after the program was started again', async () => {
    const data = await largeArchive();
    const release = await exampleRelease('1', { data });
    using folder = tempFolder();
    const file = new MemoryJsonFile('miners.json');
    await using shop = await openWorkshop({ releases: [release], folder: folder.path, file });
    shop.server.spoil('/objects/', { kind: 'stalled', at: 300_000 }, 1);
    shop.installs.install({ minerId: exampleId, mirror: shop.server.url });
    await until('most of it', () => partBytes(shop) >= 200_000);
    await shop.installs[Symbol.asyncDispose]();
    expect(shop.installs.jobs()[0]?.state).toBe('cancelled');
    await using again = await openWorkshop({ folder: folder.path, file });
    expect(again.installs.jobs()).toEqual([]);
    again.installs.install({ minerId: exampleId, mirror: shop.server.url });
    expect((await again.ended()).state).toBe('done');
    expect(bytesAsked(shop)[1]).toMatch(/^bytes=[2-9]\d{5}-$/);
  });

  it('leaves nothing of another version, and nothing once it is removed', async () => {
    const data = await largeArchive();
    await using shop = await openWorkshop({
      releases: [await exampleRelease('1', { data }), await exampleRelease('0')],
    });
    shop.server.spoil('/objects/', { kind: 'dropped', at: 100_000 }, 1);
    shop.server.spoil('/objects/', { kind: 'dropped', at: 0 });
    expect((await shop.install('1')).state).toBe('failed');
    expect(shop.left()).toHaveLength(2);
    shop.server.heal();
    await shop.install('0');
    expect(shop.left().filter((path) => path.startsWith('.downloads'))).toEqual([]);
    await shop.install('1');
    await shop.installs.remove(exampleId);
    expect(shop.left()).toEqual([]);
  });

  it('can be none where nothing is being installed', async () => {
    await using shop = await openWorkshop();
    await expect(shop.installs.cancel(exampleId)).rejects.toMatchObject({
      code: 'not-running',
      userMessage: 'Example is not being installed, so there is nothing to cancel.',
    });
  });

  it('tells the attempt where the connection breaks in between', async () => {
    const data = await largeArchive();
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    shop.server.spoil('/objects/', { kind: 'dropped', at: 100_000 }, 1);
    expect(await shop.install()).toMatchObject({ state: 'done', attempt: 2 });
    expect(bytesAsked(shop)[1]).toMatch(/^bytes=\d+-$/);
  });
});

describe('a program that was killed', async () => {
  const archiveSha256 = sha256(await exampleArchive('1'));
  const other = sha256(Buffer.from('another archive'));
  const intentOf = (change: object): string =>
    JSON.stringify({ minerId: 'example', version: '1', archiveSha256, replaces: false, ...change });

  /** With version 1 installed, and the folder of something unfinished. */
  async function begun(act: (work: string, target: string) => void) {
    const shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    await shop.install();
    const work = join(shop.folder, '.work', 'abc');
    mkdirSync(work);
    act(work, join(shop.folder, 'example', '1'));
    return shop;
  }

  it('while unpacking leaves nothing after the next start', async () => {
    await using shop = await begun((work, target) => {
      cpSync(target, join(work, 'content.unpacking'), { recursive: true });
      writeFileSync(join(work, 'intent.json'), '{"minerId":');
    });
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(again.left()).toHaveLength(3);
    expect(
      (await again.installs.verify(exampleId), again.installs.versions(exampleId)),
    ).toHaveLength(1);
  });

  it.each([
    [
      'after a new version was moved, before it was recorded: it goes',
      (work: string, target: string) => {
        writeFileSync(join(work, 'intent.json'), intentOf({ version: '2' }));
        cpSync(target, join(target, '..', '2'), { recursive: true });
      },
    ],
    [
      'after it was recorded: it stays',
      (work: string) => writeFileSync(join(work, 'intent.json'), intentOf({})),
    ],
    [
      'before the old one was moved aside: it stays',
      (work: string) =>
        writeFileSync(
          join(work, 'intent.json'),
          intentOf({ archiveSha256: other, replaces: true }),
        ),
    ],
    [
      'after the old one was moved aside: it comes back',
      (work: string, target: string) => {
        writeFileSync(
          join(work, 'intent.json'),
          intentOf({ archiveSha256: other, replaces: true }),
        );
        renameSync(target, join(work, 'old'));
      },
    ],
    [
      'after another took the place of the old one: the old one comes back',
      (work: string, target: string) => {
        writeFileSync(
          join(work, 'intent.json'),
          intentOf({ archiveSha256: other, replaces: true }),
        );
        renameSync(target, join(work, 'old'));
        mkdirSync(target);
        writeFileSync(join(target, 'example'), programOf('x'));
      },
    ],
    [
      'while it removed a version that is still recorded: it comes back',
      (work: string, target: string) => {
        writeFileSync(join(work, 'intent.json'), intentOf({ archiveSha256: null, replaces: true }));
        renameSync(target, join(work, 'old'));
      },
    ],
  ])('%s', async (_, act) => {
    await using shop = await begun(act);
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(again.left()).toEqual([
      'example/1/example-1/README.txt',
      'example/1/example-1/example',
      'example/1/example-1/libexample.so.1',
    ]);
    await again.installs.verify(exampleId);
    expect(again.installs.versions(exampleId)[0]?.problem).toContain('Nobody vouches');
  });

  it('while it removed a version that is not recorded any more: it goes', async () => {
    await using shop = await begun((work, target) => {
      writeFileSync(join(work, 'intent.json'), intentOf({ archiveSha256: null, replaces: true }));
      renameSync(target, join(work, 'old'));
    });
    await using again = await openWorkshop({ folder: shop.folder });
    expect(again.left()).toEqual([]);
    expect(existsSync(join(shop.folder, 'example'))).toBe(false);
  });

  it('never makes the next start touch what lies elsewhere', async () => {
    using elsewhere = tempFolder();
    await using shop = await begun((work) => {
      writeFileSync(join(work, 'intent.json'), intentOf({ version: '../../x' }));
      writeFileSync(join(elsewhere.path, 'file'), '');
    });
    await using again = await openWorkshop({ folder: shop.folder, file: shop.file });
    expect(again.left()).toHaveLength(3);
    expect(existsSync(join(elsewhere.path, 'file'))).toBe(true);
  });

  it('leaves parts of downloads that are used for a week', async () => {
    await using shop = await openWorkshop();
    const part = (name: string, ageDays: number): void => {
      const file = join(shop.folder, '.downloads', name);
      writeFileSync(file, 'part');
      const at = new Date(Date.now() - ageDays * 24 * 3_600_000);
      utimesSync(file, at, at);
    };
    part('example.0123456789abcdef.part', 6);
    part('other.0123456789abcdef.part', 8);
    await using again = await openWorkshop({ folder: shop.folder });
    expect(again.left()).toEqual(['.downloads/example.0123456789abcdef.part']);
  });
});
