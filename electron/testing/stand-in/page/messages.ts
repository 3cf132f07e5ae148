/** From a page to the main process. */
export type FromPage =
  | { readonly type: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | {
      readonly type: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  /** The page wanted to open a window. */
  | { readonly type: 'open'; readonly url: string; readonly name: string }
  | { readonly type: 'preload-failed'; readonly message: string }
  | { readonly type: 'preload-done' };

/** From the main process to a page. */
export type ToPage =
  | { readonly type: 'event'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly message: string };

/** What a sandboxed preload may know of its process. */
export interface PreloadProcess {
  readonly platform: string;
  readonly arch: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly argv: readonly string[];
}

/** Name of the world that a preload script runs in. */
export const preloadWorld = 'standin-preload';
/** Function that Chromium puts into that world; what it is given comes to the main process. */
export const toMain = '__standin_to_main';
/** Function in that world that the main process calls. */
export const fromMain = '__standin_from_main';
