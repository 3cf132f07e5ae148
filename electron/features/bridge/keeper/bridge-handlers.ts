import type { Handlers } from '../../../contract/index.ts';
import type { BridgeClient } from '../../../contract/values/bridge.ts';
import type { BridgeHistory } from '../history/bridge-history.ts';
import type { Bridges } from './bridges.ts';

type BridgeOperation = Extract<keyof Handlers, `bridges.${string}`>;

interface Parts {
  readonly bridges: Bridges;
  readonly history: BridgeHistory;
}

export function bridgeHandlers({ bridges, history }: Parts): Pick<Handlers, BridgeOperation> {
  return {
    'bridges.list': () => bridges.list(),
    'bridges.create': (draft) => bridges.create(draft),
    'bridges.update': ({ bridgeId, ...draft }) => bridges.update(bridgeId, draft),
    async 'bridges.remove'({ bridgeId }) {
      await bridges.remove(bridgeId);
      return {};
    },
    'bridges.start': ({ bridgeId }) => bridges.start(bridgeId),
    'bridges.stop': ({ bridgeId }) => bridges.stop(bridgeId),
    'bridges.status': ({ bridgeId }) => bridges.status(bridgeId),
    'bridges.clients'({ bridgeId, limit, search }) {
      const found = bridges.clients(bridgeId).filter((client) => matches(client, search));
      return { clients: found.slice(0, limit), total: found.length };
    },
    'bridges.disconnect'({ bridgeId, clientId }) {
      bridges.disconnect(bridgeId, clientId);
      return {};
    },
    'bridges.ban': ({ bridgeId, address, minutes }) => bridges.ban(bridgeId, address, minutes),
    'bridges.unban': ({ bridgeId, address }) => bridges.unban(bridgeId, address),
    'bridges.workers'({ bridgeId, ...window }) {
      bridges.get(bridgeId);
      return history.workers(bridgeId, window);
    },
    'bridges.history'({ bridgeId, worker, ...window }) {
      bridges.get(bridgeId);
      return history.points(bridgeId, window, worker);
    },
  };
}

function matches({ worker, address }: BridgeClient, search = ''): boolean {
  const wanted = search.toLowerCase();
  return (worker ?? '').toLowerCase().includes(wanted) || address.includes(wanted);
}
