import { createPinia } from 'pinia';
import type { App } from 'vue';
import { createApp, shallowRef } from 'vue';
import type { ConnectionState } from '../connection/connection.ts';
import { connectionKey } from '../connection/connection.ts';
import type { FakeApi } from './fake-api.ts';

export interface Stage {
  readonly app: App;
  /** Plays a connection that was lost and is there again. */
  readonly reconnect: () => void;
  /** Uses a store or a composable as a component of the app would. */
  readonly use: <Result>(make: () => Result) => Result;
}

/** An app without a window, for stores on a fake rig. */
export function stage(api: FakeApi): Stage {
  const listeners = new Set<() => void>();
  const app = createApp({ render: () => null });
  app.use(createPinia());
  app.provide(connectionKey, {
    api,
    host: 'browser',
    state: shallowRef<ConnectionState>({ kind: 'connected' }),
    onReconnect(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retryNow: () => undefined,
  });
  return {
    app,
    reconnect: () => listeners.forEach((listener) => listener()),
    use: (make) => app.runWithContext(make),
  };
}
