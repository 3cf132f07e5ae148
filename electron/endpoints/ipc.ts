import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { z } from 'zod';
import { AppError, errorBody } from '../base/app-error.ts';
import type { EventHub } from '../base/event-hub.ts';
import { events, type EventName } from '../contract/index.ts';
import type { Caller, Dispatch } from './dispatch-types.ts';
import { EventSubscriptions } from './event-subscriptions.ts';
import { ipcChannels, type IpcAnswer } from './ipc-channels.ts';

export interface IpcDoorOptions {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'on' | 'removeHandler' | 'off'>;
  readonly dispatch: Dispatch;
  readonly hub: EventHub;
  /** Whether a message comes from the app's own page. */
  readonly isTrusted: (event: IpcMainEvent | IpcMainInvokeEvent) => boolean;
}

/** Who sits at the app's own window may do everything. */
const person: Caller = { door: 'window', permission: 'configure' };

const names = Object.keys(events) as [EventName, ...EventName[]];
const Call = z.tuple([z.string().max(100), z.unknown()]);
const Subscription = z.tuple([z.array(z.enum(names)).max(names.length)]);

/** The door of the app's own window. Closing it answers nobody any more and ends every subscription. */
export function connectIpc({ ipcMain, dispatch, hub, isTrusted }: IpcDoorOptions): Disposable {
  const listeners = new Map<WebContents, EventSubscriptions>();

  const call = async (event: IpcMainInvokeEvent, ...message: unknown[]): Promise<IpcAnswer> => {
    try {
      if (!isTrusted(event)) throw new ForeignPageError(event.senderFrame?.url);
      const parsed = Call.safeParse(message);
      if (!parsed.success) throw new MalformedCallError();
      const [name, input] = parsed.data;
      return { ok: true, value: await dispatch(name, input, person) };
    } catch (error) {
      return { ok: false, error: errorBody(error) };
    }
  };

  const subscribe = (event: IpcMainEvent, ...message: unknown[]): void => {
    // There is no answer that could carry a refusal; a page of ours never sends what is refused.
    const parsed = Subscription.safeParse(message);
    if (!isTrusted(event) || !parsed.success) return;
    subscriptionsOf(event.sender).replace(new Set(parsed.data[0]));
  };

  const subscriptionsOf = (contents: WebContents): EventSubscriptions => {
    const known = listeners.get(contents);
    if (known) return known;
    const subscriptions = new EventSubscriptions(hub, (name, payload) => {
      if (!contents.isDestroyed()) contents.send(ipcChannels.event, name, payload);
    });
    listeners.set(contents, subscriptions);
    contents.once('destroyed', () => {
      subscriptions.replace(new Set());
      listeners.delete(contents);
    });
    return subscriptions;
  };

  ipcMain.handle(ipcChannels.call, call);
  ipcMain.on(ipcChannels.subscribe, subscribe);
  return {
    [Symbol.dispose]() {
      ipcMain.removeHandler(ipcChannels.call);
      ipcMain.off(ipcChannels.subscribe, subscribe);
      for (const subscriptions of listeners.values()) subscriptions.replace(new Set());
      listeners.clear();
    },
  };
}

class ForeignPageError extends AppError {
  readonly code = 'not-permitted';
  readonly userMessage = 'A page that is not part of Rigwright tried to reach this rig.';
  constructor(url: string | undefined) {
    super(`refused a call from ${url?.slice(0, 200) ?? 'a page that has gone'}`);
  }
}

class MalformedCallError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage = 'A call needs the name of an operation and its input.';
  constructor() {
    super('malformed call');
  }
}
