import { parseArgs } from 'node:util';
import type { TextApiKind } from './text-api.ts';

const options = {
  help: { type: 'boolean' },
  print: { type: 'string', multiple: true },
  speed: { type: 'string' },
  hashrate: { type: 'string', default: '1000' },
  burst: { type: 'string' },
  flood: { type: 'string' },
  echo: { type: 'boolean' },
  child: { type: 'boolean' },
  'detached-child': { type: 'boolean' },
  ignore: { type: 'string', default: '' },
  'on-int': { type: 'string', default: 'stop' },
  'exit-after': { type: 'string' },
  'exit-code': { type: 'string', default: '0' },
  'crash-after': { type: 'string' },
  'crash-signal': { type: 'string', default: 'SIGSEGV' },
  api: { type: 'string', default: 'xmrig' },
  'api-port': { type: 'string' },
  'api-uptime': { type: 'string' },
  'api-token': { type: 'string', default: '' },
  'api-fault': { type: 'string' },
  'api-fault-after': { type: 'string', default: '0' },
} as const;

export const help = `A miner that behaves as it is told, for tests.

Output
  --print SECONDS:TEXT    print TEXT as a line at that time; may be given often
  --speed SECONDS         print an XMRig-like speed line every so many seconds
  --hashrate N            H/s that the speed lines and the API tell (1000)
  --burst BYTES           print exactly so many bytes, then exit with --exit-code
  --flood BYTES           print so many bytes a second for ever
  --echo                  read single keys and print each as "key KEY"

Processes
  --child                 start a child that ignores HUP, INT and TERM
  --detached-child        the same in a session of its own (setsid)
                          Both print "child PID" once it ignores them.

Ending
  --ignore LIST           signals to ignore, such as INT,TERM,HUP
  --on-int stop|exit7|abort   on INT: exit 0 (default), exit 7, or die by SIGABRT
  --exit-after SECONDS    exit by itself; 0 is at once
  --exit-code N           with this code (0)
  --crash-after SECONDS   die by --crash-signal (SIGSEGV)

API
  --api xmrig|cpuminer|claymore   GET /2/summary with a bearer token (default), or text over TCP
                          for everybody: the questions summary and threads, or any line of JSON
  --api-port PORT         listen on 127.0.0.1; 0 takes a free one. Prints "api PORT".
  --api-token TOKEN       without it 401, with a wrong one 403
  --api-uptime SECONDS    how much longer than it really does it says it runs (0)
  --api-fault silent|zero|null   from --api-fault-after SECONDS on: never answer, tell 0 H/s, or
                          tell null H/s

It prints "ready PID" when it has set up everything, and ends with 0 on INT and TERM.`;

/** What the miner is told to do; times in ms. */
export type Flags = ReturnType<typeof readFlags>;

/** @throws {TypeError} on a flag or number that is none */
export function readFlags(args: string[]) {
  const { values } = parseArgs({ args, options });
  return {
    help: values.help ?? false,
    lines: (values.print ?? []).map(readLine),
    speedMs: milliseconds(values.speed),
    hashrate: number(values.hashrate),
    burstBytes: optional(values.burst),
    floodBytesPerSecond: optional(values.flood),
    echo: values.echo ?? false,
    child: values.child ?? false,
    detachedChild: values['detached-child'] ?? false,
    ignored: values.ignore.split(',').filter(Boolean).map(signalName),
    onInterrupt: values['on-int'],
    exitMs: milliseconds(values['exit-after']),
    exitCode: number(values['exit-code']),
    crashMs: milliseconds(values['crash-after']),
    crashSignal: signalName(values['crash-signal'].replace(/^SIG/, '')),
    api: apiKind(values.api),
    apiUptimeMs: milliseconds(values['api-uptime']) ?? 0,
    apiPort: optional(values['api-port']),
    apiToken: values['api-token'],
    apiFault: values['api-fault'],
    apiFaultMs: milliseconds(values['api-fault-after']) ?? 0,
  };
}

function readLine(text: string): { atMs: number; text: string } {
  const colon = text.indexOf(':');
  return { atMs: number(text.slice(0, colon)) * 1000, text: text.slice(colon + 1) };
}

function apiKind(text: string): 'xmrig' | TextApiKind {
  if (text === 'xmrig' || text === 'cpuminer' || text === 'claymore') return text;
  throw new TypeError(`"${text}" is no kind of API`);
}

function number(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new TypeError(`"${text}" is no number`);
  return value;
}

const optional = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : number(text);

const milliseconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : number(text) * 1000;

const signalName = (name: string) => `SIG${name}` as NodeJS.Signals;
