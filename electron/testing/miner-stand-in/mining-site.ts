import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { CatalogueEntry } from '../../features/miners/catalogue/catalogue-entry.ts';
import { catalogueDriver } from '../../features/miners/drivers/catalogue-driver.ts';
import { freeLoopbackPort } from '../../features/miners/free-port.ts';
import { Installs } from '../../features/miners/install/installs.ts';
import type { Driver, InstalledMiners } from '../../features/miners/ports.ts';
import { unpack } from '../../platform/archives/unpack.ts';
import { download } from '../../platform/downloads/download.ts';
import { fetchBytes } from '../../platform/downloads/fetch-text.ts';
import { renameOver } from '../../platform/files/rename-over.ts';
import { sha256OfFile } from '../../platform/signatures/sha256-of-file.ts';
import { verifyOpenPgp } from '../../platform/signatures/verify-open-pgp.ts';
import { MemoryJsonFile } from '../memory-json-file.ts';
import { startReleaseServer, type ReleaseServer } from '../release-server/release-server.ts';
import { tempFolder } from '../temp-folder.ts';
import { until } from '../until.ts';
import { standInScript, releaseOf } from './archive-of.ts';
import { openPublisher, repositoryOf, sourceOf, type Publisher } from './release-of.ts';
import type { Switches } from './switches.ts';

/** The miners of a catalogue, to be installed from a server on loopback and started here. */
export class MiningSite implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #entries: ReadonlyMap<string, CatalogueEntry>;
  readonly #installs: ReadonlyMap<string, Installs>;
  readonly server: ReleaseServer;

  private constructor(
    stack: AsyncDisposableStack,
    server: ReleaseServer,
    entries: ReadonlyMap<string, CatalogueEntry>,
    installs: ReadonlyMap<string, Installs>,
  ) {
    this.#stack = stack;
    this.server = server;
    this.#entries = entries;
    this.#installs = installs;
  }

  static async open(entries: readonly CatalogueEntry[]): Promise<MiningSite> {
    await using stack = new AsyncDisposableStack();
    const publisher = await openPublisher();
    const repositories = await Promise.all(entries.map((entry) => repositoryOf(entry, publisher)));
    const server = stack.use(await startReleaseServer({ repositories }));
    const folder = stack.use(tempFolder()).path;
    const byId = new Map(entries.map((entry) => [entry.id as string, entry]));
    const installs = new Map<string, Installs>();
    for (const { id } of entries) {
      // Each has a place of its own, since for one of them it is another platform's.
      const opened = await openInstalls(join(folder, id), byId, publisher, releaseOf(id).platform);
      installs.set(id, stack.use(opened));
    }
    return new MiningSite(stack.move(), server, byId, installs);
  }

  entry(id: string): CatalogueEntry {
    const entry = this.#entries.get(id);
    if (!entry) throw new TypeError(`no entry ${id}`);
    return entry;
  }

  installs(id: string): Installs {
    const installs = this.#installs.get(id);
    if (!installs) throw new TypeError(`no place for ${id}`);
    return installs;
  }

  /** Installs its latest version, and waits for the end. @throws where that fails */
  async install(id: string): Promise<void> {
    const installs = this.installs(id);
    installs.install({ minerId: this.entry(id).id, mirror: this.server.url });
    const job = await until(`the installation of ${id}`, () =>
      installs.jobs().find(({ endedAt }) => endedAt !== null),
    );
    if (job.state !== 'done') throw new Error(`${id}: ${JSON.stringify(job.problem)}`);
  }

  /** Agrees to start a miner whose maker nobody can prove. */
  async consent(id: string): Promise<void> {
    const { id: minerId } = this.entry(id);
    const [version] = this.installs(id).versions(minerId);
    const executableSha256 = version?.verification.executableSha256;
    if (!version || !executableSha256) throw new Error(`${id} is not installed`);
    await this.installs(id).consent(minerId, version.version, executableSha256);
  }

  /** The real driver of an entry, whose stand-in will do as the switches say. */
  driver(id: string, switches: Partial<Switches>): Driver {
    const installs = this.installs(id);
    const tell = (program: string): void =>
      writeFileSync(join(dirname(program), 'stand-in.json'), JSON.stringify(switches));
    const installed: InstalledMiners = {
      versions: (minerId) => installs.versions(minerId),
      newer: (minerId) => installs.newer(minerId),
      folder: (minerId) => installs.folder(minerId),
      async executable(minerId) {
        const executable = await installs.executable(minerId);
        const file = startable(id, executable.file);
        tell(file);
        return { ...executable, file };
      },
    };
    return catalogueDriver(this.entry(id), {
      installed,
      platform: 'linux-x64',
      freePort: freeLoopbackPort,
      random: randomBytes,
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}

/** A program for Windows is checked like any other, and its stand-in started from beside it. */
function startable(id: string, file: string): string {
  if (releaseOf(id).platform === undefined) return file;
  const script = `${file}.sh`;
  writeFileSync(script, standInScript(id), { mode: 0o755 });
  return script;
}

function openInstalls(
  folder: string,
  entries: ReadonlyMap<string, CatalogueEntry>,
  publisher: Publisher,
  platform: 'windows-x64' | undefined,
): Promise<Installs> {
  return Installs.open({
    folder,
    file: new MemoryJsonFile('miners.json'),
    platform: platform ?? 'linux-x64',
    source(minerId: MinerId) {
      const entry = entries.get(minerId);
      return entry && sourceOf(entry, publisher);
    },
    ports: {
      fetchBytes,
      fetchList: fetchBytes,
      download,
      unpack,
      rename: renameOver,
      verifyOpenPgp,
      sha256OfFile,
    },
    userAgent: 'rigwright/test',
    isRunning: () => false,
    clock: systemClock,
    publish: () => undefined,
    changed: () => undefined,
    notify: () => undefined,
    log: silentLog,
  });
}
