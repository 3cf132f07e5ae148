import type { BrowserWindow } from 'electron';
import { errorBody } from '../base/app-error.ts';
import type { Clock } from '../base/clock.ts';
import type { JsonFile } from '../base/json-file.ts';
import type { Log } from '../base/log.ts';
import type { WindowPlacement } from './window-placement.ts';

/** A window that is being dragged moves with every frame; the file is written when it rests. */
const restMs = 500;

export interface WindowMemoryOptions {
  readonly file: JsonFile;
  readonly clock: Clock;
  readonly log: Log;
}

/** Remembers where the window is and how large. A disk that refuses costs the place, nothing else. */
export class WindowMemory {
  readonly #options: WindowMemoryOptions;
  #cancel: (() => void) | undefined;
  #unsaved: WindowPlacement | undefined;

  constructor(options: WindowMemoryOptions) {
    this.#options = options;
  }

  /** @returns what the file says, unchecked; undefined where it says nothing */
  async recall(): Promise<unknown> {
    try {
      return await this.#options.file.read();
    } catch (error) {
      this.#complain("the window's place cannot be read", error);
      return undefined;
    }
  }

  follow(window: BrowserWindow): void {
    const note = (): void => {
      // Its size while minimized says nothing.
      if (window.isDestroyed() || window.isMinimized()) return;
      const { x, y, width, height } = window.getNormalBounds();
      this.#unsaved = { position: { x, y }, width, height, isMaximized: window.isMaximized() };
      this.#cancel?.();
      this.#cancel = this.#options.clock.after(restMs, () => void this.save());
    };
    window.on('resize', note);
    window.on('move', note);
    window.on('maximize', note);
    window.on('unmaximize', note);
  }

  /** Writes what was not written yet. */
  async save(): Promise<void> {
    this.#cancel?.();
    const placement = this.#unsaved;
    this.#unsaved = undefined;
    if (!placement) return;
    try {
      await this.#options.file.write(placement);
    } catch (error) {
      this.#complain("the window's place cannot be kept", error);
    }
  }

  #complain(message: string, error: unknown): void {
    this.#options.log.warn(message, { reason: errorBody(error).message });
  }
}
