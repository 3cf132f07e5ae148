/** What stands where a secret stood. Shorter than any secret, so that hiding always ends. */
export const hidden = '***';

/**
 * Shorter ones are common words and letters (pools like the password "x"): hiding them would make
 * the log unreadable and tell the reader what they are.
 */
const shortestSecret = 4;

/** Secrets at once; the oldest gives way. A rig has a token, a few passwords, and a token a run. */
const maxSecrets = 5_000;

/** The secret texts of this program, and their removal from whatever is about to be written. */
export class SecretTexts {
  readonly #counts = new Map<string, number>();
  #pattern: RegExp | undefined;

  /**
   * Hides a text from now on, also as it looks inside JSON or a URL.
   * @returns a function that stops hiding it, for secrets that are no longer in use
   */
  register(secret: string): () => void {
    const forms = [...new Set(formsOf(secret))].filter((form) => form.length >= shortestSecret);
    for (const form of forms) {
      this.#counts.set(form, (this.#counts.get(form) ?? 0) + 1);
      const [oldest] = this.#counts.keys();
      if (this.#counts.size > maxSecrets && oldest !== undefined) this.#counts.delete(oldest);
    }
    this.#pattern = undefined;
    let isRegistered = true;
    return () => {
      if (!isRegistered) return;
      isRegistered = false;
      for (const form of forms) this.#unregister(form);
    };
  }

  /** The text without any of the secrets. */
  hide(text: string): string {
    if (this.#counts.size === 0) return text;
    this.#pattern ??= this.#compile();
    let result = text;
    // What is left can form a secret again with its neighbours; each turn makes the text shorter.
    for (;;) {
      const next = result.replace(this.#pattern, hidden);
      if (next === result) return result;
      result = next;
    }
  }

  #unregister(form: string): void {
    const count = this.#counts.get(form) ?? 0;
    if (count > 1) this.#counts.set(form, count - 1);
    else this.#counts.delete(form);
    this.#pattern = undefined;
  }

  #compile(): RegExp {
    // The longest first: of two secrets that begin alike, the rest of the longer must not stay.
    const texts = [...this.#counts.keys()].toSorted((a, b) => b.length - a.length);
    return new RegExp(texts.map((text) => escaped(text)).join('|'), 'g');
  }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

function formsOf(secret: string): string[] {
  const forms = [secret, JSON.stringify(secret).slice(1, -1)];
  try {
    forms.push(encodeURIComponent(secret), encodeURI(secret));
  } catch {
    // Half of a surrogate pair cannot be in a URL.
  }
  return forms;
}
