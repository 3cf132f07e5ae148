import { recordedBody } from '../../recorded-miner.ts';
import type { Asked, HttpAnswer, HttpQuestion, Persona, Piece, Session } from '../persona.ts';
import { Refusal } from '../persona.ts';
import { asPrinted, recordedOutput, recordedRows } from '../recorded.ts';
import { optionsOf, type OptionTable } from '../read-options.ts';
import {
  askedPool,
  mergeConfig,
  readConfig,
  unknownKeys,
  usablePools,
  type ConfigChain,
} from './xmrig-config.ts';

/** Those of Config_platform.h (6.26) that have a meaning here. */
const options: OptionTable = {
  values:
    '-c/--config -a/--algo --coin -o/--url -u/--user -p/--pass --rig-id --http-host --http-port ' +
    '--http-access-token -t/--threads --donate-level --print-time -l/--log-file',
  switches: '--http-enabled --http-no-restricted --tls -k/--keepalive --no-color --no-huge-pages',
  // It says one line, and goes on.
  unknown: 'ignore',
};

/** How much faster than it was recorded. */
const haste = 200;
const recording = 'xmrig-pool-rx0-fast.jsonl';
/** What it answers to a key it prints at once. */
const keySeconds = 0.1;

/** XMRig 6.26.0: its configuration, its interface, and a session of RandomX as it was recorded. */
export const xmrig: Persona = {
  parse(args, readFile) {
    const read = optionsOf(args, options);
    const files = read.all('--config').map((path) => readConfig(path, readFile) ?? {});
    // What is told by arguments is a source of its own, after the files.
    const chain: ConfigChain = [...files, ownSource(read)];
    const config = mergeConfig(chain);
    if (!config) {
      throw new Refusal(recordedOutput('xmrig-13-no-args.jsonl').trimEnd(), 2);
    }
    const [first] = usablePools(config);
    const { http, cpu } = config;
    const token = http['access-token'] ?? undefined;
    return {
      algorithm: first?.coin ?? first?.algo ?? 'rx/0',
      pools: usablePools(config).map(askedPool),
      api: http.enabled
        ? { host: http.host, port: http.port, ...(token !== undefined && { token }) }
        : null,
      devices:
        typeof config.opencl['devices-hint'] === 'string' ? config.opencl['devices-hint'] : null,
      threads: Array.isArray(cpu['*']) ? cpu['*'].length : null,
      ignored: [
        ...unknownKeys(chain),
        ...args.filter((arg) => /^--?[a-z]/.test(arg) && !isKnown(arg)),
      ],
    };
  },
  terminated: 0,
  open: (asked) => openSession(asked),
};

const isKnown = (arg: string): boolean =>
  `${options.values} ${options.switches}`.split(/[\s/]+/).includes(arg.replace(/=.*/, ''));

function ownSource(read: ReturnType<typeof optionsOf>): Record<string, unknown> {
  const url = read.last('--url');
  const port = read.last('--http-port');
  return {
    ...(url !== undefined && {
      pools: [
        {
          url,
          user: read.last('--user') ?? '',
          pass: read.last('--pass') ?? 'x',
          algo: read.last('--algo'),
          coin: read.last('--coin'),
          tls: read.has('--tls'),
        },
      ],
    }),
    ...(port !== undefined && {
      http: {
        enabled: true,
        port: Number(port),
        host: read.last('--http-host') ?? '127.0.0.1',
        'access-token': read.last('--http-access-token'),
        restricted: !read.has('--http-no-restricted'),
      },
    }),
  };
}

function openSession(asked: Asked): Session {
  const summary = recordedBody('xmrig-api-60s.2-summary.http') as Record<string, unknown>;
  const backends = recordedBody('xmrig-api-60s.2-backends.http');
  const { output, keys } = playback(asked);
  let paused = false;
  const press = (key: string): string => {
    if (key === 'p') paused = true;
    if (key === 'r') paused = false;
    return keys.get(key) ?? '';
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    '/2/backends': () => backends,
    '/1/config': () => ({ pools: asked.pools }),
    '/2/config': () => ({ pools: asked.pools }),
  };
  const answer = (question: HttpQuestion): HttpAnswer => {
    const { method, path, headers, uptimeSeconds } = question;
    const refused = refusal(headers['authorization'], asked.api?.token);
    if (refused) return refused;
    if (method === 'POST' && path === '/json_rpc') return command(question, press);
    if (['/1/summary', '/2/summary', '/api.json'].includes(path)) {
      return { json: { ...summary, uptime: Math.floor(uptimeSeconds), paused } };
    }
    const found = answers[path];
    return found ? { json: found() } : problem(404, 'NOT_FOUND');
  };
  return { output, key: press, api: { over: 'http', answer } };
}

const problem = (status: number, error: string): HttpAnswer => ({
  status,
  json: { status, error },
});

function refusal(
  given: string | string[] | undefined,
  token: string | undefined,
): HttpAnswer | null {
  if (token === undefined) return null;
  if (given === undefined) return problem(401, 'UNAUTHORIZED');
  return given === `Bearer ${token}` ? null : problem(403, 'FORBIDDEN');
}

function command(
  { headers, body, print }: HttpQuestion,
  press: (key: string) => string,
): HttpAnswer {
  // Without this it does nothing, and says so.
  if (headers['content-type'] !== 'application/json') return problem(415, 'UNSUPPORTED_MEDIA_TYPE');
  const { id = null, method } = JSON.parse(body) as { id?: number; method?: string };
  const key = { pause: 'p', resume: 'r' }[method ?? ''];
  if (key === undefined) {
    return { json: { jsonrpc: '2.0', id, error: { code: -32_601, message: 'Method not found' } } };
  }
  print(press(key));
  return { json: { jsonrpc: '2.0', id, result: { status: 'OK' } } };
}

/** The recorded session without what answered to keys, and those answers by their keys. */
function playback({ pools, api }: Asked): { output: Piece[]; keys: Map<string, string> } {
  const output: Piece[] = [];
  const keys = new Map<string, string>();
  let pressed: { key: string; at: number } | null = null;
  for (const { t, data, ev, arg = '' } of recordedRows(recording)) {
    if (ev === 'sig') break;
    if (ev === 'key') pressed = { key: arg, at: t };
    if (data === undefined || ev !== undefined) continue;
    const text = asPrinted(data)
      .replaceAll('127.0.0.1:14242', pools[0]?.url.replace(/^.*:\/\//, '') ?? '')
      .replaceAll('127.0.0.1:18100', `${api?.host}:${api?.port}`);
    if (pressed && t - pressed.at <= keySeconds) {
      keys.set(pressed.key, (keys.get(pressed.key) ?? '') + text);
    } else output.push({ atMs: (t * 1_000) / haste, text });
  }
  return { output, keys };
}
