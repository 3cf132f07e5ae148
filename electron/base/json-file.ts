/** One JSON file, as features see it. Both methods throw a StorageError where the disk does not obey. */
export interface JsonFile {
  /**
   * @returns the parsed file, or undefined where there is none. A file that is no JSON is set aside,
   *          reported and counts as none.
   */
  read(): Promise<unknown>;
  /** Replaces the file as a whole: whatever happens, it holds the old text or the new one. */
  write(value: unknown): Promise<void>;
}
