import { join } from 'node:path';
import { EventHub } from '../base/event-hub.ts';
import { silentLog } from '../base/log.ts';
import type { EventName, EventPayload } from '../contract/index.ts';
import type { JournalKind } from '../contract/values/history.ts';
import { MinerId, ProfileId } from '../contract/values/ids.ts';
import type { ApiQuery } from '../protocols/miner-output/miner-report.ts';
import { xmrigDialect } from '../protocols/miner-output/xmrig-dialect.ts';
import { FakeClock } from './fake-clock.ts';
import { xmrigSummary } from './scripted-miner/summary-api.ts';
import { scriptedMinerInfo } from './scripted-miner/scripted-miner-info.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';
import { MinerApiError } from '../features/runs/miner-api-error.ts';
import type {
  CallApi,
  Launch,
  MinerDriver,
  PtyExit,
  PtyPort,
  PtyProcess,
  PtySpawn,
  RunRecorder,
  StartableProfile,
} from '../features/runs/ports.ts';
import { Runs, type RunsOptions } from '../features/runs/runs.ts';

/** A fake clock whose computer can sleep: time goes on, timers do not. */
class SleepyClock extends FakeClock {
  #sleptMs = 0;

  override now(): number {
    return super.now() + this.#sleptMs;
  }

  sleep(ms: number): void {
    this.#sleptMs += ms;
  }
}

/** A process that does what a test says. */
export class ScriptedProcess implements PtyProcess {
  readonly pid: number;
  readonly options: PtySpawn;
  readonly signals: string[] = [];
  readonly written: string[] = [];
  /** Signals that end it, and how. */
  endsBy: Partial<Record<'interrupt' | 'terminate' | 'kill', Partial<PtyExit>>>;
  readonly #exit = Promise.withResolvers<PtyExit>();
  readonly exited = this.#exit.promise;

  constructor(pid: number, options: PtySpawn, endsBy: ScriptedProcess['endsBy']) {
    this.pid = pid;
    this.options = options;
    this.endsBy = endsBy;
  }

  print(text: string): void {
    this.options.onOutput(new TextEncoder().encode(text));
  }

  end(exit: Partial<PtyExit>): void {
    this.#exit.resolve({ exitCode: null, signal: null, lost: false, ...exit });
  }

  write(text: string): void {
    this.written.push(text);
  }

  async signal(kind: 'interrupt' | 'terminate' | 'kill'): Promise<void> {
    this.signals.push(kind);
    const exit = this.endsBy[kind];
    if (exit) this.end(exit);
  }
}

export class ScriptedPty implements PtyPort {
  readonly processes: ScriptedProcess[] = [];
  refusal: Error | null = null;
  endsBy: ScriptedProcess['endsBy'] = { interrupt: { exitCode: 0 } };

  async spawn(options: PtySpawn): Promise<ScriptedProcess> {
    if (this.refusal) throw this.refusal;
    const process = new ScriptedProcess(1000 + this.processes.length, options, this.endsBy);
    this.processes.push(process);
    return process;
  }
}

/** The API of scripted processes: answers what `summary` says, as XMRig refuses and obeys. */
export class ScriptedApi {
  summary: unknown = xmrigSummary(null, 1);
  /** Answers to whoever asks, whatever the token. */
  isOpen = false;
  isSilent = false;
  readonly commands: string[] = [];

  hashing(hashrate: number | null, more: object = {}): void {
    this.summary = { ...(xmrigSummary(hashrate, 1) as object), ...more };
  }

  /** To what is not a command; other queries than the summary's fail, as XMRig's API 1 would. */
  answer(query: ApiQuery): unknown {
    if (query.over === 'http' && query.path === '/2/summary') return this.summary;
    throw new MinerApiError('refused', 404);
  }

  readonly call: CallApi = async (api, query) => {
    if (this.isSilent) throw new MinerApiError('no answer');
    if (api.token !== 'secret-token' && !this.isOpen) throw new MinerApiError('refused', 403);
    const body = query.over === 'http' ? query.body : undefined;
    if (body === undefined) return this.answer(query);
    this.commands.push((body as { method: string }).method);
    return { jsonrpc: '2.0', id: 1, result: { status: 'OK' } };
  };
}

export const profileId = ProfileId.parse('practice');

export const profile: StartableProfile = {
  id: profileId,
  name: 'Practice',
  minerId: MinerId.parse('scripted'),
  algorithm: 'rx/0',
  coin: null,
  threads: 2,
  throttle: 0,
  devices: null,
  settings: {},
  extraArguments: [],
  worker: 'shed',
  wallet: '',
  login: '',
  email: '',
  pools: [{ url: 'practice://local', user: 'me', password: 'hunter2-secret' }],
};

export function scriptedDriver(prepare: Partial<Launch> = {}): MinerDriver {
  return {
    miner: scriptedMinerInfo(),
    dialect: xmrigDialect,
    async prepare({ folder, pools }) {
      return {
        file: process.execPath,
        args: [],
        cwd: folder,
        env: {},
        api: { url: 'http://127.0.0.1:1', token: 'secret-token' },
        files: [],
        secrets: ['secret-token', ...pools.map(({ password }) => password)],
        ...prepare,
      };
    },
  };
}

type Call =
  | { what: 'opened' | 'counted' | 'ended'; data: object }
  | { what: 'note'; kind: JournalKind; text: string };

/** Everything a run needs, with time, processes and API in the test's hand. */
export async function openBench(changes: Partial<RunsOptions> = {}) {
  const folder = tempFolder();
  const clock = new SleepyClock();
  const hub = new EventHub((error) => {
    throw error;
  });
  const pty = new ScriptedPty();
  const api = new ScriptedApi();
  const written: Call[] = [];
  const recorder: RunRecorder = {
    opened: (data) => written.push({ what: 'opened', data }),
    counted: (data) => written.push({ what: 'counted', data }),
    ended: (data) => written.push({ what: 'ended', data }),
    note: ({ kind, text }) => written.push({ what: 'note', kind, text }),
  };
  const runs = await Runs.open({
    pty,
    recorder,
    publish: hub.publish,
    hasListener: (name) => hub.has(name),
    clock,
    log: silentLog,
    callApi: api.call,
    ownsPort: async () => null,
    // No jitter: the delays are those of the table.
    random: () => 0,
    drivers: () => [scriptedDriver()],
    startable: () => profile,
    resolvePool: async (url) => (url === 'practice://local' ? 'stratum+tcp://127.0.0.1:3333' : url),
    folder: join(folder.path, 'runs'),
    ...changes,
  });
  const state = (wanted: string) =>
    until(`the state ${wanted}`, () => runs.list()[0]?.state === wanted && runs.list()[0]);
  /** The process with this number, counted from 0, once it is started. */
  const process = (index: number) => until(`process ${index}`, () => pty.processes[index]);
  return {
    process,
    state,
    /** Starts a run and lets it show a hashrate. */
    async startHashing() {
      const { id } = await runs.start(profileId);
      const started = await process(0);
      await state('warming-up');
      api.hashing(1000);
      await clock.advanceAsync(4_000, 1_000);
      return { id, process: started };
    },
    folder: join(folder.path, 'runs'),
    clock,
    hub,
    pty,
    api,
    runs,
    written,
    notes: () => written.flatMap((call) => (call.what === 'note' ? [call.kind] : [])),
    texts: () => written.flatMap((call) => (call.what === 'note' ? [call.text] : [])),
    collect<Name extends EventName>(name: Name): EventPayload<Name>[] {
      const payloads: EventPayload<Name>[] = [];
      hub.on(name, (payload) => payloads.push(payload));
      return payloads;
    },
    async [Symbol.asyncDispose]() {
      pty.endsBy = { interrupt: { exitCode: 0 } };
      for (const process of pty.processes) process.end({ signal: 'SIGKILL' });
      await runs.stopAll('user');
      folder[Symbol.dispose]();
    },
  };
}
