/** An entry as it stands in an archive: nothing of it is to be believed. */
export interface RawEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly isEncrypted: boolean;
  /** Permission bits of unix, 0 where it has none. */
  readonly mode: number;
  readonly statedBytes: number;
  /** Its bytes; to be read at once or not at all. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** An entry that may be unpacked. */
export interface ArchiveEntry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Whether the publisher means it to be started; never for what was packed on Windows. */
  readonly isExecutable: boolean;
  /** Its bytes, which are counted while they are read; to be read at once or not at all. */
  readonly content: () => AsyncIterable<Uint8Array>;
}
