import type { PackageFinding } from '../../contract/values/package.ts';

/** A package can be wrong in many places; so many are told. */
const maxFindings = 100;

/** What is wrong with one file of a package. */
export class FindingList {
  readonly #file: string;
  readonly #findings: PackageFinding[] = [];

  /** @param file  as it is named in the package, such as RAVINOS/manifest.json */
  constructor(file: string) {
    this.#file = file;
  }

  get all(): readonly PackageFinding[] {
    return this.#findings;
  }

  /** Keeps the package from being used. @param field  '' for the file as a whole */
  error(field: string, text: string): void {
    this.#add('error', field, text);
  }

  warning(field: string, text: string): void {
    this.#add('warning', field, text);
  }

  #add(severity: PackageFinding['severity'], field: string, text: string): void {
    if (this.#findings.length >= maxFindings) return;
    const where = field === '' ? this.#file : `${this.#file}: ${field}`;
    this.#findings.push({ severity, where, text });
  }
}
