import { describe, expect, it } from 'vitest';
import { anInstalledMiner, anInstallJob } from '../../../testing/miner-samples.ts';
import { aReading, aRun } from '../../../testing/samples.ts';
import { settle, stageWizard } from '../../../testing/wizard-page.ts';
import { address } from '../../../testing/wizard-samples.ts';

const open = stageWizard();

describe('the way to a first coin', () => {
  it('takes three clicks and one typed value to the hashrate on the dashboard', async () => {
    const page = await open({}, '/');
    await page.press('mine-a-coin');
    await page.press('coin-xmr');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('This pool works: first job after 100 ms.');
    expect(page.text('sentence')).toBe('Mines Monero with XMRig on alpha.example:443.');
    expect(page.text('launch')).toBe('Install and start');
    await page.press('launch');
    expect(page.text('start-hint')).toBe('Installing XMRig: mining starts right after.');
    page.api.emit('miners.install', anInstallJob());
    await settle();
    expect(page.find('install-progress').exists()).toBe(true);
    await page.install(anInstalledMiner());
    expect(page.router.currentRoute.value.path).toBe('/');
    page.api.emit('run.changed', aRun({ stateSince: Date.now() }));
    page.api.emit('run.reading', aReading({ at: Date.now() }));
    await settle();
    expect(page.text('hashrate-now').replace(/\s+/g, ' ')).toBe('7.21 kH/s');
    expect(page.clicks()).toBe(3);
    expect(page.api.inputsOf('profiles.create')).toEqual([
      {
        name: 'Monero',
        minerId: 'xmrig',
        algorithm: 'rx/0',
        coinId: 'xmr',
        wallet: address,
        worker: '',
        login: '',
        email: '',
        threads: null,
        throttle: 0,
        devices: null,
        settings: {},
        extraArguments: [],
        resumeAfterRestart: false,
        schedule: null,
        pools: [{ url: 'stratum+ssl://alpha.example:443', user: '%EWAL%', password: '%WORKER%' }],
      },
    ]);
    expect(page.api.inputsOf('settings.update')).toEqual([
      { firstRunDone: true, selectedProfileId: 'profile-1' },
    ]);
    expect(page.api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
  });

  it('refuses a wrong address with the reason', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', '4Wrong');
    expect(page.text('wallet-check')).toBe(
      'The checksum does not fit. Copy it again from your wallet.',
    );
    expect(page.find('launch').attributes()).toHaveProperty('disabled');
    expect(page.text('start-hint')).toBe('Your address is not right yet.');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
  });

  it('keeps what was typed for each coin', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', address);
    const change = () =>
      page.wrapper.findAll('button').find((button) => button.text() === 'Change coin');
    await change()?.trigger('click');
    await page.press('coin-rvn');
    expect((page.find('wallet').element as HTMLInputElement).value).toBe('');
    await change()?.trigger('click');
    await page.press('coin-xmr');
    expect((page.find('wallet').element as HTMLInputElement).value).toBe(address);
  });
});
