import { z } from 'zod';
import type { ProfileImport } from '../../../contract/values/profile.ts';
import { BadFileError } from './exchange-errors.ts';
import type { FoundProfile } from './found-profile.ts';
import { openDocument } from './open-document.ts';
import { documentFormat, readDocument } from './profiles-document.ts';
import { readReferenceProfiles } from './reference-profiles.ts';
import { readRelaxedJson } from './read-relaxed-json.ts';
import type { RigKnowledge } from './rig-knowledge.ts';
import { readXmrigConfig } from './xmrig-config.ts';

/** What stands in a file, whoever wrote it. */
export interface FoundFile extends Pick<ProfileImport, 'format' | 'needsPassphrase'> {
  readonly profiles: readonly FoundProfile[];
}

const Marked = z.object({ format: z.string() });
const WithPools = z.object({ pools: z.unknown() });

/**
 * Reads a file of ours, a `config.json` of XMRig or a `mining_profiles.json`.
 *
 * @param passphrase  undefined: locked passwords stay locked
 * @throws {BadFileError | WrongPassphraseError | UnknownMinerError}
 */
export async function readFile(
  text: string,
  passphrase: string | undefined,
  rig: RigKnowledge,
): Promise<FoundFile> {
  const value = readRelaxedJson(text);
  if (Array.isArray(value)) {
    const profiles = readReferenceProfiles(value, rig);
    return { format: 'reference', needsPassphrase: false, profiles };
  }
  const marked = Marked.safeParse(value);
  if (marked.success && marked.data.format === documentFormat) {
    const document = readDocument(value);
    const needsPassphrase = document.secrets !== undefined && passphrase === undefined;
    const profiles = await openDocument(document, passphrase, rig);
    return { format: 'rigwright', needsPassphrase, profiles };
  }
  if (!marked.success && WithPools.safeParse(value).success) {
    return { format: 'xmrig', needsPassphrase: false, profiles: readXmrigConfig(value, rig) };
  }
  throw new BadFileError(
    'The file holds no profiles.',
    'Choose a file that Rigwright exported, a config.json of XMRig or a mining_profiles.json.',
  );
}
