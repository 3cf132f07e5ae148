import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(
  (
    'anime bitcore blake2s bmw512 c11 curvehash evrprogpow firopow ghostrider heavyhash hex hmq1725 kawpow ' +
    'lyra2v2 megabtx memehash meowpow nexapow nist5 phi phihash progpowz progpow-ethercore progpow-sero ' +
    'progpow-telestai progpow-quai progpow-veil qhash quark qubit sha256 sha256csm sha256d sha256q sha256t ' +
    'sha512256d shandwich256 skein2 skunkhash skydoge timetravel tribus vprogpow x11 x11k x12 x13 x14 x15 ' +
    'x16r x16rv2 x16rt x16s x17 x18 x20r x21s x22i x25x x33'
  ).split(' '),
);

/** WildRig Multi 0.49.6: options of its README, its interface as 0.43.1 answered, tables of its issues. */
export const wildrig: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a/--algo -o/--url --proxy -O/--userpass -u/--user -p/--pass -w/--worker -r/--retries ' +
        '-R/--retry-pause --max-rejects --max-difficulty --diff-factor --protocol --watchdog-script ' +
        '--strategy --split-job --opencl-platforms -d/--opencl-devices --gpu-threads --gpu-affinity ' +
        '-i/--gpu-intensity --gpu-temp-limit --gpu-temp-resume --execute-at-start --execute --execute-wait ' +
        '-l/--log-file --print-time --api-port --api-worker-id',
      switches:
        '--benchmark --send-stale --no-extranonce --watchdog --force-eff-mode --no-dag-split ' +
        '--print-platforms --print-devices --no-adl --no-igcl --no-nvml --no-sysfs --multiple-instance ' +
        '--no-color --print-debug -h/--help -V/--version',
    });
    const algorithm = options.need('--algo', 'No algorithm specified.');
    if (!algorithms.has(algorithm)) throw new Refusal(`Unknown algorithm "${algorithm}".`);
    options.need('--url', 'No pool URL supplied.');
    const port = Number(options.last('--api-port') ?? 0);
    return {
      algorithm,
      pools: options.all('--url').map((url, at): AskedPool => ({
        url,
        user: options.all('--user')[at] ?? '',
        password: options.all('--pass')[at] ?? '',
        tls: /^stratum\+(?:tcps|ssl):/.test(url),
      })),
      api: port === 0 ? null : { host: '0.0.0.0', port },
      devices: options.last('--opencl-devices') ?? null,
      threads: null,
      ignored: [],
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    output: atOnce(
      `[15:04:20] use pool ${pool?.url}`,
      `[15:04:26] new job from ${pool?.url.replace(/^.*:\/\//, '')} diff 8.59G/340.43T`,
      '[10:49:59] rejected(61/2)        diff 505k       GPU#1   (209 ms)',
      '━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
      ' ID Name                         Hashrate Temp  Fan  Pwr   Eff CClk MClk     A   R   I',
      '━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
      ' #0 Radeon RX 7900 XTX        415.20 MH/s  38C  16%  210W  1.98 1414   65    41   -   -',
      ' #1 Radeon RX 6800            270.64 MH/s  55C  40%  140W  1.93 1300   65    20   2   1',
      '━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
      ' 10s:                         685.84 MH/s Power:    350W            Accepted:       61',
      ' 60s:                            n/a MH/s                           Rejected:        2',
      ' 15m:                            n/a MH/s                           Ignored:         1',
      '┫0 days 00:20:59┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/' ? { json: summary(algorithm, pool, uptimeSeconds) } : null,
    },
  }),
};

const summary = (algorithm: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('wildrig-0.43.1'), {
    version: '0.49.6',
    ua: 'WildRig/0.49.6L',
    algo: algorithm,
    uptime: Math.floor(uptime),
    hashrate: {
      total: [685_840_000, 0, 0],
      threads: [
        [415_200_000, 0, 0],
        [270_640_000, 0, 0],
      ],
    },
    hwmon: {
      busID: [3, 18],
      temp: [38, 55],
      fan: [16, 40],
      power: [210, 140],
      cclk: [1414, 1300],
      mclk: [65, 65],
    },
    results: {
      diff_current: 8_590_000_000,
      shares_good: 61,
      shares_total: 63,
      shares_accepted: [41, 20],
      shares_rejected: [0, 2],
      shares_ignored: [0, 1],
    },
    connection: {
      pool: pool?.url.replace(/^.*:\/\//, ''),
      uptime: Math.max(1, Math.floor(uptime)),
      ping: 41,
    },
  });
