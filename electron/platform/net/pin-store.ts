/** Remembers the certificates of hosts that no authority vouches for. */
export interface PinStore {
  /** @param hostPort  `host:port`, in lower case  @returns undefined where the host is not known */
  get(hostPort: string): string | undefined;
  /** @param fingerprint  SHA-256 of the certificate, 64 digits in lower case */
  set(hostPort: string, fingerprint: string): void;
  /** How a person makes it forget one, as a sentence's beginning: 'Remove its line from …'. */
  readonly howToForget: string;
}

/** More hosts than anybody mines at. */
export const maxPins = 1_000;

/** Remembers until the program ends. */
export class MemoryPins implements PinStore {
  readonly howToForget: string = 'Start Rigwright again';
  readonly #pins: Map<string, string>;

  constructor(known: Iterable<readonly [string, string]> = []) {
    this.#pins = new Map(known);
  }

  get(hostPort: string): string | undefined {
    return this.#pins.get(hostPort);
  }

  set(hostPort: string, fingerprint: string): void {
    this.#pins.set(hostPort, fingerprint);
    const [oldest] = this.#pins.keys();
    if (this.#pins.size > maxPins && oldest !== undefined) this.#pins.delete(oldest);
  }

  /** All that is known, oldest first. */
  entries(): [string, string][] {
    return [...this.#pins];
  }
}
