import type { CustomPackage } from '../../contract/values/package.ts';
import type { PackageFile } from './package-files.ts';

/** What a driver may know of its package, as it is now. */
export interface PackageShelf {
  readonly package: CustomPackage;
  /** Its unpacked files, which nobody changes. */
  readonly content: string;
  /** What a person should know before using it, besides what the package itself says. */
  readonly notes: readonly string[];
  /** @throws {AppError} where the list of its files was changed or is gone */
  files(): Promise<readonly PackageFile[]>;
  /**
   * To be called before a program is started that is no part of the package.
   *
   * @param shown  the command, without secrets
   * @throws {NeedsConsentError} until a person has agreed to it
   */
  checkProgram(program: string, shown: string): Promise<void>;
}
