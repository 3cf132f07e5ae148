import { join } from 'node:path';
import { app, Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Api } from '../contract/index.ts';
import { actionLabels, performTrayAction, type TrayAction } from './tray-action.ts';
import { trayView, type TrayIconName, type TrayView } from './tray-view.ts';

export interface RigTrayOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder with a picture a state. */
  readonly pictures: string;
  readonly openWindow: () => void;
  /** Tells the person why what they chose was refused. */
  readonly tellFailure: (error: unknown) => void;
}

/** What happens at once is shown together, a moment later. */
const changeDelayMs = 100;
/** Figures change every two seconds; nobody reads a tool tip more often. */
const readingDelayMs = 2_000;

/** The icon that says what the rig does, with the few things one wants without opening a window. */
export class RigTray implements Disposable {
  readonly #options: RigTrayOptions;
  readonly #tray: Tray;
  readonly #stops: (() => void)[];
  readonly #pictures = new Map<TrayIconName, NativeImage>();
  #shown: TrayView | undefined;
  #next: { readonly at: number; readonly cancel: () => void } | undefined;
  #isLeaving = false;

  constructor(options: RigTrayOptions) {
    this.#options = options;
    const { api, openWindow } = options;
    this.#tray = new Tray(this.#picture('idle'));
    this.#tray.on('click', openWindow);
    const soon = (): void => this.#refreshWithin(changeDelayMs);
    this.#stops = [
      api.on('run.changed', soon),
      api.on('profiles.changed', soon),
      api.on('settings.changed', soon),
      api.on('run.reading', () => this.#refreshWithin(readingDelayMs)),
    ];
    this.#refreshWithin(0);
  }

  /** From now on it only says that the program ends. */
  leave(): void {
    this.#stopListening();
    const text = 'Stopping miners, then Rigwright ends …';
    this.#tray.setToolTip(text);
    this.#tray.setContextMenu(Menu.buildFromTemplate([{ label: text, enabled: false }]));
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#tray.destroy();
  }

  #stopListening(): void {
    this.#isLeaving = true;
    this.#next?.cancel();
    for (const stop of this.#stops) stop();
  }

  #refreshWithin(delayMs: number): void {
    const { clock } = this.#options;
    const at = clock.now() + delayMs;
    if (this.#next && this.#next.at <= at) return;
    this.#next?.cancel();
    const cancel = clock.after(delayMs, () => {
      this.#next = undefined;
      void this.#refresh();
    });
    this.#next = { at, cancel };
  }

  async #refresh(): Promise<void> {
    const { api, clock, log } = this.#options;
    try {
      const [runs, profiles, { selectedProfileId }] = await Promise.all([
        api.call('runs.list', {}),
        api.call('profiles.list', {}),
        api.call('settings.get', {}),
      ]);
      if (this.#isLeaving) return;
      this.#show(trayView({ runs, profiles, selectedProfileId }, clock.now()));
    } catch (error) {
      log.error('the tray cannot be brought up to date', { error });
    }
  }

  #show(view: TrayView): void {
    const before = this.#shown;
    this.#shown = view;
    if (view.icon !== before?.icon) this.#tray.setImage(this.#picture(view.icon));
    if (view.toolTip !== before?.toolTip) this.#tray.setToolTip(view.toolTip);
    // A new menu closes the one that the person has open, so it is left alone while it would be the same.
    const isSame =
      view.sentence === before?.sentence &&
      JSON.stringify(view.action) === JSON.stringify(before.action);
    if (!isSame) this.#tray.setContextMenu(this.#menu(view));
  }

  #menu({ sentence, action }: TrayView): Menu {
    const { openWindow } = this.#options;
    return Menu.buildFromTemplate([
      { label: sentence, enabled: false },
      { type: 'separator' },
      {
        label: actionLabels[action.kind],
        enabled: action.kind !== 'wait',
        click: () => void this.#perform(action),
      },
      { label: 'Open Rigwright', click: openWindow },
      { type: 'separator' },
      { label: 'Quit', click: () => app.quit() },
    ]);
  }

  async #perform(action: TrayAction): Promise<void> {
    const { api, openWindow, tellFailure } = this.#options;
    if (action.kind === 'set-up') openWindow();
    try {
      await performTrayAction(action, api);
    } catch (error) {
      tellFailure(error);
    }
  }

  #picture(name: TrayIconName): NativeImage {
    const known = this.#pictures.get(name);
    if (known) return known;
    // Windows wants all sizes in one file; elsewhere Electron finds `name@2x.png` by itself.
    const extension = process.platform === 'win32' ? 'ico' : 'png';
    const picture = nativeImage.createFromPath(
      join(this.#options.pictures, `${name}.${extension}`),
    );
    this.#pictures.set(name, picture);
    return picture;
  }
}
