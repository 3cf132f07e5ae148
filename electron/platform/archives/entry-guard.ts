import { entryPath } from './entry-path.ts';
import type { ArchiveEntry, RawEntry } from './archive-entry.ts';
import type { ArchiveLimits } from './archive-limits.ts';
import { BadArchiveError } from './bad-archive-error.ts';

interface Known {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** Lets only those entries of an archive through that can do no harm. */
export class EntryGuard {
  readonly #archive: string;
  readonly #archiveBytes: number;
  readonly #limits: ArchiveLimits;
  /** By the path without regard to case, as Windows compares. */
  readonly #known = new Map<string, Known>();
  #entries = 0;
  #totalBytes = 0;

  /** @param archive  its file, for errors */
  constructor(archive: string, archiveBytes: number, limits: ArchiveLimits) {
    this.#archive = archive;
    this.#archiveBytes = archiveBytes;
    this.#limits = limits;
  }

  /**
   * @returns undefined for what needs no unpacking
   * @throws {BadArchiveError}
   */
  admit(raw: RawEntry): ArchiveEntry | undefined {
    const { name } = raw;
    this.#entries += 1;
    if (this.#entries > this.#limits.entries) {
      throw this.#refusal(`it has more than ${this.#limits.entries} entries`);
    }
    const { kind } = raw;
    if (kind === 'link') throw this.#refusal('it is a link, which may lead anywhere', name);
    if (kind === 'special') throw this.#refusal('it is neither a file nor a folder', name);
    if (raw.isEncrypted) throw this.#refusal('it is encrypted', name);
    const result = entryPath(name);
    if ('problem' in result) throw this.#refusal(result.problem, name);
    const { path } = result;
    if (path === '' && kind === 'folder') return undefined;
    if (path === '') throw this.#refusal('it has no name', name);
    if (kind === 'file' && raw.statedBytes > this.#limits.fileBytes) throw this.#tooLarge(name);
    this.#enter(path, kind, name);
    const isExecutable = (raw.mode & 0o111) !== 0;
    return { path, kind, isExecutable, content: () => this.#counted(raw) };
  }

  /** Files and folders must not meet under one name, however it is written. */
  #enter(path: string, kind: Known['kind'], name: string): void {
    const parts = path.split('/');
    for (let count = 1; count < parts.length; count += 1) {
      this.#enterOne(parts.slice(0, count).join('/'), 'folder', name);
    }
    this.#enterOne(path, kind, name);
  }

  #enterOne(path: string, kind: Known['kind'], name: string): void {
    const key = path.normalize('NFC').toLowerCase();
    const known = this.#known.get(key);
    if (!known) this.#known.set(key, { path, kind });
    else if (known.kind !== kind) throw this.#refusal('a file and a folder have its name', name);
    else if (known.path !== path || kind === 'file') {
      throw this.#refusal('another entry has the same name', name);
    }
  }

  async *#counted(raw: RawEntry): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of raw.content()) {
      bytes += chunk.length;
      this.#totalBytes += chunk.length;
      const { fileBytes, totalBytes, ratio, ratioFromBytes } = this.#limits;
      if (bytes > fileBytes) throw this.#tooLarge(raw.name);
      if (this.#totalBytes > totalBytes) {
        throw this.#refusal(`its files have more than ${totalBytes} bytes together`);
      }
      const isBlownUp = this.#totalBytes > ratio * this.#archiveBytes;
      if (isBlownUp && this.#totalBytes > ratioFromBytes) {
        throw this.#refusal(`its files are more than ${ratio} times as large as it is`);
      }
      yield chunk;
    }
  }

  #tooLarge(name: string): BadArchiveError {
    return this.#refusal(`it has more than ${this.#limits.fileBytes} bytes`, name);
  }

  #refusal(reason: string, entry?: string): BadArchiveError {
    return new BadArchiveError(this.#archive, reason, entry);
  }
}
