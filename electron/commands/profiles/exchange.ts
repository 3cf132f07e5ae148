import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Api } from '../../contract/index.ts';
import type { ProfileChange, ProfileImport } from '../../contract/values/profile.ts';
import { chooseProfile } from '../choose.ts';
import type { Output } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { givenPassphrase } from './given-secret.ts';

/** What the operation takes, characters. */
const maxLength = 1_000_000;

export interface ExportOptions {
  readonly file?: string;
  readonly withPasswords: boolean;
}

/** Prints the file, or writes it where its name is given; readable by its owner alone. */
export async function exportProfiles(
  api: Api,
  names: readonly string[],
  { file, withPasswords }: ExportOptions,
  output: Output,
): Promise<void> {
  const chosen = await Promise.all(names.map((name) => chooseProfile(api, name)));
  const exported = await api.call('profiles.export', {
    ...(chosen.length > 0 && { profileIds: chosen.map(({ id }) => id) }),
    ...(withPasswords && {
      passphrase: await givenPassphrase('Passphrase for the passwords in the file: '),
    }),
  });
  if (file === undefined) {
    output.result(exported, [exported.text.trimEnd()]);
    return;
  }
  await writeFile(file, exported.text, { mode: 0o600 }).catch((error: unknown) => {
    throw new UsageError(`${file} cannot be written (${(error as Error).message}).`);
  });
  output.result({ file }, [`Written to ${file}.`]);
}

export interface ImportOptions {
  readonly apply: boolean;
  readonly replace: boolean;
  readonly withPasswords: boolean;
}

export async function importProfiles(
  api: Api,
  file: string,
  { apply, replace, withPasswords }: ImportOptions,
  output: Output,
): Promise<void> {
  const text = await textOf(file);
  const passphrase = withPasswords
    ? { passphrase: await givenPassphrase('Passphrase of the file: ') }
    : {};
  const result = await api.call('profiles.import', { text, apply, replace, ...passphrase });
  output.result(result, result.profiles.flatMap(linesOf));
  if (result.needsPassphrase) {
    output.note('The file holds locked passwords: take them in with --with-passwords.');
  }
  if (!apply) output.note('Nothing was changed. Do it with --apply.');
}

export async function diffProfile(
  api: Api,
  { name, file }: { readonly name: string; readonly file: string },
  output: Output,
): Promise<void> {
  const profile = await chooseProfile(api, name);
  const text = await textOf(file);
  const { profiles } = await api.call('profiles.import', { text, apply: false, replace: true });
  const found = profiles.find(({ profileId }) => profileId === profile.id);
  if (!found) throw new UsageError(`${basename(file)} holds no profile called “${profile.name}”.`);
  output.result(
    found.changes,
    found.changes.length === 0 ? ['Nothing differs.'] : found.changes.map(changeLine),
  );
}

const actions = { add: 'New', replace: 'Replaced', same: 'The same' } as const;

function linesOf({ name, action, changes, notes }: ProfileImport['profiles'][number]): string[] {
  return [
    `${actions[action]}: ${name}`,
    ...(action === 'replace' ? changes.map((change) => `  ${changeLine(change)}`) : []),
    ...notes.map((note) => `  ! ${note}`),
  ];
}

const changeLine = ({ label, from, to }: ProfileChange): string =>
  `${label}: ${from ?? '–'} → ${to ?? '–'}`;

async function textOf(file: string): Promise<string> {
  const unreadable = (error: unknown): never => {
    throw new UsageError(`${file} cannot be read (${(error as Error).message}).`);
  };
  // A character takes up to four bytes; what is larger is not even read.
  const { size } = await stat(file).catch(unreadable);
  if (size > 4 * maxLength) throw new UsageError(`${file} is too large to be a file of profiles.`);
  const text = await readFile(file, 'utf8').catch(unreadable);
  if (text === '') throw new UsageError(`${file} is empty.`);
  return text;
}
