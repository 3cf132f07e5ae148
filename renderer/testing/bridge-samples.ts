import {
  Bridge,
  BridgeClient,
  BridgeStatus,
  PoolTest,
} from '../../electron/contract/values/bridge.ts';
import { now } from './samples.ts';

export function aBridge(fields: Partial<Bridge> = {}): Bridge {
  return Bridge.parse({
    id: 'bridge-1',
    name: 'Living room',
    dialect: 'verus',
    algorithm: 'verushash',
    autostart: false,
    web: { enabled: true, host: '0.0.0.0', port: 8_080, tls: false },
    tcp: { enabled: true, host: '127.0.0.1', port: 3_333, tls: false },
    workerNames: 'one',
    clientDifficulty: 'pool',
    guard: {
      allow: [],
      deny: ['10.0.0.0/8'],
      origins: [],
      maxClients: 1_000,
      maxClientsPerAddress: 200,
      maxMessagesPerMinute: 600,
      banMinutes: 30,
    },
    pools: [{ url: 'stratum+ssl://pool.example:9998', user: 'RWallet.rig', hasPassword: true }],
    hasPassword: true,
    createdAt: now,
    updatedAt: now,
    ...fields,
  });
}

export function aPoolLink(fields: Partial<BridgeStatus['pool']> = {}): BridgeStatus['pool'] {
  return BridgeStatus.shape.pool.parse({
    state: 'working',
    since: now,
    url: 'stratum+ssl://pool.example:9998',
    address: '203.0.113.7',
    latencyMs: 38.4,
    difficulty: 64,
    retryAt: null,
    reconnects: 2,
    lastJobAt: now,
    encrypted: true,
    ...fields,
  });
}

export function aBridgeStatus(fields: Partial<BridgeStatus> = {}): BridgeStatus {
  return BridgeStatus.parse({
    bridgeId: 'bridge-1',
    running: true,
    startedAt: now,
    problem: null,
    pool: aPoolLink(),
    webUrl: 'http://0.0.0.0:8080/',
    tcpUrl: 'stratum+tcp://127.0.0.1:3333',
    checkedWith: 'native aes-ni',
    clients: 3,
    hashrate: 7_213_000,
    shares: { accepted: 412, counted: 20, rejected: { stale: 2, duplicate: 1 } },
    bans: [],
    at: now,
    ...fields,
  });
}

/** A bridge as it is before it was ever started. */
export function aStoppedBridge(fields: Partial<BridgeStatus> = {}): BridgeStatus {
  return aBridgeStatus({
    running: false,
    startedAt: null,
    pool: aPoolLink({
      state: 'idle',
      url: null,
      address: null,
      latencyMs: null,
      difficulty: null,
      reconnects: 0,
      lastJobAt: null,
      encrypted: false,
    }),
    webUrl: null,
    tcpUrl: null,
    checkedWith: null,
    clients: 0,
    hashrate: null,
    shares: { accepted: 0, counted: 0, rejected: {} },
    ...fields,
  });
}

export function aClient(fields: Partial<BridgeClient> = {}): BridgeClient {
  return BridgeClient.parse({
    id: 'client-1',
    worker: 'kitchen',
    address: '192.168.1.20',
    kind: 'web',
    agent: 'Rigwright web miner',
    connectedAt: now,
    hashrate: 1_200_000,
    difficulty: 64,
    shares: { accepted: 40, counted: 0, rejected: {} },
    lastShareAt: now,
    ...fields,
  });
}

export function aPoolTest(fields: Partial<PoolTest> = {}): PoolTest {
  return PoolTest.parse({
    ok: false,
    steps: [
      { step: 'address', status: 'ok', text: 'pool.example:9998 over TLS', elapsedMs: null },
      { step: 'name', status: 'ok', text: '203.0.113.7', elapsedMs: 12.3 },
      { step: 'connection', status: 'ok', text: 'connected', elapsedMs: 41 },
      { step: 'encryption', status: 'failed', text: 'This port does not speak TLS.', elapsedMs: 9 },
      { step: 'login', status: 'skipped', text: '', elapsedMs: null },
      { step: 'first-job', status: 'skipped', text: '', elapsedMs: null },
    ],
    suggestion: 'Write stratum+tcp:// instead of stratum+ssl://.',
    fingerprint: null,
    ...fields,
  });
}
