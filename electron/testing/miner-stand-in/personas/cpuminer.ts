import { Refusal, type Asked, type ReadFile } from '../persona.ts';
import { Options, readOptions, type OptionTable, type ReadOption } from '../read-options.ts';

/** `-b` without an address stands for this one. */
const defaultHost = '127.0.0.1';

/**
 * The arguments of the programs that descend from cpuminer, and their configuration, whose keys are the
 * names of the long options (parse_config in cpu-miner.c and ccminer.cpp).
 *
 * @param program  as it calls itself
 */
export function parseCpuminer(
  args: readonly string[],
  readFile: ReadFile,
  {
    table,
    program,
    algorithms,
  }: {
    readonly table: OptionTable;
    readonly program: string;
    readonly algorithms: ReadonlySet<string>;
  },
): Asked {
  const told = readOptions(args, table);
  const ignored: string[] = [];
  const files = new Options(told)
    .all('--config')
    .flatMap((path) => fromConfig(configOf(path, readFile), table, ignored));
  const options = new Options([...files, ...told]);
  const algorithm = options.last('--algo') ?? 'scrypt';
  if (!algorithms.has(algorithm)) {
    throw new Refusal(`Unknown algo: ${algorithm}\nTry \`--help' for more information.`);
  }
  const url = options.need(
    '--url',
    `${program}: no URL supplied\nTry \`--help' for more information.`,
  );
  const threads = options.last('--threads');
  return {
    algorithm,
    pools: [
      {
        url,
        user: options.last('--user') ?? '',
        password: options.last('--pass') ?? '',
        tls: url.startsWith('stratum+ssl://') || url.startsWith('stratum+tcps://'),
      },
    ],
    api: bindOf(options.last('--api-bind')),
    devices: null,
    threads: threads === undefined || threads === '0' ? null : Number(threads),
    ignored,
  };
}

function configOf(path: string, readFile: ReadFile): Record<string, unknown> {
  try {
    return JSON.parse(readFile(path)) as Record<string, unknown>;
  } catch (error) {
    throw new Refusal(`${path}: ${String(error)}`);
  }
}

function fromConfig(
  config: Record<string, unknown>,
  { values = '', switches = '' }: OptionTable,
  ignored: string[],
): ReadOption[] {
  const has = (list: string, name: string): boolean => list.split(/[\s/]+/).includes(name);
  return Object.entries(config).flatMap(([key, value]): ReadOption[] => {
    const name = `--${key}`;
    if (has(values, name) && (typeof value === 'string' || typeof value === 'number')) {
      return [{ name: canonical(values, name), values: [String(value)] }];
    }
    if (has(switches, name) && typeof value === 'boolean') {
      return value ? [{ name: canonical(switches, name), values: [] }] : [];
    }
    ignored.push(key);
    return [];
  });
}

const canonical = (list: string, name: string): string =>
  list
    .split(/\s+/)
    .map((names) => names.split('/'))
    .find((names) => names.includes(name))
    ?.at(-1) ?? name;

/** `ip:port`, a port alone, or an address alone; 0 opens none. */
function bindOf(text: string | undefined): Asked['api'] {
  if (text === undefined) return { host: defaultHost, port: 4048 };
  const [, host = defaultHost, port = '4048'] = /^(?:([^:]+):)?(\d+)$/.exec(text) ?? [];
  return Number(port) === 0 ? null : { host, port: Number(port) };
}
