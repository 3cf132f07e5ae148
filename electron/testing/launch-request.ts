import type { CatalogueEntry } from '../features/miners/catalogue/catalogue-entry.ts';
import type { CatalogueDriverOptions } from '../features/miners/drivers/catalogue-driver.ts';
import { catalogueDriver } from '../features/miners/drivers/catalogue-driver.ts';
import type { Driver, PrepareRequest } from '../features/miners/ports.ts';

/** What a profile with two pools, the second over TLS and without a password, asks for. */
export const launchRequest = (changes: Partial<PrepareRequest> = {}): PrepareRequest => ({
  folder: '/nowhere',
  algorithm: 'rx/0',
  coin: null,
  threads: null,
  throttle: 0,
  devices: null,
  settings: {},
  extraArguments: [],
  worker: 'rig1',
  wallet: 'the-wallet-of-anna',
  login: '',
  email: '',
  pools: [
    { url: 'stratum+tcp://a.example:3333', user: 'the-wallet-of-anna.rig1', password: 'secret-1' },
    { url: 'stratum+ssl://b.example:4444', user: 'the-wallet-of-anna.rig1', password: '' },
  ],
  ...changes,
});

/** A driver whose miner is installed and whose API is at port 5555. */
export const installedDriver = (
  entry: CatalogueEntry,
  changes: Partial<CatalogueDriverOptions> = {},
): Driver =>
  catalogueDriver(entry, {
    installed: {
      versions: () => [],
      newer: () => null,
      folder: (id) => `/miners/${id}`,
      executable: (id) =>
        Promise.resolve({
          file: `/miners/${id}/1.0/program`,
          folder: `/miners/${id}/1.0`,
          version: '1.0',
        }),
    },
    platform: 'linux-x64',
    freePort: () => Promise.resolve(5555),
    random: (bytes) => Buffer.alloc(bytes, 7),
    environment: {},
    ...changes,
  });
