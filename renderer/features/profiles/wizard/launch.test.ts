import { describe, expect, it } from 'vitest';
import { fakeError } from '../../../testing/fake-api.ts';
import { aDoubtfulMiner, anInstalledMiner, anInstallJob } from '../../../testing/miner-samples.ts';
import { aRun } from '../../../testing/samples.ts';
import { settle, stageWizard } from '../../../testing/wizard-page.ts';
import { address } from '../../../testing/wizard-samples.ts';

const open = stageWizard();

describe('a start that fails', () => {
  it('tells why the miner could not be installed, and can be tried again', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    const problem = { code: 'offline', message: 'GitHub cannot be reached.', suggestion: null };
    page.api.emit('miners.install', anInstallJob({ state: 'failed', problem }));
    await settle();
    expect(page.text('install-outcome')).toContain('GitHub cannot be reached.');
    expect(page.wrapper.text()).not.toContain('not installed yet');
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
    expect(page.api.inputsOf('profiles.create')).toEqual([]);
  });

  it('asks for consent where nobody vouches for the miner, and goes on with a yes alone', async () => {
    const asked = aDoubtfulMiner({ id: 'xmrig' as never, algorithms: ['rx/0'], devices: [] });
    const versions = asked.versions.map((each) => ({ ...each, problem: null, problemCode: null }));
    const page = await open({
      'miners.consent': () => ({ ...asked, versions, installed: true, problem: null }),
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    await page.install(asked);
    expect(page.text('start-hint')).toBe('Review the miner above and allow it first.');
    expect(page.text('miner-problem')).toContain('Review and allow');
    expect(page.api.inputsOf('profiles.create')).toEqual([]);
    const dialog = () => document.body.querySelector('[role=dialog]');
    expect(dialog()?.textContent).toContain('shows that it arrived whole, not who made it');
    dialog()?.querySelector<HTMLElement>('[data-testid=allow]')?.click();
    await settle();
    expect(page.api.inputsOf('miners.consent')).toMatchObject([{ minerId: 'xmrig' }]);
    expect(page.api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
    expect(page.router.currentRoute.value.path).toBe('/');
  });

  it('goes on with the profile it has made', async () => {
    let fails = true;
    const page = await open({
      'miners.list': () => [anInstalledMiner()],
      'runs.start': () => {
        if (fails) throw fakeError('start-failed', 'The miner could not be started.');
        return aRun();
      },
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    expect(page.wrapper.get('[role=alert]').text()).toContain('The miner could not be started.');
    fails = false;
    await page.press('launch');
    expect(page.api.inputsOf('profiles.create')).toHaveLength(1);
    expect(page.api.inputsOf('profiles.update')).toMatchObject([{ profileId: 'profile-1' }]);
    expect(page.router.currentRoute.value.path).toBe('/');
  });
});
