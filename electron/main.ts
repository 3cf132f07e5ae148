import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, ipcMain, safeStorage } from 'electron';
import packageJson from '../package.json' with { type: 'json' };
import { entryPath } from './base/entry-path.ts';
import { connectIpc } from './endpoints/ipc.ts';
import { dataFolder } from './platform/files/data-folder.ts';
import { DiskJsonFile } from './platform/files/disk-json-file.ts';
import { startService, webRootFrom } from './service.ts';
import { prepareShell } from './shell/prepare-shell.ts';
import { startShell } from './shell/start-shell.ts';
import { failToStart } from './shell/tell-failure.ts';
import { isTrustedSender } from './shell/trusted-sender.ts';

const folder = dataFolder();
// Electron is ready only once this module has been evaluated: nothing here may wait for that at the
// top level.
try {
  if (prepareShell(join(folder, 'desktop'))) start(folder).catch(failToStart);
  else app.quit();
} catch (error) {
  failToStart(error);
}

/** The whole program, then the window around it. */
async function start(folder: string): Promise<void> {
  await app.whenReady();
  const webRoot = webRootFrom(import.meta.url);
  await using starting = new AsyncDisposableStack();
  const service = starting.use(
    await startService({
      host: 'desktop',
      folder,
      entries: {
        ptyHost: entryPath(import.meta.url, './platform/pty/pty-host.ts', 'pty-host'),
        builtinMiner: entryPath(import.meta.url, './builtin-miner/main.ts', 'builtin-miner'),
      },
      version: packageJson.version,
      resume: true,
      safeStorage,
      listen: {},
      webRoot,
    }),
  );
  const { api, dispatch, hub, log, notify } = service.app;
  const developerUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  connectIpc({
    ipcMain,
    dispatch,
    hub,
    isTrusted: (event) => isTrustedSender(event, developerUrl),
  });
  await startShell({
    api,
    log,
    windowFile: new DiskJsonFile({
      file: join(folder, 'desktop', 'window.json'),
      notify,
      now: () => Date.now(),
    }),
    webRoot,
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    resources: join(app.getAppPath(), 'resources'),
    developerUrl,
    stop: async () => service[Symbol.asyncDispose](),
  });
  // From here on the shell ends it.
  starting.move();
}
