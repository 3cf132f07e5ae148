import type { Handlers } from '../../contract/index.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { Installs } from './install/installs.ts';
import { UnknownMinerError } from './install/version-errors.ts';
import type { Driver } from './ports.ts';

type MinerOperation = Extract<keyof Handlers, `miners.${string}`>;

export interface MinerHandlersOptions {
  /** As they are now: packages come and go. */
  readonly drivers: () => readonly Driver[];
  readonly installs: Installs;
}

/** The contract's operations on miners. */
export function minerHandlers({
  drivers,
  installs,
}: MinerHandlersOptions): Pick<Handlers, MinerOperation> {
  const get = (minerId: MinerId): Miner => {
    const driver = drivers().find(({ miner }) => miner.id === minerId);
    if (!driver) throw new UnknownMinerError(minerId);
    return driver.miner;
  };
  return {
    'miners.list': () => drivers().map(({ miner }) => miner),
    'miners.get': ({ minerId }) => get(minerId),
    'miners.releases': async ({ minerId, mirror }) => [
      ...(await installs.releases(minerId, mirror)),
    ],
    'miners.install': (request) => installs.install(request),
    'miners.installs': () => [...installs.jobs()],
    'miners.cancelInstall': ({ minerId }) => installs.cancel(minerId),
    async 'miners.consent'({ minerId, version, executableSha256 }) {
      await installs.consent(minerId, version, executableSha256);
      return get(minerId);
    },
    async 'miners.activate'({ minerId, version }) {
      await installs.activate(minerId, version);
      return get(minerId);
    },
    async 'miners.verify'({ minerId }) {
      await installs.verify(minerId);
      return get(minerId);
    },
    async 'miners.remove'({ minerId, version }) {
      await installs.remove(minerId, version);
      return {};
    },
  };
}
