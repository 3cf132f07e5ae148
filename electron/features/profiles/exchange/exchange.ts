import { AppError } from '../../../base/app-error.ts';
import type { HandlerInput, Output } from '../../../contract/index.ts';
import type { ProfileImport } from '../../../contract/values/profile.ts';
import { checkDraft } from '../check-draft.ts';
import { fieldsOf } from '../profile-fields.ts';
import type { Profiles } from '../profiles.ts';
import { BadFileError, ExportTooLargeError } from './exchange-errors.ts';
import { planImport, type Planned } from './plan-import.ts';
import { documentFormat, documentVersion, type LockedPasswords } from './profiles-document.ts';
import { readFile } from './read-file.ts';
import type { RigKnowledge } from './rig-knowledge.ts';
import { lock } from './secrets-box.ts';

export interface ExchangeParts extends RigKnowledge {
  readonly profiles: Profiles;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Profiles as a file, there and back. */
export class ProfileExchange {
  readonly #parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  /** @throws {AppError} where there is no such profile, or a password that is wanted is lost */
  async export({
    profileIds,
    passphrase,
  }: HandlerInput<'profiles.export'>): Promise<Output<'profiles.export'>> {
    const { profiles, now } = this.#parts;
    const chosen = profileIds?.map((id) => profiles.get(id)) ?? profiles.list();
    const document = {
      format: documentFormat,
      version: documentVersion,
      exportedAt: now(),
      profiles: chosen.map((profile) => ({ ...fieldsOf(profile), pools: profile.pools })),
    };
    const locked: LockedPasswords = [];
    if (passphrase !== undefined) {
      for (const [index, { id }] of chosen.entries()) {
        for (const { url, user, password = '' } of profiles.draftOf(id).pools) {
          if (password !== '') locked.push({ profile: index, url, user, password });
        }
      }
    }
    const box =
      passphrase !== undefined && locked.length > 0
        ? { secrets: await lock(JSON.stringify(locked), passphrase) }
        : {};
    const day = new Date(now()).toISOString().slice(0, 10);
    return { name: `rigwright-profiles-${day}.json`, text: textOf({ ...document, ...box }) };
  }

  /** @throws {AppError} where anything in the file does not fit; then nothing was changed */
  async import({
    text,
    passphrase,
    apply,
    replace,
  }: HandlerInput<'profiles.import'>): Promise<ProfileImport> {
    const { profiles } = this.#parts;
    const {
      format,
      needsPassphrase,
      profiles: found,
    } = await readFile(text, passphrase, this.#parts);
    const plan = (): Planned[] => {
      const existing = {
        profiles: profiles.list(),
        diff: (...args: Parameters<Profiles['diff']>) => profiles.diff(...args),
      };
      const planned = planImport(found, existing, replace);
      for (const each of planned) this.#check(each);
      return planned;
    };
    const planned = apply ? await this.#apply(plan) : plan();
    return {
      format,
      applied: apply,
      needsPassphrase,
      profiles: planned.map(({ draft, action, profileId, changes, notes }) => ({
        name: draft.name,
        action,
        profileId,
        changes: [...changes],
        notes: [...notes],
      })),
    };
  }

  /** @returns the plan, with the ids of what was made */
  async #apply(plan: () => Planned[]): Promise<Planned[]> {
    let planned: Planned[] = [];
    const made = await this.#parts.profiles.put(() => {
      planned = plan();
      return planned.filter(({ action }) => action !== 'same');
    });
    const ids = made.map(({ id }) => id);
    return planned.map((each) =>
      each.action === 'same' ? each : { ...each, profileId: ids.shift() ?? null },
    );
  }

  /** What does not fit this rig is told with its place in the file. */
  #check({ draft, place }: Planned): void {
    try {
      checkDraft(draft, this.#parts);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { userMessage, suggestion = 'Mend the file there.' } = error;
      const where = place === '' ? '' : ` (${place})`;
      const message = `“${draft.name}”${where} cannot be taken in: ${userMessage}`;
      const path = place || 'the file as a whole';
      throw new BadFileError(message, suggestion, [{ path, message: userMessage }]);
    }
  }
}

/** What an import takes, characters: nobody shall hold a file that cannot be read again. */
const maxLength = 1_000_000;

/** Indented for a person, as long as there is room for that. @throws {ExportTooLargeError} */
function textOf(document: object): string {
  const forms = [2, 0].map((indent) => `${JSON.stringify(document, undefined, indent)}\n`);
  const text = forms.find(({ length }) => length <= maxLength);
  if (text === undefined) throw new ExportTooLargeError();
  return text;
}
