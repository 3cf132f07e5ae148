import { z } from 'zod';
import { Time } from '../../../contract/values/units.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { CatalogueBundleError } from './catalogue-bundle-error.ts';
import { checkEntry } from './load-catalogue.ts';

/** The whole catalogue as of a day, made by `build/scripts/sign-catalogue.mjs`. */
export interface CatalogueBundle {
  readonly serial: number;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly entries: readonly CatalogueEntry[];
  /** Armoured public keys of publishers by file name. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What was published: the exact bytes, and a signature of Ed25519 over them. */
export interface SignedBundle {
  readonly bytes: Uint8Array;
  /** 64 bytes */
  readonly signature: Uint8Array;
}

/**
 * Checks a signature of Ed25519.
 * @throws {AppError} where it is not that key's signature of the data
 */
export type VerifySignature = (signed: {
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  readonly publicKey: Uint8Array;
}) => void;

/** A larger one is not read. */
export const maxBundleBytes = 4 * 1024 * 1024;

const Bundle = z.strictObject({
  format: z.literal(1),
  serial: z.number().int().positive(),
  createdAt: Time,
  entries: z.array(z.unknown()).min(1).max(300),
  keys: z.record(z.string().regex(/^[\w.-]{1,60}\.asc$/), z.string().max(64_000)),
});

/**
 * Opens an update of the catalogue. Nothing of it is looked at before its signature was verified,
 * and it counts as a whole or not at all.
 *
 * @param newerThan  serial of the catalogue there is: an older one may be somebody's way back to
 *                   what was wrong with it
 * @throws {CatalogueBundleError} with the reason
 */
export function openCatalogueBundle(
  { bytes, signature }: SignedBundle,
  {
    publicKey,
    verify,
    newerThan,
  }: {
    readonly publicKey: Uint8Array;
    readonly verify: VerifySignature;
    readonly newerThan: number;
  },
): CatalogueBundle {
  if (bytes.length > maxBundleBytes) throw new CatalogueBundleError('too-large');
  try {
    verify({ data: bytes, signature, publicKey });
  } catch (error) {
    throw new CatalogueBundleError('signature', { cause: error });
  }
  const { serial, createdAt, entries, keys } = readBundle(bytes);
  if (serial <= newerThan) throw new CatalogueBundleError('old');
  return { serial, createdAt, entries: entries.map(entryOf), keys };
}

function readBundle(bytes: Uint8Array): z.infer<typeof Bundle> {
  try {
    return Bundle.parse(JSON.parse(new TextDecoder('utf8', { fatal: true }).decode(bytes)));
  } catch (error) {
    throw new CatalogueBundleError('content', { cause: error });
  }
}

function entryOf(value: unknown, index: number): CatalogueEntry {
  const entry = checkEntry(value);
  if (typeof entry !== 'string') return entry;
  throw new CatalogueBundleError('content', { cause: new Error(`entry ${index}: ${entry}`) });
}
