import { ProfileDraft } from '../../../contract/values/profile.ts';
import { isTemplate } from '../fill-account.ts';
import { BadFileError } from './exchange-errors.ts';
import { parsePart } from './parse-part.ts';

/** A profile as a file describes it. */
export interface FoundProfile {
  /** Where it stands, as in `profiles[2]`; '' where it is the whole file. */
  readonly place: string;
  readonly draft: ProfileDraft;
  /** What of the file has no place here, and why. */
  readonly notes: readonly string[];
}

/** A file full of oddities must not fill the screen. */
const maxNotes = 30;

/**
 * A profile made of a file of another program.
 *
 * @param draft  not checked yet
 * @throws {BadFileError} naming the field in our words
 */
export function foundProfile(
  place: string,
  draft: Readonly<Record<string, unknown>>,
  notes: readonly string[],
): FoundProfile {
  const shown = notes.slice(0, maxNotes);
  const left = notes.length - shown.length;
  return {
    place,
    draft: parsePart(ProfileDraft, draft, place),
    notes: left > 0 ? [...shown, `${left} more settings have no place here.`] : shown,
  };
}

/** A text for a template that is to stay as it is: percent signs are doubled. */
export const literal = (text: string): string => text.replaceAll('%', '%%');

/** The same for a password, which is only a template where it looks like one. */
export const literalPassword = (text: string): string => (isTemplate(text) ? literal(text) : text);

/** @throws {BadFileError} always */
export function refuse(place: string, message: string, suggestion: string): never {
  throw new BadFileError(`${place}: ${message}`, suggestion, [{ path: place, message }]);
}
