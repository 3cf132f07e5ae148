import type { Handlers } from '../../contract/index.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Installs } from './install/installs.ts';
import { UnknownMinerError } from './install/version-errors.ts';
import type { Driver } from './ports.ts';

type MinerOperation = Extract<keyof Handlers, `miners.${string}`>;

export interface MinerHandlersOptions {
  /** As they are now: packages come and go. */
  readonly drivers: () => readonly Driver[];
  readonly installs: Installs;
  readonly catalogue: Pick<Catalogue, 'update' | 'serial' | 'entries'>;
  /** From where miners are installed unless a call names another place; null: GitHub. */
  readonly mirror: () => string | null;
  /** Told after the catalogue changed. */
  readonly changed: () => void;
}

/** The contract's operations on miners. */
export function minerHandlers({
  drivers,
  installs,
  catalogue,
  mirror: usualMirror,
  changed,
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
      ...(await installs.releases(minerId, mirror ?? usualMirror() ?? undefined)),
    ],
    'miners.install': ({ mirror, ...request }) =>
      installs.install({ ...request, mirror: mirror ?? usualMirror() ?? undefined }),
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
    async 'miners.updateCatalogue'({ bundle, signature }) {
      await catalogue.update({
        bytes: Buffer.from(bundle, 'base64'),
        signature: Buffer.from(signature, 'base64'),
      });
      changed();
      return { serial: catalogue.serial, miners: catalogue.entries.length };
    },
    async 'miners.remove'({ minerId, version }) {
      await installs.remove(minerId, version);
      return {};
    },
  };
}
