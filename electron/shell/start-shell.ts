import { join } from 'node:path';
import { app, session } from 'electron';
import { systemClock } from '../base/clock.ts';
import type { JsonFile } from '../base/json-file.ts';
import type { Log } from '../base/log.ts';
import type { Api } from '../contract/index.ts';
import { setApplicationMenu } from './application-menu.ts';
import { MainWindow } from './main-window.ts';
import { keepOnOwnPages } from './navigation.ts';
import { limitPermissions } from './permissions.ts';
import { quitInOrder } from './quit-in-order.ts';
import { serveWebApp } from './serve-web-app.ts';
import { tellFailure } from './tell-failure.ts';
import { RigTray } from './tray.ts';
import { applyTheme } from './window-colours.ts';
import { WindowMemory } from './window-memory.ts';

export interface ShellOptions {
  /** The rig that window and tray show. */
  readonly api: Api;
  readonly log: Log;
  /** Keeps the window's place. */
  readonly windowFile: JsonFile;
  /** Folder of the built web app. */
  readonly webRoot: string;
  /** File of the bundled preload script. */
  readonly preload: string;
  /** Folder of what is shipped as it is; its `icons` are ours. */
  readonly resources: string;
  /** Address of the developer's server, where that serves the pages. */
  readonly developerUrl: string | undefined;
  /** Ends everything that runs; called once, when the app is told to quit. */
  readonly stop: () => Promise<void>;
}

/** Window, tray and menu around a program that runs already. Electron must be ready. */
export async function startShell(options: ShellOptions): Promise<void> {
  const { api, log, windowFile, webRoot, preload, resources, developerUrl, stop } = options;
  const clock = systemClock;
  const icons = join(resources, 'icons');
  let settings = await api.call('settings.get', {});
  applyTheme(settings.theme);
  api.on('settings.changed', (changed) => {
    settings = changed;
    applyTheme(changed.theme);
  });

  serveWebApp(webRoot);
  limitPermissions(session.defaultSession);
  app.on('web-contents-created', (_event, contents) => keepOnOwnPages(contents, developerUrl));
  setApplicationMenu(developerUrl !== undefined);

  const memory = new WindowMemory({ file: windowFile, clock, log });
  const window = new MainWindow({
    memory,
    preload,
    icon: join(icons, 'icon.png'),
    developerUrl,
    closesToTray: () => settings.closeToTray,
    clock,
    log,
  });
  const openWindow = (): void => void window.show();
  const tray = new RigTray({
    api,
    clock,
    log,
    pictures: join(icons, 'tray'),
    openWindow,
    tellFailure,
  });
  quitInOrder({
    leave() {
      window.leave();
      tray.leave();
    },
    async stop() {
      await memory.save();
      await stop();
      tray[Symbol.dispose]();
    },
    clock,
    log,
  });
  app.on('second-instance', openWindow);
  app.on('window-all-closed', () => app.quit());
  await window.show();
}
