import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fuzzCodec, fuzzCount, fuzzTimeoutMs } from '../../../testing/fuzz-codec.ts';
import { GithubRelease, readRelease, type Release } from './github-release.ts';

const hash = 'ab'.repeat(32);

/** As GitHub answered for a release of 2025, without the fields of people and counters. */
const answer = {
  url: 'https://api.github.com/repos/example/miner/releases/1',
  html_url: 'https://github.com/example/miner/releases/tag/v6.23.0',
  tag_name: 'v6.23.0',
  name: 'Miner 6.23.0',
  draft: false,
  immutable: false,
  prerelease: false,
  created_at: '2025-06-22T17:04:05Z',
  published_at: '2025-06-22T17:04:05Z',
  assets: [
    {
      name: 'miner-6.23.0-linux-static-x64.tar.gz',
      content_type: 'application/gzip',
      state: 'uploaded',
      size: 3_500_000,
      digest: `sha256:${hash.toUpperCase()}`,
      browser_download_url: 'https://evil.example/elsewhere',
    },
    { name: 'SHA256SUMS', state: 'uploaded', size: 1_520, digest: null },
    { name: 'half.zip', state: 'starter', size: 0, digest: null },
  ],
  body: 'notes',
};

const read = (changes: object, tag = 'v(?<version>.+)'): Release | null =>
  readRelease(GithubRelease.parse({ ...answer, ...changes }), tag);

describe('readRelease', () => {
  it('takes what is used and leaves out what is not uploaded yet', () => {
    expect(read({})).toEqual({
      tag: 'v6.23.0',
      version: '6.23.0',
      prerelease: false,
      publishedAt: Date.UTC(2025, 5, 22, 17, 4, 5),
      assets: [
        { name: 'miner-6.23.0-linux-static-x64.tar.gz', bytes: 3_500_000, sha256: hash },
        { name: 'SHA256SUMS', bytes: 1_520, sha256: null },
      ],
    });
  });

  it('takes the whole tag where the pattern names no part of it', () => {
    expect(read({ tag_name: '2024.3.2' }, String.raw`[\d.]+`)?.version).toBe('2024.3.2');
  });

  it.each([
    ['a draft', { draft: true }],
    ['a tag of another program', { tag_name: 'gui-1.0' }],
    ['a version that would be a path', { tag_name: 'v../../etc' }],
    ['a version that is a device on Windows', { tag_name: 'vcon.1' }],
    ['a version that ends in a dot', { tag_name: 'v1.' }],
    ['a version that is too long', { tag_name: `v${'1'.repeat(61)}` }],
  ])('is none for %s', (_, changes) => {
    expect(read(changes)).toBeNull();
  });

  it.each([['sha512:abcd'], ['sha256:abcd'], [`sha256:${hash}00`], [''], [undefined]])(
    'knows no checksum from the digest %j',
    (digest) => {
      expect(read({ assets: [{ name: 'a', size: 1, digest }] })?.assets[0]?.sha256).toBeNull();
    },
  );

  it.each([
    ['no tag', { tag_name: undefined }],
    ['assets that are none', { assets: {} }],
    ['an asset without a size', { assets: [{ name: 'a' }] }],
    ['a size below zero', { assets: [{ name: 'a', size: -1 }] }],
    ['a date that is none', { published_at: 'yesterday' }],
    [
      'a thousand and one assets',
      { assets: Array.from({ length: 1_001 }, () => ({ name: 'a', size: 1 })) },
    ],
  ])('is refused with %s', (_, changes) => {
    expect(() => read(changes)).toThrow(ZodError);
  });

  it(
    'reads or refuses whatever else comes',
    () => {
      const result = fuzzCodec({
        lines: [JSON.stringify(answer)],
        decode: (line) => readRelease(GithubRelease.parse(JSON.parse(line)), 'v(?<version>.+)'),
        isExpected: (error) => error instanceof ZodError || error instanceof SyntaxError,
        count: fuzzCount(3_000),
        seed: 41,
      });
      expect(result.decoded).toBeGreaterThan(0);
      expect(result.refused).toBeGreaterThan(0);
    },
    fuzzTimeoutMs(3_000),
  );
});
