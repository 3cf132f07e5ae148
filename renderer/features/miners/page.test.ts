import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { InstallJob, Miner } from '../../../electron/contract/values/miner.ts';
import { fakeError } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import {
  aCatalogueMiner,
  aDoubtfulMiner,
  anInstalledMiner,
  anInstalledVersion,
  anInstallJob,
  aVerification,
} from '../../testing/miner-samples.ts';
import { openMinersPage } from '../../testing/miners-page.ts';
import type { Mounted } from '../../testing/mount.ts';
import { aMiner, now } from '../../testing/samples.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

const windowsOnly = aCatalogueMiner({
  id: 'cpuminer-opt' as never,
  name: 'cpuminer-opt',
  supported: false,
  platforms: ['windows-x64'],
});

async function open(miners: Miner[], jobs: InstallJob[] = [], handlers: FakeHandlers = {}) {
  const page = await openMinersPage({ miners, jobs, handlers });
  mounted = page;
  const { wrapper } = page;
  const rows = () => wrapper.findAll('[data-testid=miner]');
  const texts = (testId: string) =>
    wrapper.findAll(`[data-testid=${testId}]`).map((found) => found.text().replace(/\s+/g, ' '));
  const button = (label: string) => wrapper.get(`button[aria-label="${label}"]`);
  const names = () => rows().map((row) => row.get('h2').text());
  return { rows, texts, button, names, ...page };
}

describe('the list', () => {
  it('says what each miner is, mines, costs and runs on, and how it stands here', async () => {
    const { rows, texts } = await open([aCatalogueMiner({ notes: ['Odd.', 'Odder.'] })]);
    const row = rows()[0]?.text();
    expect(row).toContain('The usual miner for processors');
    expect(row).toContain('RandomX, RandomWOW, CryptoNightR, GhostRider +1');
    expect(row).toContain('At least 1\u00a0% of the time (as of 2026-04-29).');
    expect(row).toContain('Open source');
    expect(row).toContain('2 things to know before using it');
    expect(
      rows()[0]
        ?.findAll('[aria-label="Computes on"] li')
        .map((device) => device.text()),
    ).toEqual(['CPU', 'NVIDIA', 'AMD', 'Intel']);
    expect(texts('miner-state')).toEqual(['Not installed']);
  });

  it('says what speaks for an installed one, and which version it is', async () => {
    const { rows, texts } = await open([anInstalledMiner()]);
    expect(rows()[0]?.text()).toContain('6.23.0');
    expect(texts('trust')).toEqual(['Signed by its publisher']);
    expect(texts('miner-state')).toEqual(['Installed']);
  });

  it('stands by the miner that is a part of the program', async () => {
    const { texts } = await open([aMiner()]);
    expect(texts('trust')).toEqual(['Part of Rigwright']);
  });

  it('sums up what is there and what needs the person', async () => {
    const { texts } = await open([anInstalledMiner(), aDoubtfulMiner(), windowsOnly]);
    expect(texts('summary')).toEqual(['Miners 2 of 3 installed · 1 needs you']);
  });

  it('puts what cannot run here last, with the reason and nothing to press for it', async () => {
    const { names, rows, wrapper } = await open([windowsOnly, aCatalogueMiner()]);
    expect(names()).toEqual(['XMRig', 'cpuminer-opt']);
    expect(rows()[1]?.text()).toContain('Only for Windows (x64).');
    expect(wrapper.find('button[aria-label="Install cpuminer-opt"]').exists()).toBe(false);
  });

  it('finds by a word, and says so where there is nothing', async () => {
    const { names, wrapper } = await open([aCatalogueMiner(), aDoubtfulMiner()]);
    const search = wrapper.get('input[type=search]');
    await search.setValue('beamhash');
    expect(names()).toEqual(['lolMiner']);
    await search.setValue('dogecoin');
    expect(wrapper.get('main p[role=status]').text()).toBe('No miner matches “dogecoin”.');
    const all = wrapper.findAll('button').find((each) => each.text() === 'Show all miners');
    await all?.trigger('click');
    expect(names()).toHaveLength(2);
  });

  it('keeps to a kind', async () => {
    const { names, wrapper } = await open([aCatalogueMiner(), aDoubtfulMiner(), aMiner()]);
    await wrapper.get('input[value=installed]').setValue();
    expect(names()).toEqual(['lolMiner', 'Built-in miner']);
    await wrapper.get('input[value=cpu]').setValue();
    expect(names()).toEqual(['Built-in miner', 'XMRig']);
  });

  it('says why it could not be loaded, and loads it when asked again', async () => {
    let attempts = 0;
    const { names, wrapper } = await open([], [], {
      'miners.list': () => {
        attempts += 1;
        if (attempts === 1) throw fakeError('timeout', 'That took too long.');
        return [aCatalogueMiner()];
      },
    });
    expect(wrapper.get('main [role=alert]').text()).toContain('That took too long.');
    await wrapper.get('main [role=alert] button').trigger('click');
    await flushPromises();
    expect(names()).toEqual(['XMRig']);
  });
});

describe('an installation', () => {
  it('begins with one press and goes on in place', async () => {
    const { api, button, texts, wrapper } = await open([aCatalogueMiner()]);
    await button('Install XMRig').trigger('click');
    await flushPromises();
    expect(api.inputsOf('miners.install')).toEqual([{ minerId: 'xmrig' }]);
    expect(texts('install-progress')[0]).toContain('Looking up the releaseStep 1 of 4');
    expect(texts('miner-state')).toEqual(['Installing']);
    api.emit('miners.install', anInstallJob());
    await nextTick();
    expect(texts('install-figures')).toEqual([
      '3.00 MiB of 9.00 MiB · 1.00 MiB/s · about 6 s left',
    ]);
    const bar = wrapper.get('[role=progressbar]').attributes();
    expect([bar['aria-label'], bar['aria-valuenow']]).toEqual(['Installation of XMRig', '33']);
    expect(wrapper.get('[data-testid=install-progress] [role=status]').text()).toBe(
      'XMRig: Downloading',
    );
  });

  it('leaves the keyboard at its miner, though the button that was pressed goes', async () => {
    const { button } = await open([aCatalogueMiner()]);
    const install = button('Install XMRig');
    (install.element as HTMLElement).focus();
    await install.trigger('click');
    await flushPromises();
    expect(install.element.isConnected).toBe(false);
    expect(document.activeElement?.textContent.trim()).toBe('XMRig');
  });

  it('claims no measure where the server tells no size', async () => {
    const job = anInstallJob({ totalBytes: null, bytesPerSecond: null });
    const { texts, wrapper } = await open([aCatalogueMiner()], [job]);
    expect(texts('install-figures')).toEqual(['3.00 MiB']);
    expect(wrapper.get('[role=progressbar]').attributes('aria-valuenow')).toBeUndefined();
  });

  it('says that it was interrupted', async () => {
    const { texts } = await open([aCatalogueMiner()], [anInstallJob({ attempt: 2 })]);
    expect(texts('install-progress')[0]).toContain('Attempt 2: it was interrupted');
  });

  it('is cancelled, and keeps what came', async () => {
    const { button, texts } = await open([aCatalogueMiner()], [anInstallJob()]);
    await button('Cancel the installation of XMRig').trigger('click');
    await flushPromises();
    expect(texts('install-outcome')).toEqual([
      'Cancelled. What came so far is kept for the next try.',
    ]);
    expect(button('Install XMRig').attributes('disabled')).toBeUndefined();
  });

  it('ends with what it was compared with', async () => {
    const { api, rows, texts } = await open([aCatalogueMiner()], [anInstallJob()]);
    const verification = aVerification({ text: 'Its SHA-256 is in the signed list.' });
    api.emit('miners.install', anInstallJob({ state: 'done', endedAt: now, verification }));
    api.emit('miners.changed', [anInstalledMiner()]);
    await nextTick();
    expect(texts('install-outcome')).toEqual([
      '6.23.0 is installed.Its SHA-256 is in the signed list.',
    ]);
    expect(rows()[0]?.find('button[aria-label="Install XMRig"]').exists()).toBe(false);
  });

  it('that ended well before anybody looked is no news', async () => {
    const job = anInstallJob({ state: 'done', endedAt: now, verification: aVerification() });
    const { texts } = await open([anInstalledMiner()], [job]);
    expect(texts('install-outcome')).toEqual([]);
  });

  it('that failed says why and what to do, until it is put away or tried again', async () => {
    const problem = {
      code: 'rate-limited',
      message: 'GitHub answers no more questions until 14:30.',
      suggestion: 'Try again then, or use a mirror.',
    };
    const job = anInstallJob({ state: 'failed', version: null, endedAt: now, problem });
    const { api, button, texts, wrapper } = await open([aCatalogueMiner()], [job]);
    expect(wrapper.get('[data-testid=install-outcome]').attributes('role')).toBe('alert');
    expect(texts('install-outcome')[0]).toContain(
      'GitHub answers no more questions until 14:30.Try again then, or use a mirror.',
    );
    await button('Retry to install XMRig').trigger('click');
    await flushPromises();
    expect(api.inputsOf('miners.install')).toEqual([{ minerId: 'xmrig' }]);
    await button('Put this message away').trigger('click');
    expect(texts('install-outcome')).toEqual([]);
  });

  it('cannot be begun without a connection', async () => {
    const { button, connection } = await open([aCatalogueMiner()]);
    connection.value = { kind: 'offline', since: now, retryAt: now };
    await nextTick();
    expect(button('Install XMRig').attributes()).toMatchObject({
      disabled: '',
      title: 'There is no connection to the service.',
    });
  });
});

describe('a problem', () => {
  const problem = '/miners/xmrig has disappeared: probably antivirus software.';
  const suggestion = 'Look into the quarantine of your antivirus software.';
  const gone = anInstalledVersion({ problem, problemCode: 'executable-missing', suggestion });

  it('is told as it comes, with what to do', async () => {
    const { texts } = await open([anInstalledMiner([gone])]);
    expect(texts('miner-state')).toEqual(['Cannot be started']);
    expect(texts('miner-problem')[0]).toContain(`${problem}${suggestion}`);
  });

  it('may be put right by the same version once more', async () => {
    const { api, button } = await open([anInstalledMiner([gone])]);
    await button('Install again: XMRig 6.23.0').trigger('click');
    await flushPromises();
    expect(api.inputsOf('miners.install')).toEqual([{ minerId: 'xmrig', version: '6.23.0' }]);
  });

  it('of a package is mended on its own page', async () => {
    const name = 'my_miner';
    const broken = { kind: 'package', installed: false, problem: 'Nobody has agreed.' } as const;
    const { wrapper } = await open([aMiner({ name, ...broken })]);
    expect(wrapper.get('[data-testid=miner-problem] a').attributes('href')).toBe('/custom');
  });
});

it('opens a miner under an address of its own, so that the way back closes it', async () => {
  const { router, wrapper } = await open([aCatalogueMiner()]);
  await wrapper.get('h2 button').trigger('click');
  await flushPromises();
  expect(router.currentRoute.value.query).toEqual({ miner: 'xmrig' });
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('XMRig');
  router.back();
  await flushPromises();
  expect(router.currentRoute.value.query).toEqual({});
  expect(document.querySelector('[role=dialog]')).toBeNull();
});
