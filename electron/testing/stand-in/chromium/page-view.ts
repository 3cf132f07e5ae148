import { environment } from '../environment.ts';
import type { SendCommand } from './devtools.ts';
import type { PageEvent } from './page-event.ts';
import { sharedChromium } from './shared-chromium.ts';

export interface ViewSize {
  readonly width: number;
  readonly height: number;
}

/** A script that runs before those of the page; without a world it runs in the page's own. */
export interface EarlyScript {
  readonly source: string;
  readonly world?: string;
}

export interface PageViewOptions {
  readonly size: ViewSize;
  readonly dark: boolean;
  readonly scripts: readonly EarlyScript[];
  /** A function of the named world through which the page talks to us. */
  readonly binding: { readonly name: string; readonly world: string };
  /** Addresses whose requests wait for {@link PageEvent} `Fetch.requestPaused` to be answered. */
  readonly intercepted: readonly { urlPattern: string; resourceType?: 'Document' }[];
  readonly onEvent: (event: PageEvent) => void;
}

/** One page of Chromium, empty at first. */
export class PageView {
  readonly send: SendCommand;
  /** Also the id of its main frame. */
  readonly targetId: string;

  private constructor(send: SendCommand, targetId: string) {
    this.send = send;
    this.targetId = targetId;
  }

  static async open(options: PageViewOptions): Promise<PageView> {
    const { devTools } = await sharedChromium();
    const { targetId } = await devTools.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...options.size,
    });
    const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: true });
    const view = new PageView(devTools.page(sessionId, options.onEvent), targetId);
    await view.#prepare(options);
    return view;
  }

  async #prepare({ size, dark, scripts, binding, intercepted }: PageViewOptions): Promise<void> {
    await Promise.all([
      this.send('Page.enable'),
      this.send('Runtime.enable'),
      this.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      this.resize(size),
      this.setDark(dark),
      this.send('Runtime.addBinding', {
        name: binding.name,
        executionContextName: binding.world,
      }),
      ...scripts.map(({ source, world }) =>
        this.send('Page.addScriptToEvaluateOnNewDocument', {
          source,
          ...(world !== undefined && { worldName: world }),
        }),
      ),
      this.send('Fetch.enable', { patterns: [...intercepted] }),
    ]);
  }

  async resize({ width, height }: ViewSize): Promise<void> {
    // A window that can be seen has the size that the person gives it.
    if (environment.headed) return;
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  async setDark(dark: boolean): Promise<void> {
    const value = dark ? 'dark' : 'light';
    const features = [{ name: 'prefers-color-scheme', value }];
    await this.send('Emulation.setEmulatedMedia', { features });
  }

  async close(): Promise<void> {
    const { devTools } = await sharedChromium();
    await devTools.send('Target.closeTarget', { targetId: this.targetId });
  }
}
