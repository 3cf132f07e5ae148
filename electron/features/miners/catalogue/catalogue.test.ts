import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NoticeDraft } from '../../../base/notify.ts';
// Features know no platform: that its check fits the port is seen here.
import { verifyEd25519 } from '../../../platform/signatures/verify-ed25519.ts';
import { shippedEntry, shippedFiles, shippedKeys } from '../../../testing/shipped-catalogue.ts';
import type { SignedBundle } from './catalogue-bundle.ts';
import { maxBundleBytes } from './catalogue-bundle.ts';
import { cataloguePublicKey, shippedCatalogueSerial } from './catalogue-trust.ts';
import { Catalogue } from './catalogue.ts';

const keyPair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x, 'base64url'), privateKey };
};

const ours = keyPair();
const theirs = keyPair();

const signedBytes = (bytes: Uint8Array, { privateKey } = ours): SignedBundle => ({
  bytes,
  signature: sign(null, bytes, privateKey),
});

const signed = (bundle: object, keys = ours): SignedBundle =>
  signedBytes(Buffer.from(JSON.stringify(bundle)), keys);

const bundle = (changes: object = {}): object => ({
  format: 1,
  serial: 11,
  createdAt: 1_795_000_000_000,
  entries: [shippedEntry('rigel')],
  keys: { 'new.asc': 'a key' },
  ...changes,
});

async function openCatalogue(before?: SignedBundle) {
  const notices: NoticeDraft[] = [];
  const disk: { stored: SignedBundle | undefined } = { stored: before };
  const open = () =>
    Catalogue.open({
      shipped: () => Promise.resolve(shippedFiles()),
      keys: () => Promise.resolve(shippedKeys()),
      stored: {
        read: () => Promise.resolve(disk.stored),
        write: (bundle) => {
          disk.stored = bundle;
          return Promise.resolve();
        },
      },
      verify: verifyEd25519,
      notify: (notice) => notices.push(notice),
      publicKey: ours.publicKey,
      shippedSerial: 10,
    });
  return { catalogue: await open(), notices, disk, open };
}

const ids = ({ entries }: Catalogue): string[] => entries.map(({ id }) => id);

describe('the catalogue', () => {
  it('is what came with the program', async () => {
    const { catalogue, notices } = await openCatalogue();
    expect(catalogue.serial).toBe(10);
    expect(catalogue.entries).toHaveLength(16);
    expect(Object.keys(catalogue.keys)).toEqual(['xmrig.asc']);
    expect(notices).toEqual([]);
  });

  it('is a newer list once that was taken, also after the next start', async () => {
    const { catalogue, disk, open } = await openCatalogue();
    const update = signed(bundle());
    await catalogue.update(update);
    expect(disk.stored).toBe(update);
    for (const each of [catalogue, await open()]) {
      expect(each.serial).toBe(11);
      expect(ids(each)).toEqual(['builtin', 'rigel']);
      expect(each.keys).toEqual({ 'new.asc': 'a key' });
    }
  });

  it('lets no list replace the miner that is part of the program', async () => {
    const { catalogue } = await openCatalogue();
    const own = { ...shippedEntry('builtin'), name: 'Another' };
    await catalogue.update(signed(bundle({ entries: [own, shippedEntry('rigel')] })));
    expect(catalogue.entries.map(({ name }) => name)).toEqual(['Built-in CPU miner', 'Rigel']);
  });

  const good = signed(bundle());
  const changedByte = Buffer.from(good.bytes);
  changedByte[20] = (changedByte[20] ?? 0) ^ 1;
  const oneMore = Buffer.concat([good.bytes, Buffer.from(' ')]);
  const old = 'The list of miners that was offered is no newer than the one there is.';
  const unsigned =
    'The new list of miners was not signed by the makers of Rigwright, or was changed since.';
  const broken = 'The new list of miners is of another version of Rigwright, or broken.';
  it.each<[string, SignedBundle, string, string]>([
    ['of another key', signed(bundle(), theirs), 'signature-invalid', unsigned],
    ['with a changed byte', { ...good, bytes: changedByte }, 'signature-invalid', unsigned],
    ['with a byte more', { ...good, bytes: oneMore }, 'signature-invalid', unsigned],
    ['without a signature', { ...good, signature: Buffer.alloc(0) }, 'signature-invalid', unsigned],
    ['of an older serial', signed(bundle({ serial: 9 })), 'bad-file', old],
    ['of the same serial', signed(bundle({ serial: 10 })), 'bad-file', old],
    ['of another format', signed(bundle({ format: 2 })), 'bad-file', broken],
    ['with more than it should hold', signed(bundle({ run: 'x' })), 'bad-file', broken],
    ['with a broken entry', signed(bundle({ entries: [{ id: 'x' }] })), 'bad-file', broken],
    ['with no entry', signed(bundle({ entries: [] })), 'bad-file', broken],
    ['with a key of another name', signed(bundle({ keys: { '../x': '' } })), 'bad-file', broken],
    ['that is no JSON', signedBytes(Buffer.from('[1')), 'bad-file', broken],
    ['that is no text', signedBytes(Buffer.from([0xff, 0xfe])), 'bad-file', broken],
    [
      'that is too large',
      signedBytes(Buffer.alloc(maxBundleBytes + 1, ' ')),
      'bad-file',
      'The new list of miners is too large to be one.',
    ],
  ])('does not take a list %s', async (_, update, code, userMessage) => {
    const { catalogue, disk } = await openCatalogue();
    await expect(catalogue.update(update)).rejects.toMatchObject({
      code,
      userMessage,
      suggestion: 'Nothing was changed: the present list stays in use.',
    });
    expect(disk.stored).toBeUndefined();
    expect(catalogue.serial).toBe(10);
    expect(catalogue.entries).toHaveLength(16);
  });

  it('does not go back to what it was before', async () => {
    const { catalogue } = await openCatalogue();
    await catalogue.update(signed(bundle({ serial: 12 })));
    await expect(catalogue.update(signed(bundle({ serial: 11 })))).rejects.toMatchObject({
      problem: 'old',
    });
    expect(catalogue.serial).toBe(12);
  });

  it('does not use a stored list that somebody changed, and says so', async () => {
    const { catalogue, notices } = await openCatalogue({ ...good, bytes: changedByte });
    expect(catalogue.serial).toBe(10);
    expect(notices).toEqual([
      {
        severity: 'warning',
        text: `The stored list of miners is not used. ${unsigned}`,
        suggestion: 'The list that came with the program is used instead.',
      },
    ]);
  });

  it('passes over a stored list that the program has become newer than', async () => {
    const { catalogue, notices } = await openCatalogue(signed(bundle({ serial: 10 })));
    expect(catalogue.entries).toHaveLength(16);
    expect(notices).toEqual([]);
  });

  it('tells of a file that is broken and has the others', async () => {
    const notices: NoticeDraft[] = [];
    const catalogue = await Catalogue.open({
      shipped: () => Promise.resolve([...shippedFiles(), { name: 'x.json', text: '{}' }]),
      keys: () => Promise.resolve([]),
      stored: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
      verify: verifyEd25519,
      notify: (notice) => notices.push(notice),
      publicKey: ours.publicKey,
      shippedSerial: 10,
    });
    expect(catalogue.entries).toHaveLength(16);
    expect(notices).toEqual([
      {
        severity: 'warning',
        text: 'A miner of the catalogue cannot be used: x.json: format: Invalid input: expected 1.',
        suggestion: 'Install Rigwright again; the other miners are not affected.',
      },
    ]);
  });

  it('trusts one key, and counts from the day it was made', () => {
    expect(Buffer.from(cataloguePublicKey, 'base64url')).toHaveLength(32);
    expect(String(shippedCatalogueSerial)).toMatch(/^20\d{8}$/);
  });
});
