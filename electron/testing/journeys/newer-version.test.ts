import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MinerId } from '../../contract/values/ids.ts';
import { releaseOf } from '../miner-stand-in/archive-of.ts';
import type { ServedRelease, ServedRepository } from '../release-server/served-repository.ts';
import { until } from '../until.ts';
import { openBrowser, violations } from './browser.ts';
import { openNewUserRig } from './new-user-rig.ts';

const minerId = MinerId.parse('lolminer');
const newerVersion = '99.1';

let browser: Browser & AsyncDisposable;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser[Symbol.asyncDispose]());

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('a newer version', () => {
  it('is looked for, shown, installed and gone back from on the page Miners', async () => {
    await using rig = await openNewUserRig(minerId);
    const { api } = rig.service.app;
    await api.call('miners.install', { minerId });
    const installed = await until('the first version', async () => {
      const { versions } = await api.call('miners.get', { minerId });
      return versions[0];
    });

    const visit = await rig.visit(browser, 'newer-version');
    const { page, person, says, picture } = visit;
    await page.getByRole('link', { name: 'Miners', exact: true }).click();
    const look = page.getByRole('button', { name: 'Look for newer versions' });
    await person.click(look);
    await says('newer-outcome', /^All are up to date\./);
    await picture('1-up-to-date');

    rig.releases.serve([withNewer(rig.repository)]);
    await person.click(look);
    await says('newer-outcome', /^1 newer version\./);
    await says('newer', /^99\.1 is out/);
    await picture('2-newer');
    expect(await violations(page)).toEqual([]);

    await person.click(page.getByRole('button', { name: 'Install 99.1 of lolMiner' }));
    await until('the newer version', async () => {
      const { version } = await api.call('miners.get', { minerId });
      return version === newerVersion;
    });
    await page.getByTestId('newer').waitFor({ state: 'hidden' });
    await picture('3-installed');
    expect(await api.call('miners.get', { minerId })).toMatchObject({
      newer: null,
      versions: [{ version: newerVersion, active: true }, { version: installed.version }],
    });

    expect(await api.call('miners.activate', { minerId })).toMatchObject({
      version: installed.version,
      newer: { version: newerVersion },
    });
    expect(visit.complaints).toEqual([]);
    expect([...rig.hosts]).toEqual(['127.0.0.1']);
  });
});

/** With a release of a year later on top, whose archive is the same under its own name. */
function withNewer(repository: ServedRepository): ServedRepository {
  const [release] = repository.releases;
  if (!release) throw new TypeError('nothing is served');
  const { tag } = releaseOf(minerId);
  const newer: ServedRelease = {
    tag: newerVersion,
    publishedAt: '2027-01-02T03:04:05Z',
    assets: release.assets.map((asset) => ({
      ...asset,
      name: asset.name.replace(tag, newerVersion),
    })),
  };
  return { ...repository, releases: [newer, release] };
}
