import { hash, timingSafeEqual } from 'node:crypto';

/** What clients must know. */
export class Password {
  readonly #digest: Buffer | null;

  /** @param text  null or '': everybody may come in */
  constructor(text: string | null) {
    this.#digest = text === null || text === '' ? null : digestOf(text);
  }

  get isNeeded(): boolean {
    return this.#digest !== null;
  }

  /** Takes as long whatever is given, so that nobody learns it letter by letter. */
  fits(given: string | null): boolean {
    if (!this.#digest) return true;
    return timingSafeEqual(this.#digest, digestOf(given ?? ''));
  }
}

const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer');
