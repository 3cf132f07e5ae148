import type { LaunchPlan, PlannedPool } from './launch-plan.ts';

/**
 * The whole configuration of one XMRig process. It is the only source: XMRig merges its sources by
 * top-level key, the last wins, so nothing of this may also stand in its arguments. It has at least
 * one usable pool, without which XMRig would look for a configuration in other places.
 *
 * Keys as its source reads them (`src/core/config`, `src/base/net/stratum/Pool.cpp`, 6.26).
 *
 * @returns JSON text
 */
export function xmrigConfig(plan: LaunchPlan): string {
  const { request, settings, api } = plan;
  const devicesHint = request.devices?.length ? { 'devices-hint': request.devices.join(',') } : {};
  const cuda = settings['setting.cuda'] === true;
  const plugin = settings['setting.cudaPlugin'];
  const openCl = settings['setting.openCl'] === true || (plan.algorithm === 'kawpow' && !cuda);
  const config = {
    // It would write into this file and read it again whenever it changes.
    autosave: false,
    watch: false,
    background: false,
    colors: true,
    title: false,
    api: { id: null, 'worker-id': request.worker === '' ? null : request.worker },
    http: {
      enabled: api !== undefined,
      host: api?.host ?? '127.0.0.1',
      port: api?.port ?? 0,
      'access-token': api?.token ?? null,
      // Pausing and resuming are refused otherwise; the token keeps strangers out.
      restricted: false,
    },
    randomx: {
      init: -1,
      mode: settings['setting.randomxMode'] ?? 'auto',
      '1gb-pages': settings['setting.oneGbPages'] ?? false,
      rdmsr: settings['setting.msr'] ?? true,
      wrmsr: settings['setting.msr'] ?? true,
      numa: true,
    },
    cpu: {
      enabled: settings['setting.cpu'] ?? true,
      'huge-pages': settings['setting.hugePages'] ?? true,
      'huge-pages-jit': false,
      'hw-aes': null,
      priority: settings['setting.priority'] ?? null,
      'memory-pool': false,
      yield: settings['setting.yield'] ?? true,
      asm: true,
      'argon2-impl': null,
      ...cpuThreads(plan),
    },
    opencl: { enabled: openCl, cache: true, ...devicesHint },
    cuda: {
      enabled: cuda,
      // Looked for beside the program where none is named.
      loader: plugin === undefined || plugin === '' ? null : plugin,
      nvml: true,
      ...devicesHint,
    },
    'donate-level': settings['setting.donateLevel'] ?? 1,
    pools: plan.pools.map((pool, index) => poolConfig(plan, pool, index)),
    retries: settings['setting.retries'] ?? 5,
    'retry-pause': settings['setting.retryPause'] ?? 5,
    'print-time': printTimeSeconds,
    'health-print-time': 60,
    'pause-on-battery': settings['setting.pauseOnBattery'] ?? false,
    'pause-on-active': settings['setting.pauseOnActive'] ?? false,
    'log-file': null,
    syslog: false,
    'user-agent': null,
    verbose: 0,
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Its output stands in for its interface where that is silent, so it should not be old. */
const printTimeSeconds = 15;

function poolConfig(plan: LaunchPlan, pool: PlannedPool, index: number): object {
  const { request, settings } = plan;
  const fingerprint = index === 0 ? settings['setting.tlsFingerprint'] : undefined;
  return {
    // A coin follows its own changes of algorithm, so it goes before the algorithm.
    ...(plan.coin === undefined ? { algo: plan.algorithm } : { coin: plan.coin }),
    url: pool.address,
    user: pool.user,
    pass: pool.password === '' ? 'x' : pool.password,
    'rig-id': request.worker === '' ? null : request.worker,
    nicehash: settings['setting.nicehash'] ?? false,
    keepalive: true,
    enabled: true,
    tls: pool.isTls,
    sni: pool.isTls,
    'tls-fingerprint': fingerprint === undefined || fingerprint === '' ? null : fingerprint,
  };
}

/**
 * So many threads for whatever algorithm, or a share of those that XMRig would use by itself.
 * GhostRider computes eight hashes at a time in each thread, the others one.
 */
function cpuThreads({ request, algorithm }: LaunchPlan): object {
  if (request.threads === null) return { 'max-threads-hint': 100 - request.throttle };
  const thread = algorithm === 'ghostrider' ? [8, -1] : -1;
  return { '*': Array.from({ length: request.threads }, () => thread) };
}
