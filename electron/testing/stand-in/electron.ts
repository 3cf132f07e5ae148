import { environment } from './environment.ts';
import { app } from './module/app.ts';
import { BrowserWindow } from './module/browser-window.ts';
import { calls } from './module/calls.ts';
import { dialog, powerMonitor, screen, shell } from './module/desktop.ts';
import { ipcMain } from './module/ipc-main.ts';
import { Menu, MenuItem } from './module/menu.ts';
import { nativeImage } from './module/native-image.ts';
import { nativeTheme } from './module/native-theme.ts';
import { protocol } from './module/protocol.ts';
import { safeStorage } from './module/safe-storage.ts';
import { session } from './module/session.ts';
import { Tray } from './module/tray.ts';
import { serveTest } from './serve-test.ts';

// The module `electron` as the main process gets it where it runs under plain Node.

Object.defineProperty(process, 'type', { value: 'browser' });
Object.defineProperty(process, 'resourcesPath', { value: `${environment.root}/resources` });
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in', enumerable: true });

const electron = {
  app,
  BrowserWindow,
  calls,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};

export type StandIn = typeof electron;

serveTest(electron);

export default electron;
export {
  app,
  BrowserWindow,
  calls,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
};
