import { recordedReply } from '../../recorded-miner.ts';
import type { Persona } from '../persona.ts';
import { recordedOutput } from '../recorded.ts';
import { parseCpuminer } from './cpuminer.ts';

const algorithms = new Set(
  (
    'allium anime argon2d250 argon2d500 argon2d1000 argon2d16000 argon2d4096 axiom blake blake2b blake2s ' +
    'blakecoin bmw bmw512 c11 deep dmd-gr groestl hex hmq1725 jha keccak keccakc lbry lyra2h lyra2re ' +
    'lyra2rev2 lyra2rev3 lyra2z lyra2z330 m7m minotaur minotaurx myr-gr neoscrypt nist5 pentablake phi1612 ' +
    'phi2 polytimos power2b quark qubit scrypt sha256d sha256dt sha256q sha256t sha3d sha512256d skein ' +
    'skein2 skunk sonoa timetravel timetravel10 tribus vanilla veltor verthash whirlpool whirlpoolx x11 ' +
    'x11evo x11gost x12 x13 x13bcd x13sm3 x14 x15 x16r x16rv2 x16rt x16rt-veil x16s x17 x20r x21s x22i ' +
    'x25x xevan yescrypt yescryptr8 yescryptr8g yescryptr16 yescryptr32 yespower yespowerr16 yespower-b2b zr5'
  ).split(' '),
);

/** cpuminer-opt 26.1: options of miner.h, output and answers as they were recorded. */
export const cpuminerOpt: Persona = {
  algorithms,
  parse: (args, readFile) =>
    parseCpuminer(args, readFile, {
      program: 'cpuminer',
      algorithms,
      table: {
        values:
          '-a/--algo -b/--api-bind --cert --coinbase-addr --coinbase-sig -c/--config --cpu-affinity ' +
          '--cpu-priority -f/--diff-factor -m/--diff-multiplier -K/--key/--param-key --max-temp --max-diff ' +
          '--max-rate -N/--param-n -R/--param-r -p/--pass -x/--proxy -r/--retries --retry-pause -s/--scantime ' +
          '--time-limit -t/--threads -T/--timeout -o/--url -u/--user -O/--userpass --data-file',
        switches:
          '--api-remote -B/--background --benchmark --no-color -D/--debug --hash-meter --no-gbt --no-getwork ' +
          '--no-longpoll --no-redirect --no-stratum --no-extranonce -P/--protocol -q/--quiet --randomize ' +
          '-S/--syslog --verify --stratum-keepalive --bell',
      },
    }),
  open({ pools: [pool], api }) {
    const [, address = ''] = /^[^:]+:\/\/(.*)$/.exec(pool?.url ?? '') ?? [];
    const reply = (command: string): string => recordedReply('cpuminer-opt-api.jsonl', command);
    return {
      output: [
        {
          atMs: 0,
          text: recordedOutput('cpuminer-pool-opt.jsonl')
            .replaceAll('stratum+tcp://127.0.0.1:13042', pool?.url ?? '')
            .replaceAll('127.0.0.1:4048', `${api?.host}:${api?.port}`),
        },
      ],
      api: {
        over: 'tcp',
        answer(command, uptime) {
          const known = ['summary', 'threads', 'help'].find((each) => command.startsWith(each));
          const text = known === undefined ? '' : reply(known);
          return {
            text: text
              .replace('URL=127.0.0.1:13042', `URL=${address}`)
              .replace(/UPTIME=\d+/, `UPTIME=${Math.floor(uptime)}`),
            close: true,
          };
        },
      },
    };
  },
};
