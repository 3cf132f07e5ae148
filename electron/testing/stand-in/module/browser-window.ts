import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app } from './app.ts';
import { preventable } from './preventable.ts';
import { WebContents } from './web-contents.ts';
import { openWindows } from './window-list.ts';

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  /** As the app made it, for tests. */
  readonly options: BrowserWindowConstructorOptions;
  #bounds: Rectangle;
  #backgroundColor: string;
  #isVisible = false;
  #isMinimized = false;
  #isMaximized = false;
  #isPainted = false;
  #isDestroyed = false;

  static getAllWindows = (): BrowserWindow[] => [...openWindows.values()] as BrowserWindow[];

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const { x = 0, y = 0, width = 800, height = 600, show = true } = options;
    this.options = options;
    this.#bounds = { x, y, width, height };
    this.#backgroundColor = options.backgroundColor ?? '#ffffff';
    this.webContents = new WebContents({
      size: { width, height },
      preload: options.webPreferences?.preload,
      onFirstPaint: () => this.#painted(),
      // The page has gone already, so that whoever prevents its closing is not asked.
      onGone: () => this.destroy(),
    });
    this.id = this.webContents.id;
    openWindows.set(this.id, this);
    if (show) this.show();
  }

  loadURL = (url: string) => this.webContents.loadURL(url);
  isVisible = () => this.#isVisible && !this.#isDestroyed;
  isMinimized = () => this.#isMinimized;
  isMaximized = () => this.#isMaximized;
  isDestroyed = () => this.#isDestroyed;
  getBounds = () => ({ ...this.#bounds });
  getNormalBounds = () => ({ ...this.#bounds });
  getBackgroundColor = () => this.#backgroundColor;
  setBackgroundColor = (color: string) => void (this.#backgroundColor = color);
  focus = () => void this.emit('focus');

  show = () => {
    if (this.#isVisible) return;
    this.#isVisible = true;
    this.emit('show');
    this.emit('focus');
  };

  hide = () => {
    if (!this.#isVisible) return;
    this.#isVisible = false;
    this.emit('hide');
  };

  minimize = () => {
    this.#isMinimized = true;
    this.emit('minimize');
  };

  restore = () => {
    this.#isMinimized = false;
    this.emit('restore');
  };

  maximize = () => {
    this.#isMaximized = true;
    this.emit('maximize');
  };

  unmaximize = () => {
    this.#isMaximized = false;
    this.emit('unmaximize');
  };

  setBounds = (bounds: Partial<Rectangle>) => {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.webContents.resize(this.#bounds).catch(() => undefined);
    this.emit('move');
    this.emit('resize');
  };

  close = () => {
    if (this.#isDestroyed) return;
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  };

  destroy = () => {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    openWindows.delete(this.id);
    this.webContents.destroy();
    this.emit('closed');
    if (openWindows.size > 0 || app.isQuitting) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  };

  #painted(): void {
    if (this.#isPainted) return;
    this.#isPainted = true;
    this.emit('ready-to-show');
  }
}
