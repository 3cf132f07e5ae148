import { contextBridge, ipcRenderer } from 'electron';
import { errorBody } from './base/app-error.ts';
import { ipcChannels, type IpcAnswer } from './endpoints/ipc-channels.ts';

type Listener = (payload: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
let announceQueued = false;

/** Never rejects: the page gets the error's own shape in place of Electron's words about it. */
async function call(name: string, input: unknown): Promise<IpcAnswer> {
  try {
    return (await ipcRenderer.invoke(ipcChannels.call, name, input)) as IpcAnswer;
  } catch (error) {
    console.error(error);
    return { ok: false, error: errorBody(error) };
  }
}

/** @returns a function that ends the subscription */
function on(name: string, listener: Listener): () => void {
  const sameName = listeners.get(name) ?? new Set();
  listeners.set(name, sameName);
  // One function may be given twice; each subscription is a function of its own.
  const own: Listener = (payload) => listener(payload);
  sameName.add(own);
  queueAnnounce();
  return () => {
    sameName.delete(own);
    if (sameName.size === 0 && listeners.get(name) === sameName) listeners.delete(name);
    queueAnnounce();
  };
}

/** A page that opens asks for many names at once; they are told together. */
function queueAnnounce(): void {
  if (announceQueued) return;
  announceQueued = true;
  queueMicrotask(() => {
    announceQueued = false;
    ipcRenderer.send(ipcChannels.subscribe, [...listeners.keys()]);
  });
}

ipcRenderer.on(ipcChannels.event, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) {
    try {
      listener(payload);
    } catch (error) {
      // The page's own bug; its other listeners shall hear the event all the same.
      reportError(error);
    }
  }
});

contextBridge.exposeInMainWorld('rigwright', { host: 'desktop', call, on });
