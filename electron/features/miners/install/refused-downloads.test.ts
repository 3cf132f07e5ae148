import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { tarGzOf } from '../../../testing/archives/build-archive.ts';
import {
  exampleArchive,
  exampleAsset,
  exampleId,
  exampleRelease,
  nothing,
  openWorkshop,
  programOf,
  type Refusal,
  type Rest,
} from '../../../testing/install-workshop.ts';
import type { Fault } from '../../../testing/release-server/faults.ts';
import { sha256 } from '../../../testing/release-server/served-repository.ts';
import { canMakeTinyDisk, tinyDisk } from '../../../testing/tiny-disk.ts';

/** A beginning that the next attempt goes on from. */
const part: Rest = {
  ...nothing,
  files: ['.downloads/example.KEY.part', '.downloads/example.KEY.part.json'],
};

describe('a download', () => {
  const again = 'Try again; it goes on where it stopped.';
  it.each<[string, string, Fault, Refusal, Rest]>([
    [
      'with other bytes',
      '/objects/',
      { kind: 'wrong-bytes' },
      {
        code: 'checksum-mismatch',
        message: `${exampleAsset('1')} is not the file it should be: its SHA-256 is FOUND, but HOST says STATED.`,
        suggestion:
          'Nothing was installed. Try again; if it happens again, somebody changed the file: do not use it, and tell its publisher.',
      },
      nothing,
    ],
    [
      'that is cut short again and again',
      '/objects/',
      { kind: 'truncated', at: 0 },
      {
        code: 'download-failed',
        message: 'HOST broke the connection off before everything had come.',
        suggestion: again,
      },
      part,
    ],
    [
      'that stalls',
      '/objects/',
      { kind: 'stalled', at: 0 },
      {
        code: 'timeout',
        message: 'HOST stopped sending: nothing came for 1 s.',
        suggestion: again,
      },
      part,
    ],
    [
      'that never ends',
      '/objects/',
      { kind: 'endless' },
      {
        code: 'download-failed',
        message: 'HOST sends more than the 67108864 bytes that this file may have.',
        suggestion:
          'This is not the file that was expected; tell the publisher of the list it is from.',
      },
      nothing,
    ],
    [
      'that is not there',
      'releases/download',
      { kind: 'status', status: 404 },
      {
        code: 'release-not-found',
        message: 'HOST does not have this file or release (any more).',
        suggestion: 'Choose another version; the publisher may have removed or renamed it.',
      },
      nothing,
    ],
    [
      'that is redirected for ever',
      'releases/download',
      { kind: 'redirect-loop' },
      {
        code: 'download-failed',
        message: 'HOST sends the download on and on, from one address to the next.',
        suggestion: 'Check the address of the mirror if there is one; otherwise try again later.',
      },
      nothing,
    ],
    [
      'from a server that is broken',
      'releases/download',
      { kind: 'status', status: 503 },
      {
        code: 'download-failed',
        message: 'HOST has a fault of its own (HTTP 503).',
        suggestion: 'Try again later.',
      },
      nothing,
    ],
    [
      'that nobody may have now',
      '/repos/',
      { kind: 'rate-limit', resetAt: Date.now() + 25.5 * 60_000 },
      {
        code: 'rate-limited',
        message:
          'HOST takes no more requests from this internet address for now; it will answer again in about 26 minutes.',
        suggestion: 'Try again then. Other programs behind the same address count as well.',
      },
      nothing,
    ],
    [
      'of which nothing is heard',
      '/repos/',
      { kind: 'silent' },
      {
        code: 'timeout',
        message: 'HOST did not answer within 1 s.',
        suggestion: 'Check the connection to the internet, then try again.',
      },
      nothing,
    ],
  ])('%s fails, and only what can be used stays', async (_, path, fault, refusal, left) => {
    const data = await exampleArchive('1');
    await using shop = await openWorkshop({ releases: [await exampleRelease('1', { data })] });
    if (left === part) shop.server.spoil('/objects/', { kind: 'dropped', at: 60 }, 1);
    shop.server.spoil(path, fault);
    const short = (bytes: Buffer): string => `${sha256(bytes).slice(0, 12)}…`;
    const message = refusal.message
      .replace('FOUND', short(Buffer.alloc(data.length, 0x78)))
      .replace('STATED', short(data));
    expect(shop.words(await shop.install())).toEqual({ ...refusal, message });
    expect(shop.rest()).toEqual(left);
    shop.server.heal();
    expect((await shop.install()).state).toBe('done');
  });

  it('fails with its own words where nobody listens at the mirror', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await using shop = await openWorkshop();
    shop.installs.install({ minerId: exampleId, mirror: `http://127.0.0.1:${port}` });
    expect((await shop.ended()).problem).toEqual({
      code: 'download-failed',
      message: `127.0.0.1:${port} refused the connection: nothing listens there.`,
      suggestion:
        'Check the address of the mirror if there is one, and whether a firewall stands between.',
    });
    expect(shop.rest()).toEqual(nothing);
  });

  it('fails with its own words where the rig is offline', async () => {
    await using shop = await openWorkshop();
    shop.installs.install({ minerId: exampleId, mirror: 'http://nowhere.invalid' });
    expect((await shop.ended()).problem).toEqual({
      code: 'offline',
      message: 'nowhere.invalid cannot be found: this computer seems to be offline.',
      suggestion: 'Check the connection to the internet, then try again.',
    });
    expect(shop.rest()).toEqual(nothing);
  });

  it.runIf(canMakeTinyDisk).each([
    ['does not fit on the disk', { name: 'noise', data: randomBytes(400_000) }],
    ['fits on the disk but not unpacked', { name: 'zeros', data: Buffer.alloc(1_000_000) }],
  ])('that %s fails, and nothing stays', async (_, file) => {
    using disk = tinyDisk(256);
    const data = await tarGzOf([{ name: 'example', data: programOf('1') }, file]);
    await using shop = await openWorkshop({
      folder: disk.path,
      releases: [await exampleRelease('1', { data })],
    });
    expect(shop.words(await shop.install())).toEqual({
      code: 'disk-full',
      message: 'The disk that holds FOLDER is full, so nothing more could be saved.',
      suggestion: 'Free some space on that disk; mining goes on meanwhile.',
    });
    expect(shop.rest()).toEqual(nothing);
  });
});
