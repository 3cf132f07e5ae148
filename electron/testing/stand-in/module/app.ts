import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from 'electron';
import { closeSharedChromium } from '../chromium/shared-chromium.ts';
import { environment } from '../environment.ts';
import { note } from './calls.ts';
import { InstanceLock } from './instance-lock.ts';
import { preventable } from './preventable.ts';
import { openWindows } from './window-list.ts';

type Carried = Pick<
  App,
  | 'isPackaged'
  | 'whenReady'
  | 'isReady'
  | 'getName'
  | 'getVersion'
  | 'getAppPath'
  | 'getLocale'
  | 'getPath'
  | 'setPath'
  | 'requestSingleInstanceLock'
  | 'setAppUserModelId'
  | 'quit'
  | 'exit'
>;

class StandInApp extends EventEmitter implements Carried {
  readonly isPackaged = environment.isPackaged;
  readonly #lock = new InstanceLock();
  readonly #paths = new Map<string, string>();
  #isReady = false;
  #isQuitting = false;
  // Electron is ready only once its entry has been evaluated: one that waits for that at its top
  // level waits for ever, here as there.
  readonly #ready = this.#becomeReady();

  async #becomeReady(): Promise<void> {
    await entryEvaluated();
    this.#isReady = true;
    this.emit('ready');
  }

  get isQuitting(): boolean {
    return this.#isQuitting;
  }

  whenReady = () => this.#ready;
  isReady = () => this.#isReady;
  getName = () => environment.name;
  getVersion = () => environment.version;
  getAppPath = () => environment.root;
  getLocale = () => 'en-US';
  setAppUserModelId = (id: string) => note('app.setAppUserModelId', id);
  setPath = (name: string, path: string) => void this.#paths.set(name, path);

  getPath: App['getPath'] = (name) => {
    const known = this.#paths.get(name);
    if (known !== undefined) return known;
    if (name === 'temp') return tmpdir();
    if (name === 'home') return homedir();
    if (name === 'exe') return process.execPath;
    const path =
      name === 'userData'
        ? (environment.userData ?? mkdtempSync(join(tmpdir(), 'rigwright-user-')))
        : join(this.getPath('userData'), name);
    mkdirSync(path, { recursive: true });
    this.setPath(name, path);
    return path;
  };

  requestSingleInstanceLock = () =>
    this.#lock.take(this.getPath('userData'), ({ argv, workingDirectory }) =>
      this.emit('second-instance', preventable(), argv, workingDirectory, undefined),
    );

  quit = () => {
    if (this.#isQuitting) return;
    const beforeQuit = preventable();
    this.emit('before-quit', beforeQuit);
    if (beforeQuit.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of openWindows.values()) window.close();
    const willQuit = preventable();
    // A window that stays open keeps the app.
    if (openWindows.size === 0) this.emit('will-quit', willQuit);
    if (openWindows.size === 0 && !willQuit.defaultPrevented) this.exit(0);
    else this.#isQuitting = false;
  };

  exit = (code = 0) => {
    this.#isQuitting = true;
    this.emit('quit', preventable(), code);
    void Promise.all([closeSharedChromium(), this.#lock.told]).finally(() => process.exit(code));
  };
}

export const app = new StandInApp();

// Electron on Linux and macOS takes these as a wish to quit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());

/** Settles when the program's entry, which is being evaluated now, has been: also where it failed. */
async function entryEvaluated(): Promise<void> {
  // The entry imports this module, so Node has it already and evaluates nothing twice.
  await new Promise((resolve) => setImmediate(resolve));
  const entry = process.argv[1];
  if (entry === undefined) return;
  await import(pathToFileURL(realpathSync(entry)).href).catch(() => undefined);
}
