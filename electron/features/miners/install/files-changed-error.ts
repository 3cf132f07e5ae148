import { AppError } from '../../../base/app-error.ts';

/** How a file differs from what was installed. */
export interface FileChange {
  /** In the folder of the version, with `/`. */
  readonly path: string;
  readonly change: 'changed' | 'missing' | 'added';
}

export interface ChangedFiles {
  readonly name: string;
  readonly version: string;
  /** Path of the first one, as a person finds it. */
  readonly file: string;
  /** At least one. */
  readonly changes: readonly FileChange[];
  /** Epoch ms. */
  readonly installedAt: number;
  /** When it was seen first, epoch ms. */
  readonly noticedAt: number;
}

/** Enough to see what happened; a folder of a thousand files may have been replaced. */
const listedChanges = 20;

const words: Readonly<Record<FileChange['change'], string>> = {
  changed: 'was changed',
  missing: 'has disappeared',
  added: 'was put into its folder',
};

/** A file that a program can load is not the one that was installed with it. */
export class FilesChangedError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion: string;
  override readonly details: {
    readonly changes: readonly FileChange[];
    readonly installedAt: number;
    readonly noticedAt: number;
  };

  constructor({ name, version, file, changes, installedAt, noticedAt }: ChangedFiles) {
    super(`${changes.length} files of ${name} ${version} differ, ${file} among them`);
    const what = words[changes[0]?.change ?? 'changed'];
    const more = changes.length - 1;
    const others = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'file' : 'files'})`;
    this.userMessage = `${file}${others} ${what} after ${name} ${version} was installed on ${timeText(installedAt)}, so it is not started; this is known since ${timeText(noticedAt)}.`;
    this.suggestion = `Install ${name} ${version} again to get its verified files back. If it was not you who changed them, let antivirus software look at this computer.`;
    this.details = { changes: changes.slice(0, listedChanges), installedAt, noticedAt };
  }
}

/** There is too much in the folder to find out whether a program hides in it. */
export class CrowdedFolderError extends AppError {
  readonly code = 'executable-changed';
  readonly userMessage: string;
  override readonly suggestion =
    'Install this version again, which empties its folder of everything else.';

  constructor(folder: string, most: number) {
    super(`more than ${most} entries in ${folder}`);
    this.userMessage = `${folder} holds more than ${most} files, too many to look for foreign programs among them, so nothing in it is started.`;
  }
}

/** `2026-01-02 03:04 UTC` */
const timeText = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
