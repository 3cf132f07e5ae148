import { recordedReply } from '../../recorded-miner.ts';
import type { Persona } from '../persona.ts';
import { recordedOutput } from '../recorded.ts';
import { parseCpuminer } from './cpuminer.ts';

/** ccminer 3.8.3 for VerusHash: options of ccminer.cpp, output and answers as they were recorded. */
export const ccminerVerus: Persona = {
  algorithms: new Set(['verus']),
  parse: (args, readFile) =>
    parseCpuminer(args, readFile, {
      program: 'ccminer',
      algorithms: new Set(['verus']),
      table: {
        values:
          '-a/--algo -b/--api-bind --api-allow --api-groups --cert -c/--config --cpu-affinity --cpu-priority ' +
          '-i/--intensity --max-temp --max-diff --max-rate --max-log-rate -p/--pass --pool-name --pool-algo ' +
          '-x/--proxy -r/--retries -R/--retry-pause -s/--scantime -N/--statsavg --shares-limit --time-limit ' +
          '-t/--threads --vote -T/--timeout -o/--url -u/--user -O/--userpass -d/--devices -m/--diff-multiplier ' +
          '-f/--diff-factor',
        switches:
          '--api-remote -B/--background --benchmark --cputest -D/--debug --no-color --no-extranonce --no-gbt ' +
          '--no-longpoll --no-stratum -P/--protocol-dump -q/--quiet --submit-stale --hide-diff -S/--syslog ' +
          '--trust-pool',
      },
    }),
  interrupted: 7,
  open({ pools: [pool] }) {
    const { url = '', user = '' } = pool ?? {};
    const reply = (command: string): string =>
      recordedReply('ccminer-t2-api.jsonl', command)
        .replaceAll('127.0.0.1:17000', url.replace(/^.*:\/\//, ''))
        .replace(/USER=[^;]*/, `USER=${user}`);
    return {
      output: [
        {
          atMs: 0,
          text: recordedOutput('ccminer-pool-t2.jsonl')
            .replaceAll('stratum+tcp://127.0.0.1:17000', url)
            .replace(/\[[^[]*SIGINT received.*\n$/, ''),
        },
      ],
      api: {
        over: 'tcp',
        answer(command, uptime) {
          const known = ['summary', 'pool'].find((each) => command.startsWith(each));
          const text = known === undefined ? '\0' : reply(known);
          return { text: text.replace(/UPTIME=\d+/, `UPTIME=${Math.floor(uptime)}`), close: true };
        },
      },
    };
  },
};
