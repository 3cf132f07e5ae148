import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { appUrl } from './app-address.ts';
import { windowGround } from './window-colours.ts';
import type { WindowMemory } from './window-memory.ts';
import { placeWindow, smallestWindow } from './window-placement.ts';

export interface MainWindowOptions {
  readonly memory: WindowMemory;
  /** File of the bundled preload script. */
  readonly preload: string;
  /** File of the window's icon. */
  readonly icon: string;
  readonly developerUrl: string | undefined;
  /** Whether closing only hides the window, while the tray has it. */
  readonly closesToTray: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** A page that crashes again sooner than this is left alone: it would only go on crashing. */
const calmMs = 30_000;

/** The one window: open, hidden in the tray, or closed. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #window: BrowserWindow | undefined;
  #opening: Promise<void> | undefined;
  #isLeaving = false;
  #crashedAt = Number.NEGATIVE_INFINITY;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    nativeTheme.on('updated', this.#paintGround);
  }

  /** Brings the window to the front, made anew where it was closed. */
  async show(): Promise<void> {
    const window = this.#window;
    if (!window) {
      this.#opening ??= this.#open().finally(() => (this.#opening = undefined));
      return this.#opening;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** From now on closing closes. */
  leave(): void {
    this.#isLeaving = true;
    nativeTheme.off('updated', this.#paintGround);
    this.#window?.hide();
  }

  async #open(): Promise<void> {
    const { memory, preload, icon, closesToTray } = this.#options;
    const saved = await memory.recall();
    if (this.#isLeaving) return;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const { position, width, height, isMaximized } = placeWindow(saved, areas);
    const window = new BrowserWindow({
      ...position,
      width,
      height,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      title: app.getName(),
      icon,
      backgroundColor: windowGround(),
      show: false,
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
      },
    });
    this.#window = window;
    memory.follow(window);
    window.once('ready-to-show', () => {
      if (isMaximized) window.maximize();
      window.show();
    });
    window.on('close', (event) => {
      if (this.#isLeaving || !closesToTray()) return;
      event.preventDefault();
      window.hide();
    });
    window.once('closed', () => (this.#window = undefined));
    // Windows ends the session: it gives a few seconds to stop what runs.
    window.on('session-end', () => app.quit());
    window.webContents.on('render-process-gone', (_event, details) =>
      this.#recover(window, details.reason),
    );
    this.#load(window);
  }

  #recover(window: BrowserWindow, reason: string): void {
    const { clock, log } = this.#options;
    log.error("the window's page has gone", { reason });
    const now = clock.now();
    if (now - this.#crashedAt >= calmMs) this.#load(window);
    this.#crashedAt = now;
  }

  #load(window: BrowserWindow): void {
    const url = this.#options.developerUrl ?? appUrl;
    window.loadURL(url).catch((error: unknown) => {
      if (!window.isDestroyed()) this.#options.log.error('the page cannot be loaded', { error });
    });
  }

  readonly #paintGround = (): void => this.#window?.setBackgroundColor(windowGround());
}
