import { randomBytes } from 'node:crypto';
import { EventHub } from '../base/event-hub.ts';
import { operations, type Api, type Handlers } from '../contract/index.ts';
import type { Output } from '../commands/output.ts';
import { catalogueDriver } from '../features/miners/drivers/catalogue-driver.ts';
import { freeLoopbackPort } from '../features/miners/free-port.ts';
import type { Installs } from '../features/miners/install/installs.ts';
import { minerHandlers } from '../features/miners/miner-handlers.ts';
import { tarGzOf } from './archives/build-archive.ts';
import { openInstalls } from './install-workshop.ts';
import { MemoryJsonFile } from './memory-json-file.ts';
import { startReleaseServer, type ReleaseServer } from './release-server/release-server.ts';
import type { ServedRelease } from './release-server/served-repository.ts';
import { shippedEntries } from './shipped-catalogue.ts';
import { tempFolder } from './temp-folder.ts';

/** Operations as every door calls them: checked on the way in and out. */
export function checkedApi(handlers: Partial<Handlers>, hub: EventHub): Api {
  return {
    async call(name, input) {
      const { input: given, output } = operations[name];
      const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
      if (!handler) throw new Error(`no handler for ${name}`);
      return output.parse(await handler(given.parse(input))) as never;
    },
    on: (name, listener) => hub.on(name, listener),
  };
}

export interface CapturedOutput extends Output {
  /** What a person reads on stdout. */
  readonly printed: string[];
  /** And on stderr. */
  readonly notes: string[];
  readonly results: unknown[];
}

export function capturedOutput({ json = false } = {}): CapturedOutput {
  const [printed, notes, results]: [string[], string[], unknown[]] = [[], [], []];
  return {
    json,
    printed,
    notes,
    results,
    result(value, lines) {
      results.push(value);
      printed.push(...lines);
    },
    event: (_value, line) => void printed.push(line),
    note: (text) => void notes.push(text),
  };
}

/** What the scripts say that stand for programs. */
const programText = (name: string, version: string): string =>
  `#!/bin/sh\necho ${name} ${version}\n`;

/** A release of T-Rex with its real names, whose site states the checksum and nobody signs it. */
export async function tRexRelease(version: string): Promise<ServedRelease> {
  const data = await tarGzOf([
    { name: 't-rex', data: programText('T-Rex', version), mode: 0o755 },
    { name: 'README.md', data: randomBytes(64 * 1024) },
  ]);
  return { tag: version, assets: [{ name: `t-rex-${version}-linux.tar.gz`, data }] };
}

/** A release of XMRig with its real names and a list of checksums, but a signature of nobody. */
export async function unsignedXmrigRelease(version: string): Promise<ServedRelease> {
  const name = `xmrig-${version}-linux-static-x64.tar.gz`;
  const data = await tarGzOf([
    { name: `xmrig-${version}/xmrig`, data: programText('XMRig', version), mode: 0o755 },
  ]);
  const list = `${'0'.repeat(64)}  ${name}\n`;
  return {
    tag: `v${version}`,
    assets: [
      { name, data },
      { name: 'SHA256SUMS', data: Buffer.from(list) },
      { name: 'SHA256SUMS.sig', data: Buffer.from('no signature at all') },
    ],
  };
}

export const tRexRepository = { owner: 'trexminer', name: 'T-Rex' };
export const xmrigRepository = { owner: 'xmrig', name: 'xmrig' };

/** The shipped catalogue with real installations from a server on loopback; no door, no service. */
export interface CommandRig extends AsyncDisposable {
  readonly api: Api;
  readonly installs: Installs;
  readonly server: ReleaseServer;
  readonly folder: string;
}

/** @param releases  of T-Rex, newest first */
export async function openCommandRig(releases: readonly ServedRelease[]): Promise<CommandRig> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(
    await startReleaseServer({ repositories: [{ ...tRexRepository, releases }] }),
  );
  const folder = stack.use(tempFolder()).path;
  const hub = new EventHub((error) => {
    throw error;
  });
  const entries = shippedEntries();
  const installs = stack.use(
    await openInstalls({
      folder,
      file: new MemoryJsonFile('miners.json'),
      source(minerId) {
        const entry = entries.find(({ id }) => id === minerId);
        return entry?.release && { name: entry.name, release: entry.release, keys: {} };
      },
      publish: hub.publish,
    }),
  );
  const drivers = entries
    .filter(({ launch }) => launch !== null)
    .map((entry) =>
      catalogueDriver(entry, {
        installed: installs,
        platform: 'linux-x64',
        freePort: freeLoopbackPort,
        random: randomBytes,
      }),
    );
  const handlers = minerHandlers({
    drivers: () => drivers,
    installs,
    catalogue: { entries, serial: 1, update: () => Promise.resolve() },
    mirror: () => server.url,
    changed: () => undefined,
  });
  const kept = stack.move();
  return {
    api: checkedApi(handlers, hub),
    installs,
    server,
    folder,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
