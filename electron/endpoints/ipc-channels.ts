import type { ErrorBody } from '../contract/errors.ts';

/** Everything that passes between the main process and the window's preload script. */
export const ipcChannels = {
  /** Window → main: name and input of an operation; answered by an {@link IpcAnswer}. */
  call: 'call',
  /** Window → main: the whole set of event names it wants, each time it changes. */
  subscribe: 'subscribe',
  /** Main → window: name and payload of an event it wants. */
  event: 'event',
} as const;

/** A call's result as a value: Electron would put words of its own around a thrown error. */
export type IpcAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorBody };
