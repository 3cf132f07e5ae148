import { recordedReply } from '../../recorded-miner.ts';
import type { Persona } from '../persona.ts';
import { recordedOutput } from '../recorded.ts';
import { Options, readOptions } from '../read-options.ts';

const table = {
  values: '-l -u -p -t -a -d -e -cv',
  switches: '-v -vm -h -ci -b',
  lists: '-cd -cb -ct',
  // It looks at the first letter of each, and passes over the rest.
  unknown: 'ignore',
} as const;
const known = new Set(Object.values(table).flatMap((names) => names.split(' ')));

/** nheqminer 0.8.2: the options of main.cpp, output and answer as they were recorded. */
export const nheqminer: Persona = {
  parse(args) {
    const read = readOptions(args, table);
    const options = new Options(read);
    const port = Number(options.last('-a') ?? 0);
    return {
      algorithm: options.has('-v') ? 'verushash' : 'equihash',
      pools: [
        {
          // Without any of these it would mine for its authors at NiceHash.
          url: options.last('-l') ?? 'equihash.eu.nicehash.com:3357',
          user: options.last('-u') ?? '34HKWdzLxWBduUfJE9JxaFhoXnfC6gmePG',
          password: options.last('-p') ?? 'x',
          tls: false,
        },
      ],
      // Bound to this address whatever is said (api.cpp).
      api: port > 0 ? { host: '127.0.0.1', port } : null,
      devices: null,
      threads: Number(options.last('-t') ?? 1),
      ignored: read.map(({ name }) => name).filter((name) => !known.has(name)),
    };
  },
  open({ pools: [pool], api }) {
    return {
      output: [
        {
          atMs: 0,
          text: recordedOutput('nheqminer-pool.jsonl')
            .replaceAll('127.0.0.1:17101', pool?.url ?? '')
            .replaceAll('RPmwGjGCsny22t2vuH5gjXL8pB6N7RnKyX.nheq', pool?.user ?? '')
            .replaceAll('port 3999', `port ${api?.port}`),
        },
      ],
      api: {
        over: 'tcp',
        answer: (command) => ({
          text: recordedReply(
            'nheqminer-api.jsonl',
            command === 'status' ? String.raw`status\n` : String.raw`help\n`,
          ),
          close: false,
        }),
      },
    };
  },
};
