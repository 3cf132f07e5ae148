import { silentLog } from '../../base/log.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { BridgeId } from '../../contract/values/ids.ts';
import { noKernels, type ShareKernels } from '../../features/bridge/dialects/kernels.ts';
import { RunningBridge } from '../../features/bridge/running-bridge.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import { listen } from '../../platform/net/listen.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { FakeLink } from './fake-link.ts';

export const testSettings: BridgeSettings = {
  id: BridgeId.parse('test-bridge'),
  name: 'Test',
  dialect: 'verus',
  algorithm: 'verushash',
  web: { enabled: true, host: '127.0.0.1', port: 0, tls: false },
  tcp: { enabled: true, host: '127.0.0.1', port: 0, tls: false },
  workerNames: 'one',
  clientDifficulty: 'pool',
  pools: [{ url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig', password: 'x' }],
  guard: {
    allow: [],
    deny: [],
    origins: [],
    maxClients: 2_000,
    maxClientsPerAddress: 2_000,
    maxMessagesPerMinute: 60_000,
    banMinutes: 10,
    password: null,
  },
};

interface Options {
  readonly settings?: Partial<BridgeSettings>;
  readonly kernels?: ShareKernels;
  readonly clock?: Clock;
  readonly pageFolder?: string;
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** A bridge with open doors whose pool is the test itself. */
export async function openTestBridge({ settings, ...options }: Options = {}) {
  const links: FakeLink[] = [];
  const bridge = await RunningBridge.open({
    settings: { ...testSettings, ...settings },
    kernels: options.kernels ?? noKernels,
    clock: options.clock ?? systemClock,
    pageFolder: options.pageFolder ?? null,
    log: silentLog,
    network: {
      listen,
      listenLines,
      certificate: () =>
        options.certificate
          ? Promise.resolve(options.certificate)
          : Promise.reject(new Error('this test has no certificate')),
    },
    makeLink(pools, listener) {
      const link = new FakeLink(pools, listener);
      links.push(link);
      return link;
    },
  });
  const { webUrl, tcpUrl } = bridge.status();
  const [link] = links;
  if (!link) throw new Error('the bridge has made no link');
  return {
    bridge,
    links,
    link,
    webUrl: webUrl ?? '',
    /** `host:port` */
    tcpAddress: tcpUrl?.replace(/^.*:\/\//, '') ?? '',
  };
}
