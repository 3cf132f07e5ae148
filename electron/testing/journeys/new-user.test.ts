import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstalledVersion } from '../../contract/values/miner.ts';
import { loadKernel } from '../../platform/kernels/load-kernel.ts';
import { releaseOf } from '../miner-stand-in/archive-of.ts';
import { startPracticePool, type PracticePool } from '../practice-pool/practice-pool.ts';
import { until } from '../until.ts';
import { openBrowser, violations } from './browser.ts';
import { openNewUserRig, type NewUserRig, type Visit } from './new-user-rig.ts';

/** That of the Monero project for donations, as anybody may look it up. */
const moneroAddress =
  '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A';
const verusAddress = 'RAvj2KKVUohTu3hVdNJ4U6hQi7TNawpacH';

/** At this speed an archive takes some three seconds. */
const bytesPerSecond = 500_000;

let browser: Browser & AsyncDisposable;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

// The stand-ins are scripts, which only Linux starts as programs; its releases are those for x64.
describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('a new user', () => {
  it('comes from the first page to the hashrate of a coin with three clicks and an address', async () => {
    await using pool = await startPracticePool({ dialect: 'cryptonote' });
    await using rig = await openNewUserRig('xmrig');
    await rig.addPool('xmr', 'Pool at home', 'cryptonote', pool.address);
    rig.releases.spoil('/objects/', { kind: 'slow', bytesPerSecond });
    const visit = await rig.visit(browser, 'new-user');
    const { page, person, says, picture } = visit;

    await picture('1-first-page');
    await person.click('mine-a-coin');
    await page.getByTestId('coin-xmr').waitFor();
    await picture('2-coins');
    expect(await violations(page)).toEqual([]);
    await person.click('coin-xmr');

    // The cursor is where the address belongs.
    await person.paste(moneroAddress.replace('AFFq', 'AFGq'));
    await says('wallet-check', /checksum/);
    expect(await page.getByTestId('launch').isDisabled()).toBe(true);
    await says('start-hint', /Your address is not right yet/);
    await picture('3-wrong-address');
    await person.paste(moneroAddress);
    await says('pool-outcome', /This pool works/);
    await says('sentence', /^Mines Monero with XMRig on 127\.0\.0\.1:\d+\.$/);
    await picture('4-ready');
    expect(await violations(page)).toEqual([]);

    await person.click('launch');
    const progress = await watchProgress(visit, () => picture('5-installing'));
    expect(progress.length).toBeGreaterThan(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    await says('hashrate-now', /^355 H\/s$/);
    await says('state-sentence', /^Mining with XMRig at 355 H/);
    expect(await page.getByRole('row', { name: /^Monero XMRig/ }).innerText()).toContain('355 H/s');
    await picture('6-dashboard');
    expect(await violations(page)).toEqual([]);
    expect(person.effort).toEqual({ clicks: 3, values: 1 });

    const { api } = rig.service.app;
    const [miner] = (await api.call('miners.list', {})).filter(({ id }) => id === 'xmrig');
    expect(miner).toMatchObject({ version: '6.26.0', verification: { level: 'signed' } });
    expect(await api.call('runs.list', {})).toMatchObject([
      {
        state: 'running',
        minerName: 'XMRig',
        reading: {
          hashrate: 354.63,
          devices: [{ name: 'Intel(R) Xeon(R) Processor', hashrate: 354.63 }],
        },
      },
    ]);
    expect(askedFor(rig)).toEqual([
      '/repos/xmrig/xmrig/releases/latest',
      '/xmrig/xmrig/releases/download/v6.26.0/SHA256SUMS',
      '/xmrig/xmrig/releases/download/v6.26.0/SHA256SUMS.sig',
      '/xmrig/xmrig/releases/download/v6.26.0/xmrig-6.26.0-linux-static-x64.tar.gz',
    ]);
    await page.getByRole('link', { name: 'Miners', exact: true }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'XMRig' });
    await row.getByText('Signed by its publisher').waitFor();
    await picture('7-miners');
    expect(visit.complaints).toEqual([]);
    expect([...rig.hosts]).toEqual(['127.0.0.1']);
  });

  it('is asked before a program is started that nobody vouches for', async () => {
    await using pool = await startVerusPool();
    await using rig = await openNewUserRig('ccminer-verus');
    await rig.addPool('vrsc', 'Pool at home', 'verus', pool.address);
    const visit = await rig.visit(browser, 'new-user-consent');
    const { page, person, says, picture } = visit;
    const { api } = rig.service.app;

    await person.click('mine-a-coin');
    await person.click('coin-vrsc');
    await person.paste(verusAddress);
    await says('pool-outcome', /This pool works/);
    // The miner that is there already is proposed.
    await says('sentence', /^Mines Verus with Built-in CPU miner on /);
    await person.click(page.getByText(/other miners?$/));
    await person.click('miner-ccminer-verus');
    await picture('1-other-miner');
    await person.click('launch');

    const dialog = page.getByRole('dialog', { name: 'Allow ccminer for VerusHash 3.8.3a to run?' });
    await dialog.waitFor();
    await picture('2-asked');
    const [version] = await versionsOf(rig, 'ccminer-verus');
    expect(version?.verification).toMatchObject({ level: 'stated' });
    const said = await dialog.innerText();
    expect(said).toContain('Only compared with its download site');
    expect(said).toContain(version?.verification.executableSha256);
    expect(said).toContain('/Oink70/ccminer-verus/releases/download/v3.8.3a-CPU/');
    expect(await violations(page)).toEqual([]);
    await person.click(dialog.getByRole('button', { name: 'Cancel' }));
    await dialog.waitFor({ state: 'hidden' });
    await says('start-hint', /allow it first/);
    expect(await page.getByTestId('launch').isDisabled()).toBe(true);
    await picture('3-declined');
    expect(await api.call('runs.list', {})).toEqual([]);
    expect(await api.call('profiles.list', {})).toEqual([]);

    await person.click(page.getByRole('button', { name: /^Review/ }));
    await person.click('allow');
    await person.click('launch');
    await says('hashrate-now', /^3\.20 MH\/s$/);
    await picture('4-dashboard');
    expect(person.effort).toEqual({ clicks: 9, values: 1 });
    expect(await api.call('runs.list', {})).toMatchObject([
      { state: 'running', minerId: 'ccminer-verus', reading: { hashrate: 3_198_100 } },
    ]);
    expect(visit.complaints).toEqual([]);
    expect([...rig.hosts]).toEqual(['127.0.0.1']);
  });

  it('is told what to do where a pool keeps silent or a miner cannot be had', async () => {
    await using silent = await startSilentPool();
    await using pool = await startPracticePool({ dialect: 'cryptonote' });
    await using rig = await openNewUserRig('xmrig');
    await rig.addPool('xmr', 'Asleep', 'cryptonote', silent.address);
    const awake = await rig.addPool('xmr', 'Awake', 'cryptonote', pool.address);
    const { asset } = releaseOf('xmrig');
    rig.releases.spoil(`/releases/download/v6.26.0/${asset}`, { kind: 'status', status: 404 });
    const visit = await rig.visit(browser, 'new-user-trouble', 'narrow');
    const { page, person, says, picture } = visit;

    await person.click('mine-a-coin');
    await person.click('coin-xmr');
    await person.paste(moneroAddress);
    await says('pool-outcome', /no answer to the login\..*Or choose another pool above/, 20_000);
    expect(await visibleBetweenBars(page, 'pool-outcome')).toBe(true);
    await says('start-hint', /^The pool did not pass its test/);
    await says('launch', /^Start anyway$/);
    await picture('1-silent-pool');
    expect(await violations(page)).toEqual([]);
    await person.click(`pool-${awake.id}`);
    await says('pool-outcome', /This pool works/);

    await person.click('launch');
    await says('install-outcome', /^127\.0\.0\.1:\d+ does not have this file .* Retry$/);
    expect(await visibleBetweenBars(page, 'install-outcome')).toBe(true);
    await picture('2-not-found');
    expect(await violations(page)).toEqual([]);
    expect(await rig.service.app.api.call('runs.list', {})).toEqual([]);

    rig.releases.heal();
    await person.click(page.getByRole('button', { name: 'Retry to install XMRig' }));
    await says('launch', /^Start mining$/);
    await person.click('launch');
    await says('hashrate-now', /^355 H\/s$/);
    expect(person.effort).toEqual({ clicks: 6, values: 1 });
    expect(visit.complaints).toEqual([]);
    expect([...rig.hosts]).toEqual(['127.0.0.1']);
  });
});

const startVerusPool = async (): Promise<PracticePool> =>
  startPracticePool({ dialect: 'verus', kernel: await loadKernel('verushash') });

/** A pool that takes every connection and says nothing. */
async function startSilentPool(): Promise<AsyncDisposable & { readonly address: string }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Whether all of a part can be read: it lies in sight, and the bar at the end does not hide it. */
const visibleBetweenBars = async (page: Page, testId: string): Promise<boolean> => {
  const part = await page.getByTestId(testId).boundingBox();
  const bar = await page.getByTestId('start-bar').boundingBox();
  return part !== null && bar !== null && part.y > 0 && part.y + part.height <= bar.y;
};

const versionsOf = async (
  { service }: NewUserRig,
  minerId: string,
): Promise<InstalledVersion[]> => {
  const miners = await service.app.api.call('miners.list', {});
  return miners.find(({ id }) => id === minerId)?.versions ?? [];
};

/** Looks at an installation until it is over. @returns the percents that were seen, each once */
async function watchProgress(
  { page }: Visit,
  onSight: () => Promise<void>,
): Promise<readonly number[]> {
  const bar = page.getByTestId('install-progress').getByRole('progressbar');
  await bar.and(page.locator('[aria-valuenow]:not([aria-valuenow="0"])')).waitFor();
  const seen = new Set<number>();
  const look = async (): Promise<boolean> => {
    const [part] = await bar.evaluateAll((bars) => bars.map((each) => each.ariaValueNow));
    if (part != null) seen.add(Number(part));
    return part === undefined;
  };
  expect(await visibleBetweenBars(page, 'install-progress')).toBe(true);
  await until('progress', async () => (await look()) || seen.size > 1);
  await onSight();
  await until('the end of the installation', look, 20_000);
  return [...seen];
}

/** What was asked of GitHub, each once, in the order of the alphabet. */
const askedFor = ({ releases }: NewUserRig): string[] =>
  [...new Set(releases.requests.map(({ path }) => decodeURIComponent(path)))]
    .filter((path) => !path.startsWith('/objects/'))
    .toSorted();
