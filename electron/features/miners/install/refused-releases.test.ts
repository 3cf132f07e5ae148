import { describe, expect, it } from 'vitest';
import {
  exampleAsset,
  exampleId,
  nothing,
  openWorkshop,
  type Refusal,
} from '../../../testing/install-workshop.ts';
import type { ServedRelease } from '../../../testing/release-server/served-repository.ts';

describe('a release', () => {
  const lookOut =
    'See which versions there are on the Miners page, or leave the version out for the latest.';
  it.each<[string, readonly ServedRelease[], string | undefined, Refusal]>([
    [
      'that does not exist',
      [{ tag: 'v1', assets: [] }],
      '9',
      {
        code: 'release-not-found',
        message: 'HOST has no version 9 of Example.',
        suggestion: lookOut,
      },
    ],
    [
      'that never was',
      [],
      undefined,
      {
        code: 'release-not-found',
        message: 'HOST has no release of Example.',
        suggestion: lookOut,
      },
    ],
    [
      'with other names than before',
      [{ tag: 'v1', assets: [{ name: 'Example_Linux.7z', data: Buffer.from('x') }] }],
      undefined,
      {
        code: 'no-build-for-this-rig',
        message:
          'No file of Example 1 has a name that Rigwright knows; the release has Example_Linux.7z.',
        suggestion:
          'Its publisher seems to have changed the names: update the catalogue, or install an earlier version.',
      },
    ],
    [
      'for another system',
      [{ tag: 'v1', assets: [{ name: 'example-1-windows-x64.zip', data: Buffer.from('x') }] }],
      undefined,
      {
        code: 'no-build-for-this-rig',
        message: 'Example 1 has no build for Linux (x64), only for Windows (x64).',
        suggestion: 'Install another version: other releases may have a build for this rig.',
      },
    ],
  ])('%s cannot be installed', async (_, releases, version, refusal) => {
    await using shop = await openWorkshop({ releases });
    expect(shop.words(await shop.install(version))).toEqual(refusal);
    expect(shop.rest()).toEqual(nothing);
  });

  it.each([
    ['a page to log in', '<!doctype html>'],
    ['other JSON', '{"message": "hello"}'],
    ['half of it', '{"tag_name": "v1", "assets": ['],
  ])('that is %s cannot be read', async (_, text) => {
    await using shop = await openWorkshop({
      ports: { fetchList: () => Promise.resolve(Buffer.from(text)) },
    });
    expect(shop.words(await shop.install())).toEqual({
      code: 'download-failed',
      message: 'What HOST answered about the releases of Example cannot be read.',
      suggestion: 'Where a mirror is set, check its address; otherwise try again in a few minutes.',
    });
    expect(shop.rest()).toEqual(nothing);
  });

  it('lies at the address that follows from its names, whatever the answer says', async () => {
    const asset = exampleAsset('1');
    const answer = {
      tag_name: 'v1',
      assets: [{ name: asset, size: 9, browser_download_url: 'http://evil.example/x' }],
    };
    const asked: string[] = [];
    await using shop = await openWorkshop({
      ports: {
        fetchList: () => Promise.resolve(Buffer.from(JSON.stringify(answer))),
        download({ url }) {
          asked.push(url);
          return Promise.reject(new Error('enough'));
        },
      },
    });
    shop.installs.install({ minerId: exampleId });
    await shop.ended();
    expect(asked).toEqual([`https://github.com/maker/example/releases/download/v1/${asset}`]);
  });
});
