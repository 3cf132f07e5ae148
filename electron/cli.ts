import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { entryPath } from './base/entry-path.ts';
import type { Api } from './contract/index.ts';
import { BridgeAlgorithm, BridgeDialect } from './contract/values/bridge.ts';
import { BuiltinAlgorithm } from './contract/values/profile.ts';
import { bridge, type BridgeCommand } from './commands/bridge/bridge.ts';
import { addCoinCommands } from './commands/coins/program.ts';
import { connect } from './commands/connect.ts';
import { runDemo, summaryLines, type DemoOptions } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { speedAlgorithms } from './commands/kernels/speed-messages.ts';
import { measureKernels, type SpeedOptions } from './commands/kernels/speed.ts';
import { verifyVectors } from './commands/kernels/verify.ts';
import { addMinerCommands } from './commands/miners/program.ts';
import { exitCodes, tellFailure, terminalOutput, type Output } from './commands/output.ts';
import { addPackageCommands } from './commands/packages/program.ts';
import { practicePool, type PracticePoolCommand } from './commands/practice-pool/practice-pool.ts';
import { practiceAlgorithms, practiceDialects } from './commands/practice-pool/spoken.ts';
import { addProfileCommands } from './commands/profiles/program.ts';
import type { CommandLine, GlobalOptions } from './commands/program.ts';
import { log, start, status, stop } from './commands/runs.ts';
import { serve } from './commands/serve.ts';
import {
  vectorBackendNames,
  type VectorBackendName,
} from './platform/kernels/vectors/load-vector-backend.ts';
import { webRootFrom } from './service.ts';

const entries = {
  speedWorker: entryPath(import.meta.url, './commands/kernels/speed-worker.ts', 'speed-worker'),
  ptyHost: entryPath(import.meta.url, './platform/pty/pty-host.ts', 'pty-host'),
  builtinMiner: entryPath(import.meta.url, './builtin-miner/main.ts', 'builtin-miner'),
};

const ended = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => ended.abort(signal));
}

const program = new Command('rigwright')
  .description('Mining manager: this command line serves a rig and talks to the running service.')
  .version(packageJson.version)
  .configureHelp({ showGlobalOptions: true })
  // What stands behind a command is that command's, also where a group has the same option.
  .enablePositionalOptions()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage));

command('serve', 'Run the headless service: runs, history, REST interface and web app')
  .option('--host <address>', 'address to listen on (default: the setting, 127.0.0.1)')
  .option('--port <port>', 'port to listen on, 0 for any (default: the setting, 9090)', port)
  .action((options: GlobalOptions & { host?: string; port?: number }) =>
    perform(options, (output) =>
      serve(
        {
          ...service(options),
          host: options.host,
          port: options.port,
          webRoot: webRootFrom(import.meta.url),
          signal: ended.signal,
        },
        output,
      ),
    ),
  );

command('demo', 'Mine on the practice pool for a while and tell what came of it')
  .option('--seconds <n>', 'how long, from the first hash', whole(1, 86_400), 60)
  .option('--threads <n>', 'mining threads (default: one per core)', whole(1, 1024))
  .addOption(
    new Option('--algorithm <name>', 'what to mine')
      .choices(BuiltinAlgorithm.options)
      .default('sha256d'),
  )
  .action(
    (options: GlobalOptions & Pick<DemoOptions, 'algorithm' | 'seconds'> & { threads?: number }) =>
      perform(options, async (output) => {
        await using connection = await connect(service(options), { orStart: true });
        const { algorithm, seconds, threads = null } = options;
        const demo = { algorithm, seconds, threads, signal: ended.signal };
        const summary = await runDemo(connection.api, demo, output);
        output.result(summary, summaryLines(summary));
      }),
  );

command('practice-pool', 'Run a pool to practise on: real jobs and shares, no reward')
  .addOption(
    new Option('--dialect <name>', 'what it speaks')
      .choices(practiceDialects)
      .makeOptionMandatory(),
  )
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <port>', 'port to listen on, 0 for any', port, 3333)
  .addOption(
    new Option('--algorithm <name>', 'what is mined (default: that of the dialect)').choices(
      practiceAlgorithms,
    ),
  )
  .option('--difficulty <n>', 'the same for everybody (default: fits each speed)', aboveZero)
  .option('--tls', 'encrypt, with a certificate of its own', false)
  .action((options: GlobalOptions & Omit<PracticePoolCommand, 'signal'>) =>
    perform(options, (output) => practicePool({ ...options, signal: ended.signal }, output)),
  );

command('bridge', 'Run a bridge between a pool and miners: browsers, phones and programs')
  .option('--pool <url>', 'stratum+tcp://host:port; more than one in order (POOL_URL)', each)
  .option('--user <name>', 'wallet or account, with a worker or without (POOL_USER)')
  .option('--pass <word>', 'password at the pool (POOL_PASS; default: x)')
  .option('--port <port>', 'port for browsers and WebSockets (WS_PORT; default: 8080)', port)
  .option('--tcp-port <port>', 'port for miners that speak the dialect of the pool', port)
  .option('--host <address>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
  .addOption(
    new Option('--dialect <name>', 'what the pool speaks')
      .choices(BridgeDialect.options)
      .default('verus'),
  )
  .addOption(
    new Option('--algorithm <name>', 'what shares are checked with (default: by dialect)').choices(
      BridgeAlgorithm.unwrap().options,
    ),
  )
  .option('--password <word>', 'what clients have to know (BRIDGE_PASSWORD)')
  .option('--tls', 'encrypt, with a certificate of its own', false)
  .option('--origin <url>', 'a web page elsewhere that may connect, or * for all', each)
  .option('--record <file>', 'write down what is said to the pool, without secrets')
  .option('--debug', 'tell every message, without secrets (DEBUG=1)')
  .action(
    (options: GlobalOptions & Omit<BridgeCommand, 'data' | 'version' | 'pageFolder' | 'signal'>) =>
      perform(options, (output) =>
        bridge(
          {
            ...options,
            data: options.data,
            version: packageJson.version,
            pageFolder: join(dirname(webRootFrom(import.meta.url)), 'web-miner'),
            signal: ended.signal,
          },
          output,
        ),
      ),
  );

command('doctor', 'Check that everything mining needs is in order').action(
  (options: GlobalOptions) => perform(options, (output) => doctor(service(options), output)),
);

const kernels = program.command('kernels').description('Check and measure the hash kernels');

command(
  'verify <files...>',
  'Compare files of known answers with what the kernels compute',
  kernels,
)
  .addOption(
    new Option('--backend <name>', 'one of the builds (default: all there are)').choices(
      vectorBackendNames,
    ),
  )
  .action((files: string[], options: GlobalOptions & { backend?: VectorBackendName }) =>
    perform(options, (output) => verifyVectors(files, options.backend, output)),
  );

command('speed', 'Measure the kernels of this computer, on all its cores at once', kernels)
  .addOption(
    new Option('--algorithm <name>', 'one of them (default: all)').choices(speedAlgorithms),
  )
  .option('--threads <n>', 'measuring threads (default: one per core)', whole(1, 1024))
  .option('--seconds <n>', 'how long for each kernel', whole(1, 3600), 1)
  .action((options: GlobalOptions & Pick<SpeedOptions, 'algorithm' | 'threads' | 'seconds'>) =>
    perform(options, (output) =>
      measureKernels({ ...options, entry: entries.speedWorker, signal: ended.signal }, output),
    ),
  );

command('status', 'What the running service does').action((options: GlobalOptions) =>
  ask(options, status),
);

command('start [profile]', 'Start a profile, by name or id').action(
  (profile: string | undefined, options: GlobalOptions) =>
    ask(options, (api, output) => start(api, profile, output)),
);

command('stop [run]', 'Stop a run, by its id or the name of its profile')
  .option('--all', 'stop every run')
  .action((named: string | undefined, options: GlobalOptions & { all?: boolean }) =>
    ask(options, (api, output) => stop(api, { named, all: options.all === true }, output)),
  );

command('log [run]', 'Show what a miner printed')
  .option('-n, --lines <n>', 'how many of the newest lines', whole(1, 5000), 100)
  .option('-s, --search <text>', 'only lines with this text')
  .option('-f, --follow', 'go on showing new lines')
  .action(
    (
      named: string | undefined,
      options: GlobalOptions & { lines: number; search?: string; follow?: boolean },
    ) =>
      ask(options, (api, output) => {
        const { lines, search, follow = false } = options;
        return log(api, { named, lines, search, follow, signal: ended.signal }, output);
      }),
  );

const commandLine: CommandLine = {
  program,
  signal: ended.signal,
  command,
  withRunningService: ask,
  withService: (options, work) =>
    perform(options, async (output) => {
      await using connection = await connect(service(options), { orStart: true });
      await work(connection.api, output);
    }),
};
addCoinCommands(commandLine);
addMinerCommands(commandLine);
addPackageCommands(commandLine);
addProfileCommands(commandLine);

await program.parseAsync();

function command(nameAndArgs: string, description: string, parent = program): Command {
  return parent
    .command(nameAndArgs)
    .description(description)
    .option('--json', 'print the result as JSON')
    .addOption(new Option('--data <folder>', 'data folder').env('RIGWRIGHT_DATA'));
}

function service({ data }: GlobalOptions) {
  return { data, entries, version: packageJson.version };
}

/** A command about the running service. */
function ask(options: GlobalOptions, work: (api: Api, output: Output) => Promise<void>) {
  return perform(options, async (output) => {
    await using connection = await connect(service(options), { orStart: false });
    await work(connection.api, output);
  });
}

async function perform(
  { json = false }: GlobalOptions,
  work: (output: Output) => Promise<unknown>,
): Promise<void> {
  try {
    await work(terminalOutput(json));
  } catch (error) {
    process.exitCode = tellFailure(error, json);
  }
}

/** One of several: each time the option is given. */
function each(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function port(text: string): number {
  return whole(0, 65_535)(text);
}

function aboveZero(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('It must be a number above zero.');
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
