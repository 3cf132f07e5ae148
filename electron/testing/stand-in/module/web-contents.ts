import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IpcMainInvokeEvent, WebContents as ElectronContents } from 'electron';
import {
  tellListener,
  type PageEvent,
  type PageListeners,
  type PausedRequest,
} from '../chromium/page-event.ts';
import { PageView, type ViewSize } from '../chromium/page-view.ts';
import { preloadWorld, toMain, type FromPage } from '../page/messages.ts';
import { pageScript, preloadScript } from '../page/page-scripts.ts';
import { app } from './app.ts';
import { note } from './calls.ts';
import { ipcMain } from './ipc-main.ts';
import { nativeTheme } from './native-theme.ts';
import { PageChannel } from './page-channel.ts';
import { answerPaused, refusePaused } from './page-requests.ts';
import { preventable } from './preventable.ts';
import { fromChromium, handledPatterns, toChromium } from './protocol.ts';
import { applyPermissions, session } from './session.ts';

export interface ContentsOptions {
  readonly size: ViewSize;
  readonly preload: string | undefined;
  readonly onFirstPaint: () => void;
  /** The page was closed from outside, as by the person in a window that can be seen. */
  readonly onGone: () => void;
}

type OpenHandler = Parameters<ElectronContents['setWindowOpenHandler']>[0];

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly mainFrame = { url: '', parent: null };
  readonly #options: ContentsOptions;
  readonly #channel = new PageChannel((message) => void this.#receive(message));
  readonly #opened: Promise<PageView>;
  #view: PageView | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** Address that the app itself asked for last: nobody is asked whether it may be opened. */
  #wanted: string | undefined;
  #isDestroyed = false;

  constructor(options: ContentsOptions) {
    super();
    this.#options = options;
    this.#opened = this.#open();
    this.#opened.catch((error: unknown) => {
      if (!this.#isDestroyed) console.error('[stand-in]', error);
    });
    app.emit('web-contents-created', preventable(), this);
  }

  setWindowOpenHandler = (handler: OpenHandler) => void (this.#openHandler = handler);
  getURL = () => this.mainFrame.url;
  isDestroyed = () => this.#isDestroyed;
  openDevTools = () => note('webContents.openDevTools');

  send = (channel: string, ...args: unknown[]) => {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed');
    this.#channel.send({ type: 'event', channel, args }, this.#view?.send);
  };

  async loadURL(url: string): Promise<void> {
    const view = await this.#opened;
    const address = toChromium(url);
    await applyPermissions(this as never, new URL(address).origin, view.send);
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    this.#wanted = address;
    const { errorText } = await view.send('Page.navigate', { url: address });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  async resize(size: ViewSize): Promise<void> {
    const view = await this.#opened;
    await view.resize(size);
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    nativeTheme.off('updated', this.#followTheme);
    this.#opened.then((view) => view.close()).catch(() => undefined);
    this.emit('destroyed');
  }

  async #open(): Promise<PageView> {
    const { size, preload } = this.#options;
    const { platform, arch, versions } = process;
    const code = preload === undefined ? '' : readFileSync(preload, 'utf8');
    const view = await PageView.open({
      size,
      dark: nativeTheme.shouldUseDarkColors,
      scripts: [
        { source: pageScript },
        {
          source: preloadScript(code, { platform, arch, versions: { ...versions }, argv: [] }),
          world: preloadWorld,
        },
      ],
      binding: { name: toMain, world: preloadWorld },
      intercepted: [...handledPatterns(), { urlPattern: '*', resourceType: 'Document' }],
      onEvent: (event) => this.#onPageEvent(event),
    });
    this.#view = view;
    nativeTheme.on('updated', this.#followTheme);
    return view;
  }

  readonly #followTheme = (): void => {
    this.#view?.setDark(nativeTheme.shouldUseDarkColors).catch(() => undefined);
  };

  #onPageEvent(event: PageEvent): void {
    const view = this.#view;
    if (!view) return;
    this.#channel.follow(event, view.targetId);
    tellListener(this.#listeners(view), event);
  }

  #listeners(view: PageView): PageListeners {
    const frame = this.mainFrame;
    return {
      'Page.frameNavigated': ({ frame: { parentId, url } }) => {
        if (parentId === undefined) frame.url = fromChromium(url);
      },
      'Page.navigatedWithinDocument': ({ frameId, url }) => {
        if (frameId === view.targetId) frame.url = fromChromium(url);
      },
      'Page.loadEventFired': () => this.emit('did-finish-load', preventable()),
      'Page.lifecycleEvent': ({ name }) => {
        if (name === 'firstContentfulPaint') this.#options.onFirstPaint();
      },
      'Page.javascriptDialogOpening': () => {
        view.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => undefined);
      },
      'Runtime.exceptionThrown': ({ exceptionDetails: { exception, text } }) => {
        console.error('[page]', exception?.description ?? text);
      },
      'Inspector.targetCrashed': () =>
        this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 1 }),
      'Inspector.detached': () => this.#options.onGone(),
      'Fetch.requestPaused': (paused) => {
        this.#answer(paused, view).catch((error: unknown) => {
          if (!this.#isDestroyed) console.error('[stand-in] a request failed:', error);
        });
      },
    };
  }

  async #answer(paused: PausedRequest, view: PageView): Promise<void> {
    const { frameId, resourceType, request } = paused;
    if (resourceType === 'Document' && frameId === view.targetId && request.url !== this.#wanted) {
      const navigation = preventable({ url: fromChromium(request.url), isMainFrame: true });
      this.emit('will-navigate', navigation);
      if (navigation.defaultPrevented) return refusePaused(paused, view.send);
    }
    return answerPaused(paused, view.send);
  }

  async #receive(message: FromPage): Promise<void> {
    // Electron's events carry more; these are the parts that our code may look at.
    const event = { sender: this, senderFrame: this.mainFrame } as unknown as IpcMainInvokeEvent;
    switch (message.type) {
      case 'send':
        ipcMain.emit(message.channel, event, ...message.args);
        break;
      case 'invoke':
        await this.#invoke(message.id, message.channel, event, message.args);
        break;
      case 'open':
        this.#openWindow(message.url, message.name);
        break;
      case 'preload-failed':
        console.error('[preload]', message.message);
        break;
      case 'preload-done':
        break;
    }
  }

  async #invoke(id: number, channel: string, event: IpcMainInvokeEvent, args: readonly unknown[]) {
    try {
      const value = await ipcMain.invoke(channel, event, args);
      this.#channel.send({ type: 'answer', id, value }, this.#view?.send);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#channel.send({ type: 'refusal', id, message }, this.#view?.send);
    }
  }

  /** A second page never opens: what the app decides is written down. */
  #openWindow(url: string, frameName: string): void {
    const details = { url, frameName, features: '', disposition: 'foreground-tab' as const };
    const { action } = this.#openHandler({ ...details, referrer: { url: '', policy: 'default' } });
    note('window.open', url, action);
  }
}
