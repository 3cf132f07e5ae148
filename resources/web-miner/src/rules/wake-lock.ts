/** Keeps the screen on while it is wanted; browsers drop the lock whenever the page is hidden. */
export class ScreenWakeLock {
  #isWanted = false;
  #sentinel: WakeLockSentinel | null = null;

  /** Only pages over https, and those of this computer, may have it. */
  static get isAvailable(): boolean {
    return 'wakeLock' in navigator;
  }

  /** To be called whenever the wish or the visibility of the page has changed. */
  async want(isWanted: boolean): Promise<void> {
    this.#isWanted = isWanted && ScreenWakeLock.isAvailable;
    if (!this.#isWanted) {
      const held = this.#sentinel;
      this.#sentinel = null;
      await held?.release();
      return;
    }
    if (document.hidden || this.#sentinel?.released === false) return;
    try {
      const sentinel = await navigator.wakeLock.request('screen');
      // The wish may have gone meanwhile.
      if (this.#isWanted) this.#sentinel = sentinel;
      else await sentinel.release();
    } catch {
      // Refused when the battery is low: mining goes on without.
    }
  }
}
