import { createMessage, generateKey, sign } from 'openpgp';
import type { CatalogueEntry } from '../../features/miners/catalogue/catalogue-entry.ts';
import type { InstallSource } from '../../features/miners/install/ports.ts';
import {
  sha256,
  type ServedAsset,
  type ServedRepository,
} from '../release-server/served-repository.ts';
import { archiveOf, releaseOf } from './archive-of.ts';

/** A publisher whose private key we have, in place of the real one. */
export interface Publisher {
  /** 40 capital hexadecimal digits */
  readonly fingerprint: string;
  readonly publicKey: string;
  /** @returns an armoured detached signature */
  sign(data: Buffer): Promise<string>;
}

export async function openPublisher(): Promise<Publisher> {
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'A publisher', email: 'publisher@example.org' }],
    date: new Date(Date.now() - 86_400_000),
    format: 'object',
  });
  return {
    fingerprint: privateKey.getFingerprint().toUpperCase(),
    publicKey: privateKey.toPublic().armor(),
    async sign(data) {
      const message = await createMessage({ binary: new Uint8Array(data) });
      return String(await sign({ message, signingKeys: privateKey, detached: true }));
    },
  };
}

/**
 * The release of an entry as GitHub would serve it, signed by a publisher where its maker signs.
 *
 * @param padding  how many bytes its archive is to have besides
 */
export async function repositoryOf(
  { id, release }: CatalogueEntry,
  publisher: Publisher,
  padding = 0,
): Promise<ServedRepository> {
  const [owner = '', name = ''] = release?.repository.split('/') ?? [];
  const { tag, asset, others } = releaseOf(id);
  const archive = await archiveOf(id, padding);
  const assets: ServedAsset[] = [
    ...others.map((other) => ({ name: other, data: Buffer.from(other) })),
    { name: asset, data: archive },
  ];
  if (release?.checksums) {
    // Binary mode is marked by a star, as XMRig's list is.
    const list = assets.map((each) => `${sha256(each.data)} *${each.name}\n`).join('');
    const data = Buffer.from(list);
    assets.push({ name: 'SHA256SUMS', data });
    if (release.checksums.signature) {
      const signature = await publisher.sign(data);
      assets.push({ name: 'SHA256SUMS.sig', data: Buffer.from(signature) });
    }
  }
  return { owner, name, releases: [{ tag, assets }] };
}

/** What is installed from there: the entry's own source, with that publisher's key where it has one. */
export function sourceOf(
  { name, release }: CatalogueEntry,
  { fingerprint, publicKey }: Publisher,
): InstallSource | null {
  if (!release) return null;
  const { checksums } = release;
  const signature = checksums?.signature;
  if (!checksums || !signature) return { name, release, keys: {} };
  const keys = signature.keys.map(({ file }) => ({ file, fingerprint }));
  return {
    name,
    release: { ...release, checksums: { ...checksums, signature: { ...signature, keys } } },
    keys: Object.fromEntries(keys.map(({ file }) => [file, publicKey])),
  };
}
