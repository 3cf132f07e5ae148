import type { Api } from '../electron/contract/index.ts';
import { BrowserConnection } from './connection/browser.ts';
import { useConnection } from './connection/connection.ts';
import type { Connection } from './connection/connection.ts';
import { openDesktopConnection } from './connection/desktop.ts';

/** The way to the rig: through the preload script in the desktop app, over HTTP anywhere else. */
export function openConnection(): Connection {
  return window.rigwright === undefined
    ? new BrowserConnection({ origin: location.origin })
    : openDesktopConnection(window.rigwright);
}

/** For stores only: parts and pages ask their store. */
export function useApi(): Api {
  return useConnection().api;
}
