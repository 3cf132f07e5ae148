import { basename } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { errnoCode, storageError } from '../../base/storage-error.ts';

/** An archive is damaged, or has something in it that none of a publisher would have. */
export class BadArchiveError extends AppError {
  readonly code = 'bad-archive';
  readonly userMessage: string;
  override readonly suggestion =
    'Download it again. If that changes nothing, do not use it, and tell its publisher.';
  /** Name of the entry that was refused, null where it is the archive as a whole. */
  override readonly details: { readonly entry: string | null };

  /**
   * @param archive  its file
   * @param reason   goes on after "because": 'it is cut off'
   * @param entry    name of the entry, as it stands in the archive
   */
  constructor(
    archive: string,
    reason: string,
    entry: string | null = null,
    options?: ErrorOptions,
  ) {
    const shown = entry === null ? '' : `${readable(entry)}: `;
    super(`${archive}: ${shown}${reason}`, options);
    this.details = { entry: entry === null ? null : readable(entry) };
    const what = entry === null ? '' : `of its entry ${readable(entry)}: `;
    this.userMessage = `${basename(archive)} was not unpacked, because ${what}${reason}.`;
  }
}

/** Enough to recognise a name by. */
const shownLength = 80;

/** A name that may hold anything, as text that shows what it holds. */
function readable(name: string): string {
  const text = JSON.stringify(name.slice(0, shownLength)).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return name.length > shownLength ? `${text}…` : text;
}

/** The expected failure behind an error of reading an archive. */
export function archiveError(archive: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const isOfDisk = cause instanceof Error && 'syscall' in cause && errnoCode(cause) !== undefined;
  if (isOfDisk) return storageError(cause, archive, archive);
  return new BadArchiveError(archive, reasonOf(cause), null, { cause });
}

/** In the words of the libraries that read; none gives a code. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : '';
  if (/encrypt/i.test(text)) return 'it is encrypted';
  // XZ_MEMLIMIT_ERROR of xz-embedded.
  if (text.endsWith('error code 4')) return 'unpacking it would take more memory than it may';
  if (/unexpected end|end of (file|data|central)|truncated|error code 8/i.test(text)) {
    return 'it is cut off';
  }
  return 'it is damaged';
}
