import type { InjectionKey, ShallowRef } from 'vue';
import { inject } from 'vue';
import type { Api } from '../../electron/contract/index.ts';

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** What the window shows is from `since`; the next attempt is at `retryAt` (epoch ms). */
  | { readonly kind: 'offline'; readonly since: number; readonly retryAt: number }
  /** The service answers, but wants a token we do not have. */
  | { readonly kind: 'unauthorised' };

/** How the window reaches its rig, and whether it does. */
export interface Connection {
  readonly api: Api;
  readonly host: 'desktop' | 'browser';
  readonly state: Readonly<ShallowRef<ConnectionState>>;
  /**
   * Calls back when the connection is there again after it was lost: whatever was announced
   * meanwhile is unknown. @returns a function that ends the subscription
   */
  readonly onReconnect: (listener: () => void) => () => void;
  /** Does not wait for the next attempt. */
  readonly retryNow: () => void;
}

export const connectionKey: InjectionKey<Connection> = Symbol('connection');

export function useConnection(): Connection {
  const connection = inject(connectionKey);
  if (connection === undefined) throw new Error('the app was made without a connection');
  return connection;
}
