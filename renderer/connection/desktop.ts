import { shallowRef } from 'vue';
import type { Api } from '../../electron/contract/index.ts';
import type { DesktopBridge } from '../env.d.ts';
import { ApiError } from './api-error.ts';
import type { Connection, ConnectionState } from './connection.ts';

/** The way through the preload script: as long as there is a window, there is a connection. */
export function openDesktopConnection(bridge: DesktopBridge): Connection {
  const api = {
    async call(name: string, input: unknown) {
      // Electron carries plain data only, and what comes from a form may be a proxy of Vue's.
      const plain: unknown = JSON.parse(JSON.stringify(input));
      const answer = await bridge.call(name, plain);
      if (!answer.ok) throw new ApiError(answer.error);
      return answer.value;
    },
    on: (name: string, listener: (payload: unknown) => void) => bridge.on(name, listener),
    // The main process checks inputs and outputs by the same contract, so its word is trusted here.
  } as Api;
  return {
    api,
    host: 'desktop',
    state: shallowRef<ConnectionState>({ kind: 'connected' }),
    onReconnect: () => () => undefined,
    retryNow: () => undefined,
  };
}
