import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(
  (
    'abelian alephium autolykos2 etchash ethash fishhash karlsenhashv2 kawpow nexapow octopus progpowz ' +
    'sha256ton sha3x sha512256d xelishashv3 zil'
  ).split(' '),
);

/** Rigel 1.23.2: options of its README, its interface as it answered, a table of rigelminer/rigel#252. */
export const rigel: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a/--algorithm --a1 --a2 --a3 --coin -o/--url -u/--username -p/--password -w/--worker -d/--devices ' +
        '--kernel --tune --dual-mode --temp-limit --hashrate-avg --power-avg --cclock --mclock --lock-cclock ' +
        '--lock-mclock --pl --mt --fan-control --dag-reset-mclock -l/--log-file --api-bind --proxy ' +
        '--stats-interval --multi-device-arg-mode',
      switches:
        '--list-devices --cpu-check --reset-oc --zil-countdown --zil-test --enable-fork --activate-fork ' +
        '--log-network --dns-over-https --no-strict-ssl --long-timestamps --no-pool-url --no-colour --no-tui ' +
        '--no-watchdog -h/--help -V/--version',
    });
    const algorithm = options.need('--algorithm', 'error: algorithm is required');
    if (!algorithms.has(algorithm)) {
      throw new Refusal(`error: unsupported algorithm: ${algorithm}`, 2);
    }
    const urls = options.all('--url');
    if (urls.length === 0) throw new Refusal('error: pool URL is required', 2);
    const bind = options.last('--api-bind');
    const [, host = '', port = '0'] = /^(.+):(\d+)$/.exec(bind ?? '') ?? [];
    const coin = options.last('--coin');
    return {
      algorithm: coin === undefined ? algorithm : `${algorithm} ${coin}`,
      pools: urls.map((url): AskedPool => {
        if (!/^(?:stratum|ethproxy|ethstratum|zmp|solo)\+(?:tcp|ssl):\/\/[^/]+:\d+$/.test(url)) {
          throw new Refusal(`error: invalid pool URL: ${url}`, 2);
        }
        const user = options.last('--username') ?? '';
        const password = options.last('--password') ?? '';
        return { url, user, password, tls: url.includes('+ssl://') };
      }),
      api: bind === undefined ? null : { host, port: Number(port) },
      devices: options.last('--devices') ?? null,
      threads: null,
      ignored: [],
    };
  },
  open: ({ algorithm: told, pools: [pool] }) => {
    const [algorithm = ''] = told.split(' ');
    return {
      output: atOnce(
        `[2026-11-21 19:05:01] Connected to ${pool?.url}`,
        '[2026-11-21 19:07:11] +==================== Rigel v1.23.2 - [Linux] ====================+',
        '[2026-11-21 19:07:11] |#|Name       |Power|T(core)|T(mem)|Fan|    Core    |    Memory     |',
        '[2026-11-21 19:07:11] |0|RTX 3070 Ti|294.4W|   72°C|  88°C|83%|1500MHz (+0)|10001MHz (+750)|',
        '[2026-11-21 19:07:11] |1|RTX 3060   |120.0W|   61°C|     -|45%|1800MHz (+0)| 7300MHz (+0)  |',
        '[2026-11-21 19:07:11] +-+-----------+-----+-------+------+---+------------+---------------+',
        '[2026-11-21 19:07:11] |       Total: 414.4W|             Uptime: 0d 00:03:40              |',
        '[2026-11-21 19:07:11] +===================================================================+',
        `[2026-11-21 19:07:11] +================= ${algorithm} =================+`,
        '[2026-11-21 19:07:11] |#|Name       | Hashrate |Pool|Acc|Rej|   Eff   |',
        '[2026-11-21 19:07:11] |0|RTX 3070 Ti|12.11 KH/s|   -|  9|  1|41.19 H/W|',
        '[2026-11-21 19:07:11] |1|RTX 3060   |8.250 KH/s|   -|  6|  0|67.08 H/W|',
        '[2026-11-21 19:07:11] +-+-----------+----------+----+---+---+---------+',
        '[2026-11-21 19:07:11] |       Total: 20.36 KH/s|   -| 15|  1|48.70 H/W|',
        '[2026-11-21 19:07:11] +===============================================+',
      ),
      api: {
        over: 'http',
        answer: ({ path, uptimeSeconds }) =>
          path === '/' || path === '/stat' ? { json: stat(algorithm, pool, uptimeSeconds) } : null,
      },
    };
  },
};

function stat(algorithm: string, pool: AskedPool | undefined, uptime: number): unknown {
  const by = (value: unknown): object => ({ [algorithm]: value });
  const shares = { accepted: 15, rejected: 1, invalid: 2 };
  return scene(posted('rigel-1.23.2'), {
    uptime: Math.floor(uptime),
    algorithm,
    pools: by([
      {
        connection_details: { protocol: 'stratum', username: pool?.user, ssl: pool?.tls },
        state: { issued_job: '16.00K' },
        solution_stat: shares,
        average_latency_ms: 29,
      },
    ]),
    devices: [
      {
        name: 'RTX 3070 Ti',
        solution_stat: by({ accepted: 9, rejected: 1, invalid: 2 }),
        hashrate: by(12_112.195_564_915_472),
      },
      {
        id: 1,
        name: 'RTX 3060',
        pci_address: '01:0',
        solution_stat: by({ accepted: 6, rejected: 0, invalid: 0 }),
        monitoring_info: {
          core_temperature: 61,
          memory_temperature: null,
          fan_speed: 45,
          power_usage: 120,
        },
        hashrate: by(8_050.5),
      },
    ],
    solution_stat: by(shares),
    hashrate: by(20_162.695_564_915),
    power_usage: 414.362_25,
  });
}
