import type { Locator, Page } from 'playwright-core';

/** Somebody at a page, who does what a hand can do; what it took them is counted. */
export class Person {
  readonly #page: Page;
  readonly #fields = new Set<string>();
  #clicks = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What it took so far: clicks, and fields that something was put into. */
  get effort(): { readonly clicks: number; readonly values: number } {
    return { clicks: this.#clicks, values: this.#fields.size };
  }

  async click(target: string | Locator): Promise<void> {
    const element = typeof target === 'string' ? this.#page.getByTestId(target) : target;
    await element.click();
    this.#clicks += 1;
  }

  /** Puts a text where the cursor is, in place of what is there. @throws where it is in no field */
  async paste(text: string): Promise<void> {
    const field = await this.#page.evaluate(() => {
      const { activeElement } = document;
      return activeElement instanceof HTMLInputElement ? activeElement.id : null;
    });
    if (field === null) throw new Error('the cursor is in no field');
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.insertText(text);
    this.#fields.add(field);
  }
}
