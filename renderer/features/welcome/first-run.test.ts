import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { FakeApi, fakeError } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import {
  aProfile,
  aRun,
  aSeries,
  someInfo,
  someSensors,
  someSettings,
} from '../../testing/samples.ts';
import DashboardPage from '../dashboard/page.vue';

const practice = aProfile({ name: 'Practice' });
let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(handlers: FakeHandlers = {}) {
  let settings = someSettings();
  let profiles: Profile[] = [];
  let runs: Run[] = [];
  const api = new FakeApi({
    'settings.get': () => settings,
    'settings.update': (patch) => (settings = { ...settings, ...patch } as typeof settings),
    'profiles.list': () => profiles,
    'profiles.createPractice': () => {
      profiles = [practice];
      return practice;
    },
    'miners.list': () => [],
    'runs.list': () => runs,
    'runs.start': () => {
      runs = [aRun({ state: 'starting', minerName: 'Built-in miner' })];
      return runs[0] as Run;
    },
    'system.info': () => someInfo(),
    'system.sensors': () => someSensors(),
    'system.notices': () => [],
    'history.hashrate': () => aSeries(),
    'history.journal': () => [],
    ...handlers,
  });
  mounted = await mountPage(DashboardPage, api);
  return { api, ...mounted };
}

describe('the first run', () => {
  it('says honestly what a try does', async () => {
    const { wrapper } = await open();
    expect(wrapper.text()).toContain('It really computes hashes on this processor');
    expect(wrapper.text()).toContain('It earns nothing');
    expect(wrapper.text()).toContain('up to 8 threads');
  });

  it('makes the practice profile, chooses it, starts it and goes to the dashboard', async () => {
    const { api, wrapper } = await open();
    await wrapper.get('[data-testid=try-practice]').trigger('click');
    await flushPromises();
    const steps = api.calls.map(({ name }) => name);
    expect(steps.filter((name) => /create|update|start/.test(name))).toEqual([
      'profiles.createPractice',
      'settings.update',
      'runs.start',
    ]);
    expect(api.inputsOf('settings.update')).toEqual([
      { firstRunDone: true, selectedProfileId: practice.id },
    ]);
    expect(api.inputsOf('profiles.createPractice')).toEqual([{ algorithm: 'verushash' }]);
    expect(wrapper.get('[data-testid=state-sentence]').text()).toContain('Starting Built-in miner');
    expect(wrapper.get('[data-testid=start-pause]').text()).toBe('Cancel');
  });

  it('tries the algorithm that the person chooses', async () => {
    const { api, wrapper } = await open();
    const choice = wrapper.get('[data-testid=practice-algorithm]');
    expect(choice.findAll('label').map((label) => label.text())).toEqual([
      'VerusHash 2.2',
      'SHA-256d',
    ]);
    await choice.get('input[value=sha256d]').setValue();
    await wrapper.get('[data-testid=try-practice]').trigger('click');
    await flushPromises();
    expect(api.inputsOf('profiles.createPractice')).toEqual([{ algorithm: 'sha256d' }]);
  });

  it('shows why the miner did not start, and lets the person start again', async () => {
    const { wrapper } = await open({
      'runs.start': () => {
        throw fakeError('start-failed', 'The miner could not be started.');
      },
    });
    await wrapper.get('[data-testid=try-practice]').trigger('click');
    await flushPromises();
    expect(document.body.textContent).toContain('The miner could not be started.');
    expect(wrapper.get('[data-testid=start-pause]').text()).toBe('Start mining');
  });

  it('leads those who have a wallet to their first coin, and may be come back to', async () => {
    const { api, wrapper, router } = await open();
    await wrapper.get('[data-testid=mine-a-coin]').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.fullPath).toBe('/profiles/new');
    expect(api.inputsOf('settings.update')).toEqual([]);
  });

  it('is over for good once it was done', async () => {
    const { wrapper } = await open({ 'settings.get': () => someSettings({ firstRunDone: true }) });
    expect(wrapper.find('[data-testid=try-practice]').exists()).toBe(false);
    expect(wrapper.get('[data-testid=state-sentence]').text()).toBe('Not mining');
    expect(wrapper.get('[data-testid=start-pause]').attributes()).toHaveProperty('disabled');
  });
});
