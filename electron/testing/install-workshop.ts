import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../base/clock.ts';
import type { NoticeDraft } from '../base/notify.ts';
import { silentLog } from '../base/log.ts';
import { MinerId } from '../contract/values/ids.ts';
import type { InstallJob, MinerPlatform } from '../contract/values/miner.ts';
import { ReleaseSource } from '../features/miners/catalogue/release-source.ts';
import { Installs } from '../features/miners/install/installs.ts';
import type {
  FetchOptions,
  InstallPorts,
  InstallsOptions,
  InstallSource,
} from '../features/miners/install/ports.ts';
import { unpack } from '../platform/archives/unpack.ts';
import { AnswerMemory } from '../platform/downloads/answer-memory.ts';
import { download } from '../platform/downloads/download.ts';
import { fetchBytes } from '../platform/downloads/fetch-text.ts';
import { renameOver } from '../platform/files/rename-over.ts';
import { sha256OfFile } from '../platform/signatures/sha256-of-file.ts';
import { verifyOpenPgp } from '../platform/signatures/verify-open-pgp.ts';
import { tarGzOf } from './archives/build-archive.ts';
import { MemoryJsonFile } from './memory-json-file.ts';
import { startReleaseServer, type ReleaseServer } from './release-server/release-server.ts';
import type { ServedAsset, ServedRelease } from './release-server/served-repository.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

export const exampleId = MinerId.parse('example');

/** What the script says that stands for the program of a version. */
export const programOf = (version: string): string => `#!/bin/sh\necho Example ${version}\n`;

/** The archive of a version for Linux on x64, as publishers pack it. */
export async function exampleArchive(
  version: string,
  program = programOf(version),
): Promise<Buffer> {
  return tarGzOf([
    { name: `example-${version}/example`, data: program, mode: 0o755 },
    { name: `example-${version}/libexample.so.1`, data: 'a library' },
    { name: `example-${version}/README.txt`, data: 'read me' },
  ]);
}

export const exampleAsset = (version: string): string => `example-${version}-linux-x64.tar.gz`;

/** A release with the archive, and whatever else is given. */
export async function exampleRelease(
  version: string,
  {
    data,
    digest = true,
    more = [],
  }: { data?: Buffer; digest?: boolean; more?: ServedAsset[] } = {},
): Promise<ServedRelease> {
  const archive = data ?? (await exampleArchive(version));
  return {
    tag: `v${version}`,
    assets: [{ name: exampleAsset(version), data: archive, digest }, ...more],
  };
}

/** What a catalogue says of the miner in these tests. */
export function exampleSource(
  changes: Partial<ReleaseSource> = {},
  keys: InstallSource['keys'] = {},
): InstallSource {
  return {
    name: 'Example',
    keys,
    release: ReleaseSource.parse({
      kind: 'github',
      repository: 'maker/example',
      tag: 'v(?<version>.+)',
      assets: {
        'linux-x64': [String.raw`example-.+-linux-x64\.(tar\.(gz|xz)|zip)`],
        'windows-x64': [String.raw`example-.+-windows-x64\.zip`],
      },
      checksums: null,
      known: [],
      executable: { 'linux-x64': ['example'], 'windows-x64': ['example.exe'] },
      maxBytes: 64 * 1024 ** 2,
      ...changes,
    }),
  };
}

/** Words of a failure, in which HOST and FOLDER stand for what differs each time. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly suggestion: string | null;
}

/** What there is after an installation. */
export interface Rest {
  /** As `left` gives them, with KEY for what follows from the address. */
  readonly files: readonly string[];
  /** In miners.json. */
  readonly recorded: unknown;
  readonly versions: readonly string[];
}

/** What is left of an installation that failed. */
export const nothing: Rest = { files: [], recorded: undefined, versions: [] };

export interface WorkshopOptions {
  /** Newest first. */
  readonly releases?: readonly ServedRelease[];
  readonly source?: InstallSource;
  readonly ports?: Partial<InstallPorts>;
  readonly platform?: MinerPlatform;
  /** Of the miners; a new one where it is left out. */
  readonly folder?: string;
  readonly file?: MemoryJsonFile;
  readonly running?: Set<string>;
  readonly clock?: Clock;
}

/** Installs a miner called `example` with real parts from a server on loopback. */
export interface Workshop extends AsyncDisposable {
  readonly installs: Installs;
  readonly server: ReleaseServer;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly folder: string;
  readonly file: MemoryJsonFile;
  /** Versions that count as running. */
  readonly running: Set<string>;
  readonly told: readonly InstallJob[];
  readonly notices: readonly NoticeDraft[];
  /** How often `changed` was called. */
  changes(): number;
  /** Replaces what is served. */
  serve(...releases: readonly ServedRelease[]): void;
  /** Installs, and waits for the end. */
  install(version?: string): Promise<InstallJob>;
  /** Waits for the end of what is being installed. */
  ended(): Promise<InstallJob>;
  /** Files below the folder, in order; folders without files end in `/`, but for the two that stay. */
  left(): string[];
  rest(): Rest;
  /** Why an installation failed; null where it did not. */
  words(job: InstallJob): Refusal | null;
}

/** With what no test looks at left out. */
export function openInstalls(
  options: Pick<InstallsOptions, 'folder' | 'file'> & Partial<InstallsOptions>,
): Promise<Installs> {
  return Installs.open({
    platform: 'linux-x64',
    source: () => exampleSource(),
    ports: realPorts(),
    userAgent: 'rigwright/test',
    isRunning: () => false,
    clock: systemClock,
    publish: () => undefined,
    changed: () => undefined,
    notify: () => undefined,
    log: silentLog,
    ...options,
  });
}

export async function openWorkshop(options: WorkshopOptions = {}): Promise<Workshop> {
  await using stack = new AsyncDisposableStack();
  const repository = { owner: 'maker', name: 'example' };
  const served = (releases: readonly ServedRelease[]) => [{ ...repository, releases }];
  const server = stack.use(
    await startReleaseServer({ repositories: served(options.releases ?? []) }),
  );
  const folder = options.folder ?? stack.use(tempFolder()).path;
  const file = options.file ?? new MemoryJsonFile('miners.json');
  const running = options.running ?? new Set<string>();
  const source = options.source ?? exampleSource();
  const told: InstallJob[] = [];
  const notices: NoticeDraft[] = [];
  let changes = 0;
  const installs = stack.use(
    await openInstalls({
      folder,
      file,
      platform: options.platform ?? 'linux-x64',
      clock: options.clock ?? systemClock,
      source: (minerId) => ({ example: source, builtin: null })[minerId as string],
      ports: { ...realPorts(options.clock), ...options.ports },
      isRunning: (_, version) => running.has(version),
      publish: (name, payload) => {
        if (name === 'miners.install') told.push(payload as InstallJob);
      },
      changed: () => {
        changes += 1;
      },
      notify: (notice) => notices.push(notice),
    }),
  );
  const ended = (): Promise<InstallJob> =>
    until('the installation to end', () => installs.jobs().find(({ endedAt }) => endedAt !== null));
  const left = (): string[] =>
    filesIn(folder).filter((path) => path !== '.work/' && path !== '.downloads/');
  const { host } = new URL(server.url);
  const plain = (text: string): string =>
    text.replaceAll(folder, 'FOLDER').replaceAll(host, 'HOST');
  const kept = stack.move();
  return {
    installs,
    server,
    folder,
    file,
    running,
    told,
    notices,
    ended,
    host,
    changes: () => changes,
    serve: (...releases) => server.serve(served(releases)),
    async install(version) {
      installs.install({ minerId: exampleId, version, mirror: server.url });
      return ended();
    },
    left,
    rest: () => ({
      files: left().map((path) => path.replace(/\.[0-9a-f]{16}\./, '.KEY.')),
      recorded: file.content,
      versions: installs.versions(exampleId).map(({ version }) => version),
    }),
    words({ state, problem }) {
      if (state !== 'failed' || !problem) return null;
      const { code, message, suggestion } = problem;
      return { code, message: plain(message), suggestion: suggestion && plain(suggestion) };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The real parts, as impatient as a test is. */
export function realPorts(clock: Clock = systemClock): InstallPorts {
  const lists = new AnswerMemory({ now: () => clock.now() });
  const impatient = (fetching: FetchOptions) => ({ ...fetching, timeoutMs: 500, persistence });
  return {
    fetchBytes: (url, fetching) => fetchBytes(url, impatient(fetching)),
    fetchList: (url, fetching) => lists.fetch(url, impatient(fetching)),
    download: (downloading) =>
      download({ ...downloading, stallTimeoutMs: 300, answerTimeoutMs: 1_000, persistence }),
    unpack,
    rename: renameOver,
    verifyOpenPgp,
    sha256OfFile,
  };
}

const persistence = { fruitlessTries: 2, backoff: { firstMs: 1, maxMs: 5, jitter: 0 } } as const;

function filesIn(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  if (entries.length === 0 && below !== '') return [below];
  return entries
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(folder, `${below}${entry.name}/`) : `${below}${entry.name}`,
    )
    .sort();
}
