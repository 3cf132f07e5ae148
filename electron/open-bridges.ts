import { dirname, join } from 'node:path';
import { linkMaker, loadShareKernels } from './bridge-parts.ts';
import type { Clock } from './base/clock.ts';
import type { EventHub } from './base/event-hub.ts';
import type { JsonFile } from './base/json-file.ts';
import type { Log } from './base/log.ts';
import type { Notify } from './base/notify.ts';
import type { Handlers } from './contract/index.ts';
import { BridgeDialect } from './contract/values/bridge.ts';
import type { PoolDialect } from './contract/values/coin.ts';
import type { PracticeAlgorithm } from './contract/values/profile.ts';
import type { BridgeHistory } from './features/bridge/history/bridge-history.ts';
import { Bridges } from './features/bridge/keeper/bridges.ts';
import type { SecretsPort } from './features/bridge/keeper/ports.ts';
import { connectLine } from './platform/net/connect-line.ts';
import { listenLines } from './platform/net/listen-lines.ts';
import { listen } from './platform/net/listen.ts';
import { ensureOwnCertificate } from './platform/net/own-certificate.ts';
import { PinFile } from './platform/net/pin-file.ts';
import type { Connect } from './pool-session/line-connection.ts';
import { testPool } from './pool-session/test-pool.ts';
import type { PracticePoolKeeper } from './practice-pool-keeper.ts';

interface BridgeOptions {
  readonly files: { readonly bridges: JsonFile; readonly pins: JsonFile };
  /** Where the certificate of doors with TLS is kept. */
  readonly certificateFile: string;
  readonly secrets: SecretsPort;
  readonly history: BridgeHistory;
  readonly practicePool: PracticePoolKeeper;
  readonly version: string;
  /** Folder of the built web app, beside which that of the web miner is. */
  readonly webRoot: string | undefined;
  readonly hub: EventHub;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly hideSecret: (secret: string) => void;
  readonly log: Log;
}

interface OpenedBridges {
  readonly bridges: Bridges;
  readonly poolHandlers: Pick<Handlers, 'pools.test'>;
}

/** Gives the bridges the network, the kernels and the disk. @throws {StorageError} */
export async function openBridges(options: BridgeOptions): Promise<OpenedBridges> {
  const { files, hub, clock, log, version, practicePool } = options;
  const pins = await PinFile.open(files.pins, (error) => {
    log.warn('certificates of pools cannot be remembered', { error });
  });
  const userAgent = `rigwright/${version}`;
  const connect: Connect = (address, waiting) => connectLine(address, { ...waiting, pins });
  const makeLink = linkMaker({ connect, clock, userAgent });
  const bridges = await Bridges.open({
    file: files.bridges,
    secrets: options.secrets,
    network: {
      listen,
      listenLines,
      certificate: () => ensureOwnCertificate(options.certificateFile),
    },
    makeLink,
    loadKernels: loadShareKernels,
    resolvePool: (url, { dialect, algorithm }) =>
      practicePool.resolve(url, algorithm ?? practised[dialect]),
    history: options.history,
    pageFolder: options.webRoot === undefined ? null : join(dirname(options.webRoot), 'web-miner'),
    publish: hub.publish,
    hasListener: (name) => hub.has(name),
    notify: options.notify,
    clock,
    hideSecret: options.hideSecret,
    log,
  });
  return {
    bridges,
    poolHandlers: {
      async 'pools.test'({ url, dialect, user, password = '' }) {
        options.hideSecret(password);
        const algorithm = practisedAt(dialect);
        const account = {
          url: algorithm === null ? url : await practicePool.resolve(url, algorithm),
          user,
          password,
        };
        const signal = AbortSignal.timeout(testMs);
        return await testPool(account, { dialect, connect, clock, userAgent, signal });
      },
    },
  };
}

/** null: no practice pool speaks it in here. */
function practisedAt(dialect: PoolDialect): PracticeAlgorithm | null {
  const bridged = BridgeDialect.safeParse(dialect);
  return bridged.success ? practised[bridged.data] : null;
}

/** Longer than all deadlines of a test together. */
const testMs = 60_000;

/** What a practice pool of each dialect hashes, unless the bridge says otherwise. */
const practised: Readonly<Record<BridgeDialect, PracticeAlgorithm>> = {
  verus: 'verushash',
  stratum1: 'sha256d',
  cryptonote: 'rx/0',
  hds: 'beamhash',
};
