import {
  createMessage,
  readKeys,
  readSignature,
  verify,
  type KeyID,
  type PublicKey,
  type Signature,
} from 'openpgp';
import { SignatureError } from './signature-error.ts';

export interface OpenPgpOptions {
  /** What was signed. */
  readonly data: Uint8Array;
  /** Detached, armoured or binary. */
  readonly signature: Uint8Array;
  /** Armoured public keys, one or several each. */
  readonly keys: readonly string[];
  /** Of the keys that may sign, 40 hexadecimal digits each (64 for version 6); others do not count. */
  readonly fingerprints: readonly string[];
  /** Epoch ms; signatures that are made later are refused. */
  readonly now?: number;
}

export interface OpenPgpSigner {
  /** Of the key, not of the subkey that it may have signed with; capital hexadecimal digits. */
  readonly fingerprint: string;
  /** Epoch ms, as the signature says. */
  readonly signedAt: number;
}

/** One with a few signers has less than a tenth of it. */
const longestSignature = 65_536;

/**
 * Checks a detached OpenPGP signature (RFC 9580). One good signature by one of the keys is enough; the key
 * must have been valid when it signed, and not be revoked because somebody else has it.
 *
 * @returns who has signed
 * @throws {SignatureError}  which says what is wrong
 */
export async function verifyOpenPgp(options: OpenPgpOptions): Promise<OpenPgpSigner> {
  const signature = await readDetached(options.signature);
  const keys = await acceptedKeys(options.keys, options.fingerprints);
  const { signatures } = await verify({
    message: await createMessage({ binary: options.data }),
    signature,
    verificationKeys: keys,
    date: new Date(options.now ?? Date.now()),
    format: 'binary',
  }).catch((cause: unknown) => {
    throw new SignatureError(problemOf(cause), { cause });
  });
  const problems: SignatureError[] = [];
  for (const { keyID, verified, signature: made } of signatures) {
    const key = keys.find((candidate) => candidate.getKeys(keyID).length > 0);
    if (!key) continue;
    try {
      await verified;
      const signedAt = (await made).packets[0]?.created?.getTime();
      if (signedAt === undefined) throw new Error('Signature without a time');
      return { fingerprint: key.getFingerprint().toUpperCase(), signedAt };
    } catch (cause) {
      problems.push(new SignatureError(problemOf(cause), { cause }));
    }
  }
  throw problems[0] ?? wrongKey(signature);
}

async function readDetached(bytes: Uint8Array): Promise<Signature> {
  if (bytes.length > longestSignature) throw notASignature();
  const text = Buffer.from(bytes).toString('latin1').trimStart();
  const isArmoured = text.startsWith('-----BEGIN PGP');
  let signature: Signature;
  try {
    signature = isArmoured
      ? await readSignature({ armoredSignature: text })
      : await readSignature({ binarySignature: bytes });
  } catch (cause) {
    throw notASignature(cause);
  }
  if (signature.packets.length === 0) throw notASignature();
  return signature;
}

async function acceptedKeys(
  armoured: readonly string[],
  fingerprints: readonly string[],
): Promise<PublicKey[]> {
  const wanted = new Set(fingerprints.map((text) => text.toUpperCase()));
  try {
    const lists = await Promise.all(armoured.map((text) => readKeys({ armoredKeys: text })));
    const keys = lists.flat().filter((key) => wanted.has(key.getFingerprint().toUpperCase()));
    if (keys.length > 0) return keys;
  } catch (cause) {
    throw unknownKey(cause);
  }
  throw unknownKey();
}

/** In the words of openpgp.js, which has no codes. */
const problems: readonly (readonly [RegExp, string])[] = [
  [/digest did not match|verification failed/i, 'what was downloaded is not what was signed'],
  [/in the future/i, 'it is from the future; check the date and time of this computer'],
  [/signature is expired/i, 'it has expired'],
  [/key is newer/i, 'it is older than the key it claims to be made with'],
  [/revoked/i, 'the key it was made with had been revoked'],
  [/expired/i, 'the key it was made with had expired'],
  [/insecure.*hash|hash.*weak/i, 'it uses a hash that is no longer safe'],
  [/bits|insecure|algorithm|curve/i, 'it uses a kind of key that is not safe'],
];

function problemOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : '';
  return problems.find(([words]) => words.test(text))?.[1] ?? 'it cannot be verified';
}

function wrongKey({ packets }: Signature): SignatureError {
  // One that was tampered with may name no key, whatever the types say.
  const ids = packets.flatMap(({ issuerKeyID: id }) => (id as KeyID | null)?.toHex() ?? []);
  const shown = ids.slice(0, 3).join(', ').toUpperCase() || 'unknown';
  return new SignatureError(`it was made with another key (${shown}) than that of the publisher`);
}

function notASignature(cause?: unknown): SignatureError {
  return new SignatureError('what came in its place is no signature of OpenPGP', { cause });
}

function unknownKey(cause?: unknown): SignatureError {
  return new SignatureError('the key of the publisher is not known here', {
    cause,
    suggestion: 'Update Rigwright and its list of miners, then try again.',
  });
}
