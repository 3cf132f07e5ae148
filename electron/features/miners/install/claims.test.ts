import { createMessage, generateKey, sign, type PrivateKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseSource } from '../catalogue/release-source.ts';
import {
  exampleArchive,
  exampleAsset,
  exampleId,
  exampleRelease,
  exampleSource,
  nothing,
  openWorkshop,
  programOf,
} from '../../../testing/install-workshop.ts';
import { sha256, type ServedAsset } from '../../../testing/release-server/served-repository.ts';
import type { InstallSource } from './ports.ts';

let publisher: PrivateKey;
let stranger: PrivateKey;
let archive: Buffer;

beforeAll(async () => {
  [publisher, stranger] = await Promise.all([newKey(), newKey()]);
  archive = await exampleArchive('1');
});

async function newKey(): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'Example', email: 'maker@example.org' }],
    date: new Date(Date.now() - 86_400_000),
    format: 'object',
  });
  return privateKey;
}

async function signatureOf(text: string, key: PrivateKey): Promise<Buffer> {
  const message = await createMessage({ binary: Buffer.from(text) });
  return Buffer.from(String(await sign({ message, signingKeys: key, detached: true })));
}

const listOf = (hash: string, name = exampleAsset('1')): string => `${hash} *${name}\n`;
const right = (): string => listOf(sha256(archive));
const wrong = 'f'.repeat(64);
const knownAs = (hash: string): Partial<ReleaseSource> => ({
  known: [{ version: '1', asset: exampleAsset('1'), sha256: hash }],
});

interface Served {
  readonly list?: string;
  readonly signature?: Buffer;
  readonly digest?: boolean;
  readonly source?: Partial<ReleaseSource>;
  /** Whether the catalogue says that the publisher signs. */
  readonly signs?: boolean;
  readonly keys?: InstallSource['keys'];
}

async function shopWith({ list, signature, digest = true, signs = false, ...rest }: Served) {
  const more: ServedAsset[] = [];
  if (list !== undefined) more.push({ name: 'SHA256SUMS', data: Buffer.from(list) });
  if (signature) more.push({ name: 'SHA256SUMS.sig', data: signature });
  const scheme = {
    asset: String.raw`SHA256SUMS\.sig`,
    scheme: 'openpgp' as const,
    keys: [{ file: 'maker.asc', fingerprint: publisher.getFingerprint().toUpperCase() }],
  };
  const checksums = { asset: 'SHA256SUMS', signature: signs ? scheme : null };
  const keys = rest.keys ?? { 'maker.asc': publisher.toPublic().armor() };
  return openWorkshop({
    releases: [await exampleRelease('1', { data: archive, digest, more })],
    source: exampleSource({ checksums, ...rest.source }, keys),
  });
}

describe('what speaks for a miner', () => {
  it('is the signature of its publisher, before anything else', async () => {
    const signature = await signatureOf(right(), publisher);
    await using shop = await shopWith({
      list: right(),
      signature,
      signs: true,
      source: knownAs(sha256(archive)),
    });
    const fingerprint = publisher.getFingerprint().toUpperCase();
    const job = await shop.install();
    expect(job).toMatchObject({ state: 'done', problem: null });
    expect(job.verification).toMatchObject({
      level: 'signed',
      text: `Its SHA-256 is in the signed list SHA256SUMS, and the signature is by the publisher’s key ${fingerprint}.`,
      source: `${shop.server.url}/maker/example/releases/download/v1/SHA256SUMS`,
      signedBy: fingerprint,
      archiveSha256: sha256(archive),
      executableSha256: sha256(Buffer.from(programOf('1'))),
    });
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
  });

  it('is the catalogue where nobody signs', async () => {
    await using shop = await shopWith({ list: right(), source: knownAs(sha256(archive)) });
    expect(await shop.install()).toMatchObject({
      state: 'done',
      problem: null,
      verification: {
        level: 'known',
        text: 'Its SHA-256 is the one in the catalogue of Rigwright.',
        source: 'the catalogue of Rigwright',
        signedBy: null,
      },
    });
    expect((await shop.installs.executable(exampleId)).version).toBe('1');
  });

  it('is the list of the publisher, which does not do without consent', async () => {
    await using shop = await shopWith({ list: right() });
    const source = `${shop.server.url}/maker/example/releases/download/v1/SHA256SUMS`;
    expect(await shop.install()).toMatchObject({
      state: 'done',
      verification: {
        level: 'published',
        text: 'Its SHA-256 is the one in the publisher’s list SHA256SUMS, which nobody signed.',
        source,
      },
      problem: {
        code: 'needs-consent',
        message: `Nobody vouches for Example 1: it was only compared with an unsigned list from the same place (${source}), which whoever changes the program can change too. You have to agree before it is started.`,
      },
    });
  });

  it('is what the site states where an unsigned list does not name the file', async () => {
    await using shop = await shopWith({ list: listOf(wrong, 'another.zip') });
    expect((await shop.install()).verification?.level).toBe('stated');
  });

  it('is nothing where nobody says anything', async () => {
    await using shop = await shopWith({ digest: false });
    const source = `${shop.server.url}/maker/example/releases/download/v1/${exampleAsset('1')}`;
    expect(await shop.install()).toMatchObject({
      state: 'done',
      verification: {
        level: 'unverified',
        text: 'Nothing says what its SHA-256 should be, so it was compared with nothing.',
        source,
      },
      problem: {
        code: 'needs-consent',
        message: `Nobody vouches for Example 1: nothing says what the file from ${source} should be, so it may have been changed on the way. You have to agree before it is started.`,
      },
    });
    await expect(shop.installs.executable(exampleId)).rejects.toMatchObject({
      code: 'needs-consent',
    });
  });
});

describe('what speaks against a miner', () => {
  const short = (hash: string): string => `${hash.slice(0, 12)}…`;
  const mismatch = (by: string) => () =>
    `${exampleAsset('1')} is not the file it should be: its SHA-256 is ${short(sha256(archive))}, but ${by} says ${short(wrong)}.`;

  it.each<[string, () => Promise<Served>, string, () => string]>([
    [
      'a signed list that says otherwise',
      async () => {
        const list = listOf(wrong);
        return { list, signature: await signatureOf(list, publisher), signs: true };
      },
      'checksum-mismatch',
      mismatch('the signed list SHA256SUMS'),
    ],
    [
      'a catalogue that says otherwise, whatever the signed list says',
      async () => ({
        list: right(),
        signature: await signatureOf(right(), publisher),
        signs: true,
        source: knownAs(wrong),
      }),
      'checksum-mismatch',
      mismatch('the catalogue of Rigwright'),
    ],
    [
      'an unsigned list that says otherwise, whatever the catalogue says',
      () => Promise.resolve({ list: listOf(wrong), source: knownAs(sha256(archive)) }),
      'checksum-mismatch',
      mismatch('the publisher’s list SHA256SUMS'),
    ],
    [
      'a signature by somebody else',
      async () => ({
        list: right(),
        signature: await signatureOf(right(), stranger),
        signs: true,
      }),
      'signature-invalid',
      () =>
        `The signature is not good: it was made with another key (${stranger.getKeyID().toHex().toUpperCase()}) than that of the publisher.`,
    ],
    [
      'a list that was changed after it was signed',
      async () => ({
        list: right(),
        signature: await signatureOf(`${right()}\n`, publisher),
        signs: true,
      }),
      'signature-invalid',
      () => 'The signature is not good: what was downloaded is not what was signed.',
    ],
    [
      'a signature that is none',
      () =>
        Promise.resolve({ list: right(), signature: Buffer.from('<!doctype html>'), signs: true }),
      'signature-invalid',
      () => 'The signature is not good: what came in its place is no signature of OpenPGP.',
    ],
    [
      'a missing signature of a publisher who signs',
      () => Promise.resolve({ list: right(), signs: true }),
      'signature-invalid',
      () =>
        'Example 1 comes without a signature of its checksums, although its publisher signs every release.',
    ],
    [
      'a missing list of a publisher who signs, whatever the catalogue says',
      () => Promise.resolve({ signs: true, source: knownAs(sha256(archive)) }),
      'signature-invalid',
      () =>
        'Example 1 comes without a list of checksums, although its publisher signs every release.',
    ],
    [
      'a signed list that does not name the file',
      async () => {
        const list = listOf(sha256(archive), 'another.zip');
        return { list, signature: await signatureOf(list, publisher), signs: true };
      },
      'checksum-mismatch',
      () =>
        `The publisher’s signed list SHA256SUMS does not name ${exampleAsset('1')}, so nothing proves what it is.`,
    ],
    [
      'a catalogue without the key',
      async () => ({
        list: right(),
        signature: await signatureOf(right(), publisher),
        signs: true,
        keys: {},
      }),
      'signature-invalid',
      () =>
        'The signature of Example cannot be checked, because the catalogue lacks the key maker.asc.',
    ],
    [
      'a key file with another key than the catalogue names',
      async () => ({
        list: right(),
        signature: await signatureOf(right(), stranger),
        signs: true,
        keys: { 'maker.asc': stranger.toPublic().armor() },
      }),
      'signature-invalid',
      () => 'The signature is not good: the key of the publisher is not known here.',
    ],
    [
      'a list that contradicts itself',
      () => Promise.resolve({ list: `${right()}${listOf(wrong)}` }),
      'bad-file',
      () =>
        `The list of checksums cannot be used, because it names two checksums for "${exampleAsset('1')}".`,
    ],
  ])('is %s: nothing is installed', async (_, make, code, message) => {
    await using shop = await shopWith(await make());
    const job = await shop.install();
    expect(job).toMatchObject({ state: 'failed', verification: null, problem: { code } });
    expect(job.problem?.message).toBe(message());
    expect(job.problem?.suggestion).toMatch(/\.$/);
    expect(shop.left()).toEqual([]);
    expect(shop.installs.versions(exampleId)).toEqual([]);
    expect(shop.file.content).toBeUndefined();
  });

  it('is that all of it is signed, but as another version', async () => {
    const list = listOf(sha256(archive), exampleAsset('1.5'));
    const signature = await signatureOf(list, publisher);
    await using shop = await shopWith({ signs: true });
    const assets = [
      { name: exampleAsset('1.5'), data: archive },
      { name: 'SHA256SUMS', data: Buffer.from(list) },
      { name: 'SHA256SUMS.sig', data: signature },
    ];
    shop.serve({ tag: 'v11.5', assets });
    expect(shop.words(await shop.install())).toEqual({
      code: 'signature-invalid',
      message: `What is offered as Example 11.5 is ${exampleAsset('1.5')}, which its publisher signed as another version.`,
      suggestion: 'Nothing was installed. Install without a mirror, or choose another version.',
    });
    expect(shop.rest()).toEqual(nothing);
    shop.serve({ tag: 'v1.5', assets });
    expect((await shop.install()).verification?.level).toBe('signed');
  });

  it('is found out before the archive is downloaded where it is the signature', async () => {
    const signature = await signatureOf(right(), stranger);
    await using shop = await shopWith({ list: right(), signature, signs: true });
    await shop.install();
    const paths = shop.server.requests.map(({ path }) => path);
    expect(paths.filter((path) => path.includes(exampleAsset('1')))).toEqual([]);
  });
});
