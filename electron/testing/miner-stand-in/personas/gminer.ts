import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';
import { posted, scene } from '../scene.ts';

const algorithms = new Set(
  (
    'eth ethash etc etchash kawpow rvn ravencoin autolykos2 ergo kheavyhash kaspa cortex beamhash ' +
    'equihash144_5 equihash125_4 equihash210_9 cuckoo29 aeternity'
  ).split(' '),
);

/** Where `--server` names no port, it stands in the option of the same place, or is this. */
const portOf = (server: string, port: string | undefined): string =>
  /:\d+$/.test(server) ? server : `${server}:${port ?? ''}`;

/** GMiner 3.44: options and algorithms of its README, its interface as 2.73 answered. */
export const gminer: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a/--algo -s/--server -n/--port -u/--user --worker -p/--pass --ssl --proxy --proto --cache_dag ' +
        '--dag_gen_limit -l/--logfile --log_date --log_stratum --log_newjob -c/--color -w/--watchdog ' +
        '--watchdog_restart_delay --watchdog_mode --min_rig_speed --report_interval --api --config --pers ' +
        '--pec --electricity_cost --share_check --nvml --cuda --opencl --secure_dns --tor',
      lists:
        '-d/--devices -k/--kernel --mt --fan --pl --cclock --mclock --cvddc --lock_voltage --lock_cclock ' +
        '--tfan --tfan_min --tfan_max -t/--templimit -tm/--templimit_mem -i/--intensity --lhr --lhr_tune ' +
        '--dag_mode --safe_dag --dag_limit',
      switches: '-h/--help -v/--version --user_id --list_devices',
    });
    const algorithm = options.need('--algo', 'Algorithm is not set');
    if (!algorithms.has(algorithm)) throw new Refusal(`Unknown algorithm: ${algorithm}`);
    options.need('--server', 'Server is not set');
    const port = Number(options.last('--api') ?? 0);
    const devices = options.all('--devices');
    return {
      algorithm,
      pools: options.all('--server').map((server, at): AskedPool => ({
        url: portOf(server, options.all('--port')[at]),
        user: options.all('--user')[at] ?? '',
        password: options.all('--pass')[at] ?? 'x',
        tls: options.all('--ssl')[at] === '1',
      })),
      api: port === 0 ? null : { host: '0.0.0.0', port },
      devices: devices.length === 0 ? null : devices.join(' '),
      threads: null,
      ignored: [],
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    // The lines of its public issues #311, #361 and #499.
    output: atOnce(
      `10:47:00 Connected to ${pool?.url}`,
      '10:49:17 GPU0: Share #71 verified on CPU, difficulty: 12.00G',
      '10:49:17 GPU0: Share #71 accepted 283 ms',
      '| ID  GPU  Temp  Fan     Speed      Shares   Core  Mem  Power  Efficiency  |',
      '|  0  2060   60  84 %   8.01 MH/s  71/0/0 1980  6801  99 W   80.94 KH/W |',
      '|  1  3060   55  40 %  10.25 MH/s  64/0/0 1095  8797  93 W  110.22 KH/W |',
      '|                      18.26 MH/s 135/0/0             192 W   95.10 KH/W |',
      'Uptime: 0d 00:02:31 Electricity: 0.008kWh',
    ),
    api: {
      over: 'http',
      answer: ({ path, uptimeSeconds }) =>
        path === '/stat' ? { json: stat(algorithm, pool, uptimeSeconds) } : null,
    },
  }),
};

const stat = (algorithm: string, pool: AskedPool | undefined, uptime: number): unknown =>
  scene(posted('gminer-2.73'), {
    uptime: Math.floor(uptime),
    server: pool?.url,
    user: pool?.user,
    algorithm,
    total_accepted_shares: 135,
    total_rejected_shares: 1,
    total_invalid_shares: 3,
    devices: [
      {
        name: '2060',
        speed: 8_010_000,
        accepted_shares: 71,
        rejected_shares: 1,
        invalid_shares: 3,
        fan: 84,
        temperature: 60,
        power_usage: 99,
      },
      {
        gpu_id: 1,
        bus_id: '0000:0b:00.0',
        name: '3060',
        speed: 10_250_000,
        accepted_shares: 64,
        fan: 40,
        temperature: 55,
        memory_temperature: 78,
        power_usage: 93,
      },
    ],
  });
