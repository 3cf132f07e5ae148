import { EventEmitter } from 'node:events';
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { describe, expect, it } from 'vitest';
import { AppError } from '../base/app-error.ts';
import { EventHub } from '../base/event-hub.ts';
import { NoticeId } from '../contract/values/ids.ts';
import type { Caller, Dispatch } from './dispatch-types.ts';
import { connectIpc } from './ipc.ts';

const removed = { noticeId: NoticeId.parse('n1') };

class FullError extends AppError {
  readonly code = 'disk-full';
  readonly userMessage = 'The disk is full.';
}

class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  isDestroyed = () => false;
  send = (...message: unknown[]) => void this.sent.push(message);
}

type Handler = (event: IpcMainInvokeEvent, ...message: unknown[]) => unknown;

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle = (channel: string, handler: Handler) => void this.handlers.set(channel, handler);
  removeHandler = (channel: string) => void this.handlers.delete(channel);
}

function openDoor(dispatch: Dispatch = () => Promise.resolve({})) {
  const ipcMain = new FakeIpcMain();
  const hub = new EventHub((error) => {
    throw error;
  });
  const isTrusted = (event: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    event.senderFrame?.url === 'app://rigwright/';
  const door = connectIpc({
    // Its event methods know more overloads than an emitter of Node has.
    ipcMain: ipcMain as unknown as IpcMain,
    dispatch,
    hub,
    isTrusted,
  });
  const contents = new FakeContents();
  const eventFrom = (url: string) => ({ sender: contents, senderFrame: { url } }) as never;
  return {
    ipcMain,
    hub,
    door,
    contents,
    call: (name: unknown, input?: unknown, url = 'app://rigwright/') =>
      ipcMain.handlers.get('call')?.(eventFrom(url), name, input),
    subscribe: (wanted: unknown, url = 'app://rigwright/') =>
      ipcMain.emit('subscribe', eventFrom(url), wanted),
  };
}

describe('calls from the window', () => {
  it('reach the dispatcher with every permission and come back as a value', async () => {
    const seen: [string, unknown, Caller][] = [];
    const { call } = openDoor((...received) => {
      seen.push(received);
      return Promise.resolve([1, 2]);
    });
    await expect(call('runs.list', { a: 1 })).resolves.toEqual({ ok: true, value: [1, 2] });
    expect(seen).toEqual([['runs.list', { a: 1 }, { door: 'window', permission: 'configure' }]]);
  });

  it('carry an expected failure in its own shape and a bug without its inner text', async () => {
    const { call } = openDoor((name) =>
      Promise.reject(name === 'full' ? new FullError('log') : new TypeError('secret detail')),
    );
    await expect(call('full')).resolves.toMatchObject({
      ok: false,
      error: { code: 'disk-full', message: 'The disk is full.' },
    });
    const bug = await call('bug');
    expect(bug).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(bug)).not.toContain('secret detail');
  });

  it('are refused when they come from a foreign page', async () => {
    let calls = 0;
    const { call } = openDoor(() => Promise.resolve((calls += 1)));
    await expect(call('runs.list', {}, 'https://example.invalid/')).resolves.toMatchObject({
      ok: false,
      error: { code: 'not-permitted' },
    });
    expect(calls).toBe(0);
  });

  it.each([undefined, 7, {}, 'x'.repeat(101)])('are refused with the name %j', async (name) => {
    const { call } = openDoor();
    await expect(call(name)).resolves.toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
  });
});

describe('events to the window', () => {
  it('are those it asked for, until it asks for others', () => {
    const { hub, contents, subscribe } = openDoor();
    hub.publish('notice.removed', removed);
    subscribe(['notice.removed']);
    hub.publish('notice.removed', removed);
    subscribe(['run.changed']);
    hub.publish('notice.removed', removed);
    expect(contents.sent).toEqual([['event', 'notice.removed', removed]]);
    expect(hub.has('run.changed')).toBe(true);
  });

  it.each([[['no.such.event']], ['notice.removed'], [undefined]])(
    'stay as they were after the malformed wish %j',
    (wanted) => {
      const { hub, subscribe } = openDoor();
      subscribe(['notice.removed']);
      subscribe(wanted);
      expect(hub.has('notice.removed')).toBe(true);
    },
  );

  it('are not given to a foreign page', () => {
    const { hub, subscribe } = openDoor();
    subscribe(['notice.removed'], 'https://example.invalid/');
    expect(hub.has('notice.removed')).toBe(false);
  });

  it('end with the page that asked', () => {
    const { hub, contents, subscribe } = openDoor();
    subscribe(['notice.removed']);
    contents.emit('destroyed');
    expect(hub.has('notice.removed')).toBe(false);
  });

  it('end with the door, which then leaves nothing behind', () => {
    const { hub, door, ipcMain, subscribe } = openDoor();
    subscribe(['notice.removed']);
    door[Symbol.dispose]();
    expect(hub.has('notice.removed')).toBe(false);
    expect([ipcMain.handlers.size, ipcMain.listenerCount('subscribe')]).toEqual([0, 0]);
  });
});
