import {
  config,
  createMessage,
  enums,
  generateKey,
  revokeKey,
  sign,
  SignaturePacket,
  type PrivateKey,
} from 'openpgp';
import { describe, expect, it } from 'vitest';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { SignatureError } from './signature-error.ts';
import { verifyOpenPgp, type OpenPgpOptions } from './verify-open-pgp.ts';

const now = Date.UTC(2026, 5, 1);
const day = 86_400_000;
const data = Buffer.from(`${'0'.repeat(64)}  digger.zip\n`);

interface KeyOptions {
  readonly madeAt?: number;
  readonly validDays?: number;
  readonly subkeys?: { sign: boolean }[];
  readonly type?: 'ecc' | 'rsa';
  readonly rsaBits?: number;
}

async function newKey(options: KeyOptions = {}): Promise<PrivateKey> {
  const { madeAt = now - 100 * day, validDays, ...others } = options;
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'Digger', email: 'digger@example.com' }],
    date: new Date(madeAt),
    format: 'object',
    ...(validDays !== undefined && { keyExpirationTime: validDays * 86_400 }),
    ...others,
  });
  return privateKey;
}

/** Made below `sign`, which would refuse to make a bad one. */
async function signatureOf(
  key: PrivateKey,
  { at = now - day, hash = enums.hash.sha512 }: { at?: number; hash?: enums.hash } = {},
): Promise<Buffer> {
  const packet = new SignaturePacket();
  packet.signatureType = enums.signature.binary;
  packet.publicKeyAlgorithm = key.keyPacket.algorithm;
  packet.hashAlgorithm = hash;
  const { packets } = await createMessage({ binary: data });
  // The types of openpgp leave out the last argument and take bytes for the second. The notation would
  // need a salt, which there is none of for old hashes.
  const { sign: method } = packet as {
    sign: (this: SignaturePacket, ...args: unknown[]) => unknown;
  };
  const plain = { ...config, nonDeterministicSignaturesViaNotation: false };
  await method.call(packet, key.keyPacket, packets[0], new Date(at), true, plain);
  const body = packet.write();
  // Tag 2, an old packet with a length of two bytes.
  return Buffer.concat([Buffer.from([0x89, body.length >> 8, body.length & 0xff]), body]);
}

function optionsFor(key: PrivateKey, signature: Uint8Array): OpenPgpOptions {
  return {
    data,
    signature,
    keys: [key.toPublic().armor()],
    fingerprints: [key.getFingerprint().toUpperCase()],
    now,
  };
}

const refusal = (problem: string): unknown =>
  expect.objectContaining({
    code: 'signature-invalid',
    userMessage: expect.stringContaining(problem) as string,
  });

describe('a signature of OpenPGP', () => {
  it('tells who has signed and when', async () => {
    const key = await newKey();
    expect(await verifyOpenPgp(optionsFor(key, await signatureOf(key)))).toEqual({
      fingerprint: key.getFingerprint().toUpperCase(),
      signedAt: now - day,
    });
  });

  it('may be armoured, and made with a subkey', async () => {
    const key = await newKey({ subkeys: [{ sign: true }] });
    const armoured: unknown = await sign({
      message: await createMessage({ binary: data }),
      signingKeys: key,
      detached: true,
      date: new Date(now - day),
    });
    const result = await verifyOpenPgp(optionsFor(key, Buffer.from(armoured as string)));
    expect(result.fingerprint).toBe(key.getFingerprint().toUpperCase());
  });

  it('is good beside one of somebody else', async () => {
    const [key, stranger] = [await newKey(), await newKey()];
    const both = Buffer.concat([await signatureOf(stranger), await signatureOf(key)]);
    const result = await verifyOpenPgp(optionsFor(key, both));
    expect(result.fingerprint).toBe(key.getFingerprint().toUpperCase());
  });

  it('stays good when its key expires or is retired later', async () => {
    const key = await newKey({ validDays: 100 });
    const early = await signatureOf(key, { at: now - 50 * day });
    const later = { ...optionsFor(key, early), now: now + 500 * day };
    expect((await verifyOpenPgp(later)).signedAt).toBe(now - 50 * day);
    const { publicKey } = await revokeKey({
      key,
      reasonForRevocation: { flag: enums.reasonForRevocation.keyRetired },
      date: new Date(now - 10 * day),
      format: 'object',
    });
    const retired = { ...optionsFor(key, early), keys: [publicKey.armor()] };
    expect((await verifyOpenPgp(retired)).signedAt).toBe(now - 50 * day);
  });

  it('is refused for other data', async () => {
    const key = await newKey();
    const options = optionsFor(key, await signatureOf(key));
    const wrong = { ...options, data: Buffer.concat([data, Buffer.from(' ')]) };
    await expect(verifyOpenPgp(wrong)).rejects.toEqual(refusal('is not what was signed'));
  });

  it('is refused from another key, even if that key is at hand', async () => {
    const [key, stranger] = [await newKey(), await newKey()];
    const options = optionsFor(key, await signatureOf(stranger));
    const id = stranger.getKeyID().toHex().toUpperCase();
    await expect(verifyOpenPgp(options)).rejects.toEqual(refusal(`another key (${id})`));
    const keys = [key.toPublic().armor(), stranger.toPublic().armor()];
    await expect(verifyOpenPgp({ ...options, keys })).rejects.toEqual(refusal('another key'));
  });

  it('is refused where the key has not the fingerprint it should have', async () => {
    const [key, stranger] = [await newKey(), await newKey()];
    const options = optionsFor(key, await signatureOf(key));
    const fingerprints = [stranger.getFingerprint().toUpperCase()];
    const failure = refusal('the key of the publisher is not known here');
    await expect(verifyOpenPgp({ ...options, fingerprints })).rejects.toEqual(failure);
    await expect(verifyOpenPgp({ ...options, keys: [] })).rejects.toEqual(failure);
    await expect(verifyOpenPgp({ ...options, keys: ['no key'] })).rejects.toEqual(failure);
  });

  it('is refused where its key had expired, or has fallen into other hands', async () => {
    const short = await newKey({ validDays: 10 });
    const late = await signatureOf(short, { at: now - 5 * day });
    await expect(verifyOpenPgp(optionsFor(short, late))).rejects.toEqual(
      refusal('the key it was made with had expired'),
    );
    const key = await newKey();
    const { publicKey } = await revokeKey({
      key,
      reasonForRevocation: { flag: enums.reasonForRevocation.keyCompromised },
      date: new Date(now),
      format: 'object',
    });
    const before = optionsFor(key, await signatureOf(key, { at: now - 50 * day }));
    await expect(verifyOpenPgp({ ...before, keys: [publicKey.armor()] })).rejects.toEqual(
      refusal('the key it was made with had been revoked'),
    );
  });

  it('is refused from the future, and from before its key', async () => {
    const key = await newKey();
    const ahead = optionsFor(key, await signatureOf(key, { at: now + day }));
    await expect(verifyOpenPgp(ahead)).rejects.toEqual(refusal('from the future'));
    const early = optionsFor(key, await signatureOf(key, { at: now - 200 * day }));
    await expect(verifyOpenPgp(early)).rejects.toEqual(refusal('older than the key'));
  });

  it('is refused with a hash that is no longer safe', async () => {
    const key = await newKey({ type: 'rsa', rsaBits: 2_048 });
    const signature = await signatureOf(key, { hash: enums.hash.sha1 });
    await expect(verifyOpenPgp(optionsFor(key, signature))).rejects.toEqual(
      refusal('hash that is no longer safe'),
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page of the web', Buffer.from('<!doctype html><title>Not found</title>')],
    ['far too much', Buffer.alloc(100_000, 0x20)],
    ['a signed text', Buffer.from('-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n')],
  ])('is not %s', async (_, signature) => {
    const options = optionsFor(await newKey(), signature);
    await expect(verifyOpenPgp(options)).rejects.toEqual(refusal('is no signature of OpenPGP'));
  });

  it(
    'is refused whatever is changed in what it signs',
    { timeout: fuzzTimeoutMs(2_000) * 5 },
    async () => {
      const random = seededRandom(9);
      const key = await newKey();
      const original = await signatureOf(key);
      const outcomes = new Set<unknown>();
      for (let count = fuzzCount(2_000); count > 0; count -= 1) {
        const signature = Buffer.from(original);
        for (let changes = 1 + random.below(2); changes > 0; changes -= 1) {
          const at = random.below(signature.length);
          signature[at] = (signature[at] ?? 0) ^ (1 << random.below(8));
        }
        const options = optionsFor(key, signature);
        outcomes.add(
          await verifyOpenPgp(options).then(
            ({ signedAt }) => signedAt,
            (error: unknown) => (error instanceof SignatureError ? 'refused' : error),
          ),
        );
      }
      // Some bytes are not signed (RFC 9580, 5.2.3: unhashed subpackets); what is signed stays the same.
      expect([...outcomes].filter((outcome) => outcome !== now - day)).toEqual(['refused']);
    },
  );
});
