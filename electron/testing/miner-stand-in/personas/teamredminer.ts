import { recordedCommand } from '../../recorded-sgminer.ts';
import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { scene } from '../scene.ts';

const algorithms = new Set(
  (
    'ethash etchash kawpow abel firopow mtp_firopow autolykos2 verthash ton kas karlsen pyrin ironfish nimiq ' +
    'lyra2z phi2 lyra2rev3 x16r x16rv2 x16s x16rt mtp cuckatoo31_grin cuckarood29_grin cnv8 cnr cnv8_half ' +
    'cnv8_dbl cnv8_rwz cnv8_trtl cnv8_upx2 cn_heavy cn_haven cn_saber cn_conceal trtl_chukwa trtl_chukwa2'
  ).split(' '),
);

/** TeamRedMiner 0.10.21: options of its USAGE.txt, lines of its issues, its interface as 0.10.7 answered. */
export const teamredminer: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values: '-a/--algo -l/--log_interval -o/--url -u/--user -p/--pass -d/--devices',
      // Of long options the value stands behind `=`.
      attached:
        '--hardware --api_listen --api2_listen --api3_listen --cm_api_listen --cm_api_password --log_file ' +
        '--log_rotate --dev_location --pool_ratio --pool_strategy --platform --init_style --temp_limit ' +
        '--temp_resume --mem_temp_limit --mem_temp_resume --watchdog_script --eth_config --eth_variant_mode ' +
        '--eth_stratum_mode --eth_worker --ton_pool_mode --fan_control',
      switches:
        '-h/--help --debug --benchmark --disable_colors --force_colors --short_stats --enable_compute ' +
        '--long_timestamps --restart_gpus --uac --high_score --allow_dup_bus_ids --pool_force_ensub ' +
        '--pool_no_ensub --bus_reorder --opencl_order --list_devices --no_gpu_monitor --watchdog_disabled ' +
        '--no_distro_features',
    });
    const algorithm = options.need('--algo', 'Algorithm not specified.');
    if (!algorithms.has(algorithm)) throw new Refusal(`Unsupported algorithm: ${algorithm}`);
    options.need('--url', 'No pools specified.');
    const listen = options.last('--api_listen');
    const [, host = '127.0.0.1', port = '4028'] = /^(?:(.+):)?(\d+)$/.exec(listen ?? '') ?? [];
    return {
      algorithm,
      pools: options.all('--url').map((url, at): AskedPool => {
        if (!/^(?:stratum\+(?:tcp|ssl)|zmp(?:\+(?:tcp|ssl))?):\/\//.test(url)) {
          throw new Refusal(`Unsupported pool url: ${url}`);
        }
        return {
          url,
          user: options.all('--user')[at] ?? '',
          password: options.all('--pass')[at] ?? '',
          tls: url.includes('+ssl://'),
        };
      }),
      api: options.has('--api_listen') ? { host, port: Number(port) } : null,
      devices: options.last('--devices') ?? null,
      threads: null,
      ignored: [],
    };
  },
  open({ algorithm, pools: [pool] }) {
    const figures = [
      '45C, fan 28%]      ' +
        `${algorithm}: 61.03Mh/s, avg 61.02Mh/s, pool 62.79Mh/s a:2537 r:3 hw:1`,
      '52C, fan 40%]      ' +
        `${algorithm}: 30.50Mh/s, avg 30.49Mh/s, pool 31.00Mh/s a:1260 r:0 hw:0`,
    ];
    return {
      output: atOnce(
        '[2026-11-21 04:14:01] Successfully initialized GPU 0: Vega with 64 CU (PCIe 2b:00.0) (CN 16+14)',
        '[2026-11-21 04:14:01] Successfully initialized GPU 1: Vega with 56 CU (PCIe 47:00.0) (CN 16+14)',
        `[2026-11-21 04:14:02] Pool ${pool?.url.replace(/^.*:\/\/|:\d+$/g, '')} authorization succeeded.`,
        '          GPU PCIe      CUs CoreMHz SocMHz MemMHz TEdge TJct  TMem  FanPct  FanRpm  VDDC   Power  ETH Cfg',
        '[2026-11-21 13:25:15] 0   2b:00.0   60  1275    738    1059   45C   49C   62C   28.63%   957    687 mV  90 W  A828',
        '[2026-11-21 13:25:15] 1   47:00.0   56  1200    738     950   52C   58C   66C   40.00%  1300    700 mV  75 W  A800',
        '[2026-11-21 13:25:15] Stats Uptime: 0 days, 00:12:09',
        '[2026-11-21 13:25:15] ----------------------------------------- GPU Status -------------------------------------------',
        `[2026-11-21 13:25:15] GPU  0 [${figures[0]}`,
        `[2026-11-21 13:25:15] GPU  1 [${figures[1]}`,
        `[2026-11-21 13:25:15] Total                      ${algorithm}: 91.53Mh/s, avg 91.51Mh/s, pool 93.79Mh/s a:3797 r:3`,
        '[2026-11-21 13:25:16] Pool 172.65.255.250 share accepted. (GPU1) (a:3797 r:3) (200 ms) (diff 4.04 GH)',
      ),
      api: {
        over: 'tcp',
        answer: (command, uptime) => ({ text: `${answer(command, pool, uptime)}\0`, close: true }),
      },
    };
  },
};

function answer(text: string, pool: AskedPool | undefined, uptime: number): string {
  const { command = '' } = JSON.parse(text) as { command?: string };
  const change = { summary: summary(uptime), devs, pools: pools(pool) }[command];
  if (!change) return JSON.stringify({ STATUS: [{ STATUS: 'E', Code: 14 }], id: 1 });
  return JSON.stringify(scene(JSON.parse(recordedCommand('teamredminer-0.10.7', command)), change));
}

/** As it prints them: four digits, and from ten thousand on with an exponent. */
const rates = (megahashes: number): object => ({
  'MHS av': megahashes,
  'MHS 30s': megahashes,
  'KHS av': Number((megahashes * 1_000).toPrecision(4)),
  'KHS 30s': Number((megahashes * 1_000).toPrecision(4)),
});

const summary = (uptime: number): object => ({
  SUMMARY: [
    {
      ...rates(91.53),
      Elapsed: Math.floor(uptime),
      Accepted: 3_797,
      Rejected: 3,
      'Hardware Errors': 1,
    },
  ],
});

const devs = {
  DEVS: [
    {
      ...rates(61.03),
      Temperature: 45,
      TemperatureMem: 62,
      'Fan Percent': 28,
      'GPU Power': 90,
      Accepted: 2_537,
      Rejected: 3,
      'Hardware Errors': 1,
    },
    {
      ...rates(30.5),
      GPU: 1,
      Temperature: 52,
      TemperatureMem: 66,
      'Fan Percent': 40,
      'GPU Power': 75,
      Accepted: 1_260,
    },
  ],
};

const pools = (pool: AskedPool | undefined): object => ({
  POOLS: [{ URL: pool?.url, User: pool?.user }],
});
