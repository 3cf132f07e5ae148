/** One JSON file, as features see it. Every method throws a StorageError where the disk does not obey. */
export interface JsonFile {
  /** Name without folders, for messages. */
  readonly name: string;
  /**
   * @returns the parsed file, or undefined where there is none. A file that is no JSON is set aside,
   *          reported and counts as none.
   */
  read(): Promise<unknown>;
  /** Replaces the file as a whole: whatever happens, it holds the old text or the new one. */
  write(value: unknown): Promise<void>;
  /** Renames a file that cannot be used and reports it. @param why  "has no list of profiles" */
  setAside(why: string): Promise<void>;
  /** Keeps a copy of the file as it is now. @returns the copy's name */
  copyAside(): Promise<string>;
}
