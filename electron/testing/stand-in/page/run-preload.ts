import type { Bridge } from './bridge.ts';
import type { Codec } from './codec.ts';
import type { FromPage, PreloadProcess, ToPage } from './messages.ts';

export interface PreloadSurroundings {
  readonly codec: Codec;
  readonly bridge: Bridge;
  readonly process: PreloadProcess;
  /** Names of the functions between this world and the main process. */
  readonly toMain: string;
  readonly fromMain: string;
}

type Listener = (event: object, ...args: unknown[]) => void;
type Preload = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
) => void;

/**
 * Runs a preload script with what a sandboxed one gets: `ipcRenderer` and `contextBridge`. Runs in
 * the page's isolated world, where it is put by its source: it may use nothing from outside.
 */
export function runPreload(preload: Preload, surroundings: PreloadSurroundings): void {
  const { codec, bridge, process, toMain, fromMain } = surroundings;
  const world = globalThis as unknown as Record<string, (text: string) => void>;
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Map<string, Listener[]>();
  let lastId = 0;

  const send = (message: FromPage): void => world[toMain]?.(codec.encode(message));

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]): void => send({ type: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        send({ type: 'invoke', id, channel, args });
        waiting.set(id, { resolve, reject });
      }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    off(channel: string, listener: Listener) {
      const others = listeners.get(channel)?.filter((other) => other !== listener) ?? [];
      listeners.set(channel, others);
      return ipcRenderer;
    },
  };

  world[fromMain] = (text) => {
    const message = codec.decode(text) as ToPage;
    if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) {
        listener({ sender: ipcRenderer }, ...message.args);
      }
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'answer') call?.resolve(message.value);
    else call?.reject(new Error(message.message));
  };
  window.addEventListener('__standin_open', (event) => {
    const { url, name } = (event as CustomEvent<{ url: string; name: string }>).detail;
    send({ type: 'open', url, name });
  });

  const electron = { contextBridge: { exposeInMainWorld: bridge.expose }, ipcRenderer };
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`); // as a sandboxed preload hears it
  };
  try {
    const module = { exports: {} };
    preload(require, module, module.exports, { ...process, type: 'renderer', sandboxed: true });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ type: 'preload-failed', message });
  }
  send({ type: 'preload-done' });
}
