import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useRoute } from 'vue-router';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import { aPoolTest } from '../../testing/bridge-samples.ts';
import { aCoin, aPool } from '../../testing/custom-samples.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { aCatalogueMiner, anInstalledMiner } from '../../testing/miner-samples.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { aProfile, aRun, someInfo, someSettings } from '../../testing/samples.ts';
import ProfilesPage from './page.vue';
import WizardPage from './wizard/WizardPage.vue';

const setting = {
  help: '',
  kind: 'integer',
  min: 0,
  max: 99,
  choices: [],
  default: 1,
} as const;
const xmrig = anInstalledMiner(undefined, {
  settings: [
    { ...setting, key: 'donateLevel', label: 'Donate level', choices: [] },
    {
      ...setting,
      key: 'hugePages',
      label: 'Huge pages',
      kind: 'switch',
      choices: [],
      default: true,
    },
  ],
});
const full = aProfile({
  minerId: 'xmrig' as never,
  algorithm: 'rx/0',
  coinId: 'vrsc' as never,
  wallet: 'RWallet',
  worker: 'shelf',
  login: 'me',
  email: 'me@example.org',
  threads: 4,
  throttle: 10,
  devices: [0, 2],
  settings: { donateLevel: 5, hugePages: false },
  extraArguments: ['--fast', '--log=a b'],
  resumeAfterRestart: true,
  schedule: { windows: [{ days: [0, 6], from: '22:00', to: '06:00' }] },
  pools: [
    { url: 'stratum+ssl://pool.example:443', user: '%EWAL%', hasPassword: true },
    { url: 'hds://other.example:1', user: '%LOGIN%', hasPassword: false },
  ],
});

let mounted: Mounted | undefined;
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  mounted?.wrapper.unmount();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await flushPromises();
  await vi.advanceTimersByTimeAsync(600);
  await flushPromises();
}

async function open(
  profile: Profile,
  handlers: FakeHandlers = {},
  path = `/profiles?edit=${profile.id}`,
) {
  const api = new FakeApi({
    'settings.get': () => someSettings({ firstRunDone: true }),
    'profiles.list': () => [profile],
    'profiles.update': ({ profileId }) => aProfile({ id: profileId }),
    'profiles.diff': ({ name }) => [{ path: 'name', label: 'Name', from: profile.name, to: name }],
    'miners.list': () => [xmrig, aCatalogueMiner({ id: 'other' as never, name: 'Other' })],
    'miners.installs': () => [],
    'coins.list': () => [aCoin()],
    'pools.list': () => [aPool()],
    'pools.accounts': () => [
      { url: 'stratum+ssl://eu.pool.example:9999', user: '%EWAL%.%WORKER%', password: 'x' },
    ],
    'wallets.check': () => ({ status: 'ok', kind: null, text: 'Fine.', suggestion: null }),
    'pools.test': () => aPoolTest(),
    'runs.list': () => [],
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    ...handlers,
  });
  const page = defineComponent(() => {
    const route = useRoute();
    return () => h(route.path === '/profiles/new' ? WizardPage : ProfilesPage);
  });
  mounted = await mountPage(page, api, path);
  await settle();
  return { api, ...mounted };
}

const panel = () => document.querySelector('[role=dialog]');
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(
    (each) => each.textContent.replace('*', '').trim() === label,
  );
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};
async function type(label: string, text: string): Promise<void> {
  field(label).value = text;
  field(label).dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
async function save(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await settle();
}

describe('the editor', () => {
  it('gives every field of a profile back as it was', async () => {
    const { api } = await open(full);
    await save();
    const { id, createdAt: _c, updatedAt: _u, pools, ...fields } = full;
    const unlocked = pools.map(({ url, user }) => ({ url, user }));
    expect(api.inputsOf('profiles.update')).toEqual([
      { ...fields, pools: unlocked, profileId: id },
    ]);
  });

  it('shows what changes while it is written, and what a run that goes on has of it', async () => {
    const { api } = await open(full, { 'runs.list': () => [aRun()] });
    await type('Name', 'Nights');
    const changes = () => document.querySelector('[data-testid=changes]')?.textContent;
    expect(changes()).toContain('What changes: 1 thing');
    expect(changes()).toMatch(/Name: before: Evenings.*after: Nights/);
    expect(changes()).toContain('It is mining now, with what it was started with.');
    expect(api.inputsOf('profiles.diff')).toContainEqual(
      expect.objectContaining({ profileId: 'profile-1', name: 'Nights', wallet: 'RWallet' }),
    );
  });

  it('knows nothing of changes while something is wrong', async () => {
    await open(full);
    await type('Name', 'Nights');
    await type('Name', ' ');
    expect(document.querySelector('[data-testid=changes]')).toBeNull();
  });

  it('keeps what is set as usual out of the profile', async () => {
    const { api } = await open(full);
    document.querySelector<HTMLElement>('[role=switch][aria-label="Huge pages"]')?.click();
    await settle();
    await save();
    expect(api.inputsOf('profiles.update')).toMatchObject([{ settings: { donateLevel: 5 } }]);
    const [update] = api.inputsOf('profiles.update') as [{ settings: object }];
    expect(update.settings).not.toHaveProperty('hugePages');
  });

  it('goes on with what was chosen on the shorter way', async () => {
    const { wrapper, router } = await open(full, {}, '/profiles/new');
    await wrapper.get('[data-testid=coin-vrsc]').trigger('click');
    await settle();
    await wrapper.get('input[data-testid=wallet], [data-testid=wallet] input').setValue('RMine');
    await router.push('/profiles?edit=new');
    await settle();
    expect(field('Name').value).toBe('Verus');
    expect(field('Your Verus address (VRSC)').value).toBe('RMine');
    expect(field('Address').value).toBe('stratum+ssl://eu.pool.example:9999');
  });

  it('unfolds what is wrong', async () => {
    const { api } = await open(full);
    await type('From', '');
    await save();
    const group = [...document.querySelectorAll('details')].find((each) =>
      each.textContent.includes('When to mine'),
    );
    expect(group?.open).toBe(true);
    expect(panel()?.textContent).toContain('Enter a time such as 22:30.');
    expect(api.inputsOf('profiles.update')).toEqual([]);
  });

  it('tests a pool with the templates filled in', async () => {
    const { api } = await open(
      aProfile({
        ...full,
        pools: [{ url: 'stratum+tcp://a.example:1', user: '%EWAL%.%WORKER%', hasPassword: false }],
      }),
    );
    const button = [...document.querySelectorAll('button')].find((each) =>
      each.textContent.includes('Test this pool'),
    );
    button?.click();
    await settle();
    expect(api.inputsOf('pools.test')).toEqual([
      { url: 'stratum+tcp://a.example:1', dialect: 'cryptonote', user: 'RWallet.shelf' },
    ]);
  });
});
