import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf, type Options } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

/** The list of its Readme; of each whether it runs on processors (C) and on cards (G). */
const both =
  'argon2d_16000 argon2d_dynamic argon2id_exfer cryptonight_gpu cryptonight_turtle curvehash ' +
  'lyra2v2_webchain sha256mem xelishashv3 yescrypt yescryptr16 yescryptr32 yescryptr8 yespower yespowertide';
const processor =
  'cpupower flex ghostrider mike minotaurx panthera randomalpha randomarq randomc64 randomepic randomjuno ' +
  'randomscash randomsnap randomvirel randomx randomy randomyada rinhash verushash yespower2b yespoweradvc ' +
  'yespowerbitok yespowereqpay yespowerinterchained yespowerltncg yespowermgpc yespowermwc yespowerr16 ' +
  'yespowersugar yespowerurx';
const cards =
  'autolykos2 blake3_decred etchash ethash evrprogpow firopow fishhash heavyhash karlsenhashv2 kawpow ' +
  'meowpow oggpow pearlhash phihash progpow_epic progpow_sero progpow_telestai progpow_zano qhash verthash ' +
  'walahash xhash';
const algorithms = new Set(`${both} ${processor} ${cards}`.split(' '));

/** SRBMiner-MULTI 3.4.6: the parameters that its readme and those who start it name, its interface as 3.3.7 answered. */
export const srbminerMulti: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a/--algorithm -o/--pool -u/--wallet -p/--password --worker --tls --nicehash --keepalive --esm ' +
        '--api-port --api-rig-name --api-rig-restart-url --api-miner-restart-url -t/--cpu-threads ' +
        '--cpu-threads-intensity --cpu-threads-priority --cpu-affinity --cpu-priority --gpu-id ' +
        '--gpu-intensity --gpu-off-temperature --shutdown-temperature --log-file --log-file-mode ' +
        '--max-rejected-shares --give-up-limit --retry-time --max-no-share-sent --diff-factor --proxy ' +
        '--msr-use-tweaks --job-timeout --main-pool-reconnect',
      switches:
        '--api-enable --disable-cpu --disable-gpu --disable-gpu-amd --disable-gpu-nvidia --disable-gpu-intel ' +
        '--disable-auto-affinity --disable-huge-pages --disable-msr-tweaks --disable-numa --background ' +
        '--disable-worker-watchdog --disable-startup-monitor --enable-restart-on-rejected --extended-log ' +
        '--forced-shutdown --list-devices --list-algorithms --randomx-use-1gb-pages --send-stales',
    });
    const algorithm = options.need('--algorithm', 'Algorithm is not set');
    if (!algorithms.has(algorithm)) throw new Refusal(`Unsupported algorithm: ${algorithm}`);
    options.need('--pool', 'Pool is not set');
    const mines = {
      cpu: !cards.split(' ').includes(algorithm) && !options.has('--disable-cpu'),
      gpu: !processor.split(' ').includes(algorithm) && !options.has('--disable-gpu'),
    };
    if (!mines.cpu && !mines.gpu) throw new Refusal('No devices available');
    const threads = options.last('--cpu-threads');
    return {
      algorithm: `${algorithm} on ${[mines.cpu && 'cpu', mines.gpu && 'gpu'].filter(Boolean).join('+')}`,
      pools: poolsOf(options),
      api: options.has('--api-enable')
        ? { host: '0.0.0.0', port: Number(options.last('--api-port') ?? 21_550) }
        : null,
      devices: options.last('--gpu-id') ?? null,
      threads: threads === undefined ? null : Number(threads),
      ignored: [],
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    output: atOnce(
      `[2026-11-21 13:14:02] Connected to ${pool?.url} [${pool?.user}]`,
      '[2026-11-21 13:14:59] GPU0[t0] result accepted [   86ms] [kawpow][0]',
      '[2026-11-21 13:15:34] GPU0 : 46.73 MH/s        [      15|     0|    0|   139.50 kH/W]',
      '[2026-11-21 13:15:34] GPU1 : 22.10 MH/s        [       6|     0|    0|   184.16 kH/W]',
      '[2026-11-21 13:15:34] Total: 68.83 MH/s        |      21|     0|    0|',
      '[2026-11-21 13:15:34] GPU0 : [T:  59c CC:  2142MHz MC:   2487MHz FAN:  1398 P:  335W]',
      '[2026-11-21 13:15:34] GPU1 : [T:  51c CC:  1800MHz MC:   2487MHz FAN:  1100 P:  120W]',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/' ? { json: stats(algorithm, pool, uptimeSeconds) } : null,
    },
  }),
};

/** Several pools of one algorithm are joined by commas, passwords by `!`. */
function poolsOf(options: Options): AskedPool[] {
  const list = (name: string, separator: RegExp): string[] =>
    (options.last(name) ?? '').split(separator);
  return list('--pool', /,/).map((url, at) => ({
    url,
    user: list('--wallet', /,/)[at] ?? '',
    password: list('--password', /(?<!#)!/)[at]?.replaceAll(/#([!;])/g, '$1') ?? '',
    tls: list('--tls', /,/)[at] === 'true' || url.startsWith('stratum+tcps://'),
  }));
}

const stats = (told: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('srbminer-3.3.7'), {
    miner_version: '3.4.6',
    mining_time: Math.floor(uptime),
    total_cpu_workers: 0,
    total_gpu_workers: 2,
    cpu_devices: [],
    gpu_devices: [
      { model: 'amd_radeon_rx_7900_xt', fan_speed_percent: 40, temperature: 59, asic_power: 335 },
      {
        bus_id: 11,
        model: 'nvidia_geforce_rtx_3060',
        fan_speed_percent: 0,
        temperature: 51,
        asic_power: 120,
      },
    ],
    algorithms: [
      {
        name: told.split(' ')[0],
        pool: { pool: pool?.url, wallet: pool?.user },
        shares: { total: 22, accepted: 21, rejected: 1 },
        hashrate: {
          cpu: { total: 0 },
          gpu: { total: 68_830_000, gpu0: 46_730_000, gpu1: 22_100_000 },
        },
        gpu_accepted_shares: { gpu0: 15, gpu1: 6 },
        gpu_rejected_shares: { gpu0: 1, gpu1: 0 },
        gpu_compute_errors: { gpu0: 2, gpu1: 0 },
      },
    ],
  });
