import type { FoundProfile } from './found-profile.ts';
import { BadFileError } from './exchange-errors.ts';
import { parsePart } from './parse-part.ts';
import { LockedPasswords, type FileProfile, type ProfilesDocument } from './profiles-document.ts';
import type { RigKnowledge } from './rig-knowledge.ts';
import { unlock } from './secrets-box.ts';

/**
 * The profiles of our own file. A password is only given to the very account it was exported with, so
 * that an address which was changed in the file gets none.
 *
 * @param passphrase  undefined: passwords stay locked
 * @throws {BadFileError | WrongPassphraseError}
 */
export async function openDocument(
  document: ProfilesDocument,
  passphrase: string | undefined,
  rig: Pick<RigKnowledge, 'coins'>,
): Promise<FoundProfile[]> {
  const passwords = await passwordsOf(document, passphrase);
  const coins = new Set<string>(rig.coins().map(({ id }) => id));
  return document.profiles.map((profile, index) => {
    const notes: string[] = [];
    const coinId = profile.coinId !== null && coins.has(profile.coinId) ? profile.coinId : null;
    if (coinId !== profile.coinId) {
      notes.push(`This rig knows no coin called “${profile.coinId}”: the profile has none now.`);
    }
    const pools = profile.pools.map((pool) => draftPool(pool, passwords.get(keyOf(index, pool))));
    return { place: `profiles[${index}]`, draft: { ...profile, coinId, pools }, notes };
  });
}

const keyOf = (
  index: number,
  { url, user }: { readonly url: string; readonly user: string },
): string => JSON.stringify([index, url, user]);

/** Without a password, where there is one that is not here, so that the one of this rig is kept. */
function draftPool({ url, user, hasPassword }: FileProfile['pools'][number], password?: string) {
  if (password !== undefined) return { url, user, password };
  return hasPassword ? { url, user } : { url, user, password: '' };
}

async function passwordsOf(
  { secrets }: ProfilesDocument,
  passphrase: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (!secrets || passphrase === undefined) return new Map();
  const text = await unlock(secrets, passphrase);
  const locked = parsePart(LockedPasswords, jsonIn(text), 'secrets.data');
  return new Map(locked.map(({ profile, password, ...pool }) => [keyOf(profile, pool), password]));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadFileError(
      'The box of passwords opens, but holds no list.',
      'Export the profiles anew.',
      [{ path: 'secrets.data', message: String(error instanceof Error ? error.name : error) }],
    );
  }
}
