import type { Notify } from '../../../base/notify.ts';
import { AppError } from '../../../base/app-error.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import type { CatalogueBundle, SignedBundle, VerifySignature } from './catalogue-bundle.ts';
import { openCatalogueBundle } from './catalogue-bundle.ts';
import type { CatalogueFile } from './load-catalogue.ts';
import { loadCatalogue } from './load-catalogue.ts';

export interface CataloguePorts {
  /** Entries that came with the program: the `.json` files of `resources/miners`. */
  readonly shipped: () => Promise<readonly CatalogueFile[]>;
  /** The `.asc` files of `resources/miners/keys`. */
  readonly keys: () => Promise<readonly CatalogueFile[]>;
  /** The last update that was taken. */
  readonly stored: {
    readonly read: () => Promise<SignedBundle | undefined>;
    /** Replaces both parts, or neither. */
    readonly write: (bundle: SignedBundle) => Promise<void>;
  };
  readonly verify: VerifySignature;
  readonly notify: Notify;
  readonly publicKey: Uint8Array;
  readonly shippedSerial: number;
}

/** The miners that can be installed: those that came with the program, or a newer signed list. */
export class Catalogue {
  readonly #ports: CataloguePorts;
  #now: Omit<CatalogueBundle, 'createdAt'>;

  private constructor(ports: CataloguePorts, now: Omit<CatalogueBundle, 'createdAt'>) {
    this.#ports = ports;
    this.#now = now;
  }

  /** Whatever is broken is told and left out; the rest is there. */
  static async open(ports: CataloguePorts): Promise<Catalogue> {
    const { entries, problems } = loadCatalogue(await ports.shipped());
    for (const problem of problems) {
      ports.notify({
        severity: 'warning',
        text: `A miner of the catalogue cannot be used: ${problem}.`,
        suggestion: 'Install Rigwright again; the other miners are not affected.',
      });
    }
    const keys = Object.fromEntries((await ports.keys()).map(({ name, text }) => [name, text]));
    const catalogue = new Catalogue(ports, { serial: ports.shippedSerial, entries, keys });
    await catalogue.#useStored();
    return catalogue;
  }

  get entries(): readonly CatalogueEntry[] {
    return this.#now.entries;
  }

  /** Armoured public keys of publishers by file name. */
  get keys(): Readonly<Record<string, string>> {
    return this.#now.keys;
  }

  get serial(): number {
    return this.#now.serial;
  }

  /**
   * Takes an update, from now on and after the next start.
   * @throws {CatalogueBundleError} where it is refused; all stays as it was
   */
  async update(signed: SignedBundle): Promise<void> {
    const bundle = this.#opened(signed);
    await this.#ports.stored.write(signed);
    this.#use(bundle);
  }

  /** The stored update is as trustworthy as the disk it lies on, so it is verified each time. */
  async #useStored(): Promise<void> {
    try {
      const signed = await this.#ports.stored.read();
      if (signed) this.#use(this.#opened(signed));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // The program was updated past it: its own list is the newer one.
      if ('problem' in error && error.problem === 'old') return;
      this.#ports.notify({
        severity: 'warning',
        text: `The stored list of miners is not used. ${error.userMessage}`,
        suggestion: 'The list that came with the program is used instead.',
      });
    }
  }

  #opened(signed: SignedBundle): CatalogueBundle {
    const { publicKey, verify } = this.#ports;
    return openCatalogueBundle(signed, { publicKey, verify, newerThan: this.#now.serial });
  }

  /** A list is whole; only the miner that is part of the program is always the program's. */
  #use({ serial, entries, keys }: CatalogueBundle): void {
    const own = this.#now.entries.filter(({ release }) => release === null);
    const others = entries.filter(({ release }) => release !== null);
    this.#now = { serial, entries: [...own, ...others], keys };
  }
}
