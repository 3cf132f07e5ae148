import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EventHub } from '../../base/event-hub.ts';
import { silentLog, type Log } from '../../base/log.ts';
import { randomId } from '../../base/random-id.ts';
import type { MinerId } from '../../contract/values/ids.ts';
import type { CustomPackage } from '../../contract/values/package.ts';
import { freeLoopbackPort } from '../../features/miners/free-port.ts';
import { packageHandlers } from '../../features/packages/package-handlers.ts';
import { Packages } from '../../features/packages/packages.ts';
import type { PackageDriver, PackageParts, StartRequest } from '../../features/packages/ports.ts';
import { commandFolders, openConfiner } from '../../open-confiner.ts';
import { usualLimits } from '../../platform/archives/archive-limits.ts';
import { unpack } from '../../platform/archives/unpack.ts';
import { endTree } from '../../platform/processes/end-tree.ts';
import { markVariable } from '../../platform/processes/process-table.ts';
import { systemProcesses } from '../../platform/processes/system-processes.ts';
import { zipOf } from '../archives/build-archive.ts';
import { FakeClock } from '../fake-clock.ts';
import { MemoryJsonFile } from '../memory-json-file.ts';
import { tempFolder } from '../temp-folder.ts';
import { ravinosFolder } from './run-script.ts';
import { packed, type Files } from './sample-packages.ts';

const pieceBytes = 1024 * 1024;

export const sampleRequest: Omit<StartRequest, 'folder'> = {
  algorithm: 'ton',
  coin: 'TON',
  devices: null,
  settings: {},
  extraArguments: [],
  worker: 'shed',
  wallet: 'EQwallet',
  login: '',
  email: '',
  pools: [{ url: 'stratum+tcp://pool.example:3333', user: 'EQwallet.shed', password: 'x' }],
};

/** Real packages in a real folder, with real Python and real confinement; no door, no window. */
export class PackageWorkshop implements AsyncDisposable {
  readonly folder = tempFolder();
  readonly hub = new EventHub((error) => {
    throw error;
  });
  readonly clock = new FakeClock();
  readonly file = new MemoryJsonFile('packages.json');
  readonly notices: string[] = [];
  /** What was warned of in the log. */
  readonly warnings: string[] = [];
  readonly running = new Set<MinerId>();
  packages!: Packages;
  readonly #mark = `workshop-${randomId()}`;
  #starts = 0;

  static async open(parts: Partial<PackageParts> = {}): Promise<PackageWorkshop> {
    const workshop = new PackageWorkshop();
    await workshop.reopen(parts);
    return workshop;
  }

  /** As after a start of the program. */
  async reopen(parts: Partial<PackageParts> = {}): Promise<void> {
    const log: Log = {
      ...silentLog,
      warn: (_message, fields) => this.warnings.push(String(fields?.['text'])),
      with: () => log,
    };
    this.packages = await Packages.open({
      file: this.file,
      folder: this.at('packages'),
      unpack: (options) => unpack({ ...options, limits: usualLimits }),
      confiner: openConfiner(ravinosFolder),
      commandFolders,
      resources: dirname(ravinosFolder),
      devices: () =>
        Promise.resolve([
          { kind: 'nvidia', name: 'RTX 3070', busId: '01:00.0', memoryBytes: null },
          { kind: 'nvidia', name: 'RTX 3060', busId: '0b:00.0', memoryBytes: null },
        ]),
      sensors: () => Promise.resolve([]),
      freePort: freeLoopbackPort,
      isRunning: (minerId) => this.running.has(minerId),
      platform: process.platform,
      publish: this.hub.publish,
      notify: ({ text }) => this.notices.push(text),
      clock: this.clock,
      log,
      ...parts,
    });
  }

  at(...names: readonly string[]): string {
    return join(this.folder.path, ...names);
  }

  get handlers() {
    return packageHandlers(this.packages);
  }

  /** Sends an archive as a window does, and imports it. */
  async bring(archive: Buffer, name: string): Promise<CustomPackage> {
    const { handlers } = this;
    const { uploadId } = await handlers['uploads.begin']({ name, bytes: archive.length });
    for (let offset = 0; offset < archive.length; offset += pieceBytes) {
      const data = archive.subarray(offset, offset + pieceBytes).toString('base64');
      await handlers['uploads.append']({ uploadId, offset, data });
    }
    return handlers['packages.import']({ uploadId });
  }

  async import(files: Files, name: string): Promise<CustomPackage> {
    return this.bring(await zipOf(packed(files)), name);
  }

  /** Imports it and agrees to everything it shows. */
  async agreed(files: Files, name: string): Promise<PackageDriver> {
    const { id, archiveSha256 } = await this.import(files, name);
    await this.packages.consent(id, archiveSha256);
    return this.driver(id);
  }

  driver(id: MinerId): PackageDriver {
    const driver = this.packages.drivers().find(({ miner }) => miner.id === id);
    if (!driver) throw new Error(`no driver for ${id}`);
    return driver;
  }

  /** Prepares a process in a folder of its own. */
  async prepare(driver: PackageDriver, request: Partial<StartRequest> = {}) {
    this.#starts += 1;
    const folder = this.at(`run-${this.#starts}`);
    mkdirSync(folder);
    return { folder, ...(await driver.prepare({ ...sampleRequest, folder, ...request })) };
  }

  /** Starts what was prepared, without a terminal. */
  start({ file, args, cwd, env }: Awaited<ReturnType<PackageDriver['prepare']>>) {
    const marked = { ...env, [markVariable]: this.#mark };
    const child = spawn(file, [...args], { cwd, env: marked });
    let text = '';
    child.stdout.on('data', (piece: Buffer) => (text += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (text += piece.toString()));
    return { child, text: () => text };
  }

  /** Names in the folder of all packages. */
  leftovers(): string[] {
    return readdirSync(this.at('packages')).filter((name) => name !== '.uploads');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What has left its session, too.
    const all = { mark: this.#mark, root: null, followSession: false };
    await endTree(systemProcesses, all, [{ signal: 'SIGKILL', waitMs: 5_000 }]);
    await this.packages[Symbol.asyncDispose]();
    this.folder[Symbol.dispose]();
  }
}
