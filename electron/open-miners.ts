import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from './base/clock.ts';
import type { JsonFile } from './base/json-file.ts';
import type { EventHub } from './base/event-hub.ts';
import type { Log } from './base/log.ts';
import type { Notify } from './base/notify.ts';
import type { MinerId } from './contract/values/ids.ts';
import { MinerPlatform } from './contract/values/miner.ts';
import {
  cataloguePublicKey,
  shippedCatalogueSerial,
} from './features/miners/catalogue/catalogue-trust.ts';
import { Catalogue } from './features/miners/catalogue/catalogue.ts';
import type { CatalogueFile } from './features/miners/catalogue/load-catalogue.ts';
import { catalogueDriver } from './features/miners/drivers/catalogue-driver.ts';
import { freeLoopbackPort } from './features/miners/free-port.ts';
import { Installs } from './features/miners/install/installs.ts';
import type { Driver } from './features/miners/ports.ts';
import { unpack } from './platform/archives/unpack.ts';
import { AnswerMemory } from './platform/downloads/answer-memory.ts';
import { download } from './platform/downloads/download.ts';
import { fetchBytes } from './platform/downloads/fetch-text.ts';
import { findResources } from './platform/files/find-resources.ts';
import { renameOver } from './platform/files/rename-over.ts';
import { sha256OfFile } from './platform/signatures/sha256-of-file.ts';
import { verifyEd25519 } from './platform/signatures/verify-ed25519.ts';
import { verifyOpenPgp } from './platform/signatures/verify-open-pgp.ts';

interface MinerOptions {
  readonly files: {
    /** Which versions are installed. */
    readonly miners: JsonFile;
    /** The last update of the catalogue. */
    readonly catalogue: JsonFile;
  };
  /** Folder of all installed miners. */
  readonly folder: string;
  /** Where the catalogue is; that which came with the program unless said. */
  readonly catalogueFolder: string | undefined;
  readonly version: string;
  readonly isRunning: (minerId: MinerId) => boolean;
  /** Told after versions came, went or changed. */
  readonly changed: () => void;
  readonly hub: EventHub;
  readonly notify: Notify;
  readonly clock: Clock;
  readonly log: Log;
}

export interface OpenedMiners {
  readonly catalogue: Catalogue;
  readonly installs: Installs;
  /** Of the miners of the catalogue, as it is now. */
  readonly drivers: () => readonly Driver[];
}

const StoredBundle = z.object({ bundle: z.base64(), signature: z.base64() });

/** Gives the miners the catalogue, the network and the disk. @throws {StorageError} */
export async function openMiners(options: MinerOptions): Promise<OpenedMiners> {
  const { files, folder, version, hub, notify, clock, log } = options;
  const shipped = options.catalogueFolder ?? join(findResources(), 'miners');
  const catalogue = await Catalogue.open({
    shipped: () => filesOf(shipped, '.json'),
    keys: () => filesOf(join(shipped, 'keys'), '.asc'),
    stored: {
      async read() {
        const stored = StoredBundle.safeParse(await files.catalogue.read()).data;
        if (!stored) return undefined;
        return { bytes: fromBase64(stored.bundle), signature: fromBase64(stored.signature) };
      },
      async write({ bytes, signature }) {
        await files.catalogue.write({ bundle: toBase64(bytes), signature: toBase64(signature) });
      },
    },
    verify: verifyEd25519,
    notify,
    publicKey: Buffer.from(cataloguePublicKey, 'base64url'),
    shippedSerial: shippedCatalogueSerial,
  });
  const platform = minerPlatform();
  const lists = new AnswerMemory({ now: () => clock.now() });
  const installs = await Installs.open({
    folder,
    file: files.miners,
    platform,
    source(minerId) {
      const entry = catalogue.entries.find(({ id }) => id === minerId);
      if (!entry) return undefined;
      const { name, release } = entry;
      return release ? { name, release, keys: catalogue.keys } : null;
    },
    ports: {
      fetchBytes,
      fetchList: (url, fetching) => lists.fetch(url, fetching),
      download,
      unpack,
      rename: renameOver,
      verifyOpenPgp,
      sha256OfFile,
    },
    userAgent: `rigwright/${version}`,
    isRunning: (minerId) => options.isRunning(minerId),
    clock,
    publish: hub.publish,
    changed: options.changed,
    notify,
    log,
  });
  const drivers = (): readonly Driver[] =>
    catalogue.entries
      .filter(({ launch }) => launch !== null)
      .map((entry) =>
        catalogueDriver(entry, {
          installed: installs,
          platform,
          freePort: freeLoopbackPort,
          random: randomBytes,
        }),
      );
  return { catalogue, installs, drivers };
}

async function filesOf(folder: string, ending: string): Promise<CatalogueFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  return Promise.all(
    names
      .toSorted((a, b) => a.localeCompare(b))
      .map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
}

/** Builds for other systems are shown, and cannot be installed. */
function minerPlatform(): MinerPlatform {
  const system = process.platform === 'win32' ? 'windows' : 'linux';
  return MinerPlatform.parse(`${system}-${process.arch === 'arm64' ? 'arm64' : 'x64'}`);
}

const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
