/// <reference types="vite/client" />
import type { ErrorBody } from '../electron/contract/errors.ts';

/** What the preload script puts into the window of the desktop app. */
export interface DesktopBridge {
  readonly host: 'desktop';
  call(
    name: string,
    input: unknown,
  ): Promise<
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly error: ErrorBody }
  >;
  /** @returns a function that ends the subscription */
  on(name: string, listener: (payload: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly rigwright?: DesktopBridge;
  }
}
