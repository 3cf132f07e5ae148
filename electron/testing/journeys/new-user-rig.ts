import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import type { PoolDialect, PoolPreset } from '../../contract/values/coin.ts';
import { CoinId } from '../../contract/values/ids.ts';
import { startService, type Service } from '../../service.ts';
import { openPublisher, repositoryOf, type Publisher } from '../miner-stand-in/release-of.ts';
import { startReleaseServer, type ReleaseServer } from '../release-server/release-server.ts';
import type { ServedRepository } from '../release-server/served-repository.ts';
import { shippedEntry } from '../shipped-catalogue.ts';
import { tempFolder } from '../temp-folder.ts';
import { watchConnections } from '../watch-connections.ts';
import { watchPage } from './browser.ts';
import { Person } from './person.ts';
import { root } from './real-service.ts';
import { sizes, stepPictures, type PageSize } from './step-pictures.ts';

/** A computer on which Rigwright was just installed, cut off from the world. */
export interface NewUserRig extends AsyncDisposable {
  readonly service: Service;
  /** In place of GitHub. */
  readonly releases: ReleaseServer;
  /** What it serves at first. */
  readonly repository: ServedRepository;
  /** Adds a pool of the person's own, as the Custom page would. @param address `host:port` */
  addPool(coinId: string, name: string, dialect: PoolDialect, address: string): Promise<PoolPreset>;
  /** Somebody at the first page. @param way  names the pictures of it */
  visit(browser: Browser, way: string, size?: PageSize): Promise<Visit>;
  /** Hosts that the service connected to, or tried to. */
  readonly hosts: ReadonlySet<string>;
}

export type Visit = Awaited<ReturnType<typeof visit>>;

/** What an archive has to be for its progress to be seen, bytes. */
const archiveBytes = 1_500_000;

/** @param minerId  the miner that can be installed there */
export async function openNewUserRig(minerId: string): Promise<NewUserRig> {
  await using stack = new AsyncDisposableStack();
  const { hosts } = stack.use(watchConnections());
  const publisher = await openPublisher();
  const repository = await repositoryOf(shippedEntry(minerId), publisher, archiveBytes);
  const releases = stack.use(await startReleaseServer({ repositories: [repository] }));
  const folder = stack.use(tempFolder()).path;
  const service = stack.use(
    await startService({
      host: 'headless',
      folder: join(folder, 'data'),
      entries: {
        ptyHost: join(root, 'out/main/pty-host.js'),
        builtinMiner: join(root, 'out/main/builtin-miner.js'),
      },
      version: '0.0.0',
      resume: false,
      webRoot: join(root, 'out/renderer'),
      catalogueFolder: catalogueOf(publisher, join(folder, 'catalogue')),
      listen: { port: 0 },
    }),
  );
  const { api } = service.app;
  await api.call('settings.update', { releaseMirror: releases.url });
  const kept = stack.move();
  return {
    service,
    releases,
    repository,
    hosts,
    addPool: (coinId, name, dialect, address) =>
      api.call('pools.create', {
        name,
        coinId: CoinId.parse(coinId),
        walletTemplate: '%EWAL%',
        urlTemplate: '%URL%',
        passwordTemplate: '%WORKER%',
        authType: 'wallet',
        mode: 'standard',
        connection: 'tcp',
        dialect,
        urls: [{ url: address, region: null, tls: false }],
      }),
    async visit(browser, way, size = 'wide') {
      const opened = await visit(browser, service, way, size);
      // Before the service, so that it is not missed.
      kept.defer(() => opened.page.close());
      return opened;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The catalogue as it is shipped, but for the publisher of XMRig, whose private key nobody has. */
function catalogueOf({ publicKey, fingerprint }: Publisher, folder: string): string {
  cpSync(join(root, 'resources/miners'), folder, { recursive: true });
  writeFileSync(join(folder, 'keys/xmrig.asc'), publicKey);
  const file = join(folder, 'xmrig.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/(?<="fingerprint": ")[0-9A-F]{40}/, fingerprint));
  return folder;
}

async function visit(browser: Browser, { openUrl }: Service, way: string, size: PageSize) {
  const page = await browser.newPage({ viewport: sizes[size] });
  const complaints = watchPage(page);
  await page.goto(openUrl);
  const says = async (testId: string, text: RegExp, timeout = 15_000): Promise<void> => {
    const part = page.getByTestId(testId).first();
    const words = async () => (await part.innerText({ timeout })).replaceAll(/\s+/g, ' ').trim();
    await expect.poll(words, { timeout }).toMatch(text);
  };
  return {
    page,
    person: new Person(page),
    complaints,
    /** Waits until a part of the page says something. */
    says,
    picture: stepPictures(page, way, size),
  };
}
