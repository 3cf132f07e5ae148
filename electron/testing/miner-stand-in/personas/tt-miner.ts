import type { AskedPool, Persona } from '../persona.ts';
import { atOnce, Refusal } from '../persona.ts';
import { optionsOf } from '../read-options.ts';

/** Names of its README and of the commands it shows there; it takes them in any case. */
const algorithms = new Set(
  (
    'Ethash Etchash Ubqhash EthashB3 FishHash KawPow FiroPow MeowPow ProgPow ProgPowZ EvrProgPow vProgPow ' +
    'ProgPoWVeil Ghostrider Mike Sha256d Sha512256d Sha256dt Sha3Solidity Sha3d Blake3 Flex SpectreX Xelis'
  )
    .toLowerCase()
    .split(' '),
);

/** `[scheme://]wallet.worker[:password]@host:port` */
const account = /^(?:([a-z+]+):\/\/)?([^:@]*)(?::([^@]*))?@([^@]+:\d+)$/;

/** TT-Miner 2024.3.2: options of its README, its interface as 2.1.11 answered, lines of its issues with other figures. */
export const ttMiner: Persona = {
  algorithms,
  parse(args) {
    const options = optionsOf(args, {
      values:
        '-a -c -P -o -u -p -w --api-bind/-b -i -rep-i -rep-s -dag-path -cuda-ver -cuda-grid -cuda-block -cpu ' +
        '-tstop -tstart -oc-core -oc-mem -oc-pl -oc-fan',
      lists: '-d -cuda-compute',
      switches:
        '-h -v -no-color/-nocolor -no-ctrlc/-noctrlc -cdd -bm -luck -daginfo -raao -log -logpool -dag-2mem ' +
        '-dag-2disk -dag-swap -igpu',
    });
    const coin = options.last('-c');
    const algorithm = options.last('-a');
    if (coin === undefined && algorithm === undefined) {
      throw new Refusal('Please define what you want to mine: -a or -c');
    }
    if (algorithm !== undefined && !algorithms.has(algorithm.toLowerCase())) {
      throw new Refusal(`Unknown algo: ${algorithm}`);
    }
    const pools = [...options.all('-P').map(accountOf), ...serverOf(options)];
    if (pools.length === 0) throw new Refusal('Please define where you want to mine: -P or -o');
    const bind = options.last('-b');
    const [, host = '', port = '0'] = /^(.+):(\d+)$/.exec(bind ?? '') ?? [];
    const devices = options.all('-d');
    const threads = options.last('-cpu');
    return {
      algorithm: coin ?? algorithm ?? '',
      pools,
      api: bind === undefined ? null : { host, port: Number(port) },
      devices: devices.length === 0 ? null : devices.join(' '),
      threads: threads === undefined ? null : Number(threads),
      ignored: [],
    };
  },
  open: ({ algorithm, pools: [pool] }) => ({
    output: atOnce(
      '15:56:25.381 ********* TT-Miner - Version: 2024.3.2 (Sep  7 2024 13:13:32)',
      '15:56:25.381 ********* Log system initialized...',
      `15:56:25.384 ********* Commandline: ${process.argv.slice(3).join(' ')}`,
      '15:56:26.728 ********* CUDA-GPU information',
      '15:56:26.728 GeForce Driver-Ver:    525.125.06',
      '15:56:26.728 * #00 PCI 01:00.0 ASUS   NVIDIA GeForce RTX 3060 Ti  8.000 GB / 7.776 GB  SM/Cores: 38/4864   {5BC23DC6-3546-D0DC-C392-4D46F18CEB28}',
      '15:56:26.729 * #01 PCI 02:00.0 ASUS   NVIDIA GeForce RTX 4060 Ti  7.996 GB / 7.743 GB  SM/Cores: 34/4352   {7EF1EC54-4DD3-EB14-269F-0561509700FE}',
      '15:56:27.513 ********* DevFee: 1.00%',
      '15:56:27.513 ********* Start mining',
      `15:56:27.676 Pool[${algorithm}-0]:  -Connected to stratum+tcp://${pool?.url} [51.81.222.202].`,
      `15:56:27.686 Pool[${algorithm}-0]:  -Set pool extra nonce to: 0x7D6B`,
      `15:56:27.694 Pool[${algorithm}-0]:  -Difficulty set to 431.2 MH`,
      `15:56:27.694 Pool[${algorithm}-0]:  *Received new job#: f3`,
      `15:57:27.616 Pool[${algorithm}-0]:  **** Summary for: ${algorithm}`,
      `15:57:27.616 GPU[00-${algorithm}]:   *31.06 MH/s [A9:R1:S0 0.0%]  CClk:1.755 GHz-100%  MClk:5.001 GHz-0%  59°C  85%  114 W  272.4 kH/s/W  2.410 GB   00:12`,
      `15:57:27.616 GPU[01-${algorithm}]:   *22.50 MH/s [A4:R0:S0 0.0%]  CClk:1.695 GHz-100%  MClk:5.001 GHz-0%  51°C  75%  98 W  229.5 kH/s/W  2.549 GB   00:31`,
      `15:57:27.616 All[${algorithm}]:      *53.56 MH/s [A13:R1:S0 0.0%]  212 W  252.6 kH/s/W  uptime: 0 00:01:00  mining-time: 0 00:00:59  last: 00:12`,
    ),
    api: {
      over: 'tcp',
      answer(text, uptime) {
        const { method } = JSON.parse(text) as { method?: string };
        const result = method === 'miner_getstat1' ? stat1(pool, uptime) : [];
        return { text: `${JSON.stringify({ id: 0, jsonrpc: '2.0', result })}\n`, close: false };
      },
    },
  }),
};

function accountOf(text: string): AskedPool {
  const match = account.exec(text);
  if (!match) throw new Refusal(`Can't read the pool "${text}"`);
  const [, scheme = '', user = '', password = '', address = ''] = match;
  return { url: address, user, password, tls: scheme.includes('ssl') };
}

function serverOf(options: ReturnType<typeof optionsOf>): AskedPool[] {
  return options.all('-o').map((text, at) => ({
    url: text.replace(/^.*:\/\//, ''),
    user: options.all('-u')[at] ?? '',
    password: options.all('-p')[at] ?? '',
    tls: /^[a-z+]*ssl:\/\//.test(text),
  }));
}

/** As NiceHash's legacy miner notes it of 2.1.11, with one rejected share. */
const stat1 = (pool: AskedPool | undefined, uptime: number): string[] => [
  'TT-Miner/2024.3.2',
  String(Math.floor(uptime / 60)),
  '4003571;13;1',
  '1959526;2044045',
  '0;0;0',
  'off;off',
  '68;52;58;39',
  pool?.url ?? '',
  '0;0;0;0',
];
