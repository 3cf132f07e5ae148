import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../../electron/contract/values/profile.ts';
import { FakeApi, fakeError } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { aMiner, aProfile, aRun, someInfo, someSettings } from '../../testing/samples.ts';
import ProfilesPage from './page.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(path: string, profiles: Profile[], handlers: FakeHandlers = {}) {
  const api = new FakeApi({
    'settings.get': () => someSettings({ firstRunDone: true }),
    'profiles.list': () => profiles,
    'profiles.update': ({ profileId }) => aProfile({ id: profileId, name: 'Changed' }),
    'profiles.create': ({ name }) => aProfile({ name }),
    'profiles.createPractice': () => aProfile({ name: 'Practice' }),
    'miners.list': () => [aMiner()],
    'runs.list': () => [],
    'runs.start': () => aRun(),
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    ...handlers,
  });
  mounted = await mountPage(ProfilesPage, api, path);
  return { api, ...mounted };
}

const panel = () => document.querySelector('[role=dialog]');
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find((l) => l.textContent.trim() === label);
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};
async function type(label: string, text: string): Promise<void> {
  field(label).value = text;
  field(label).dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
async function leave(label: string): Promise<void> {
  field(label).dispatchEvent(new Event('blur', { bubbles: true }));
  await flushPromises();
}
async function save(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

describe('the list', () => {
  it('says what profiles are for where there are none, and offers the practice profile', async () => {
    const { api, wrapper } = await open('/profiles', []);
    expect(wrapper.text()).toContain('No profiles yet');
    const add = wrapper.findAll('button').find((b) => b.text() === 'Add the practice profile');
    await add?.trigger('click');
    await flushPromises();
    expect(api.inputsOf('profiles.createPractice')).toEqual([{ algorithm: 'verushash' }]);
    expect(wrapper.text()).toContain('Practice');
  });

  it('starts a profile and shows what it does', async () => {
    const { api, wrapper, router } = await open('/profiles', [aProfile()]);
    await wrapper.get('[aria-label="Start Evenings"]').trigger('click');
    await flushPromises();
    expect(api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
    expect(router.currentRoute.value.path).toBe('/');
  });
});

describe('the panel', () => {
  it('does not scold before a field was left', async () => {
    await open('/profiles?edit=new', []);
    await type('Address', 'pool');
    expect(panel()?.textContent).not.toContain('must look like');
    await leave('Address');
    expect(panel()?.textContent).toContain(
      'The address must look like stratum+tcp://pool.example:3333',
    );
  });

  it('sends nothing while something is wrong, and says what', async () => {
    const { api } = await open('/profiles?edit=new', []);
    await save();
    expect(panel()?.textContent).toContain('Give the profile a name.');
    expect(api.inputsOf('profiles.create')).toEqual([]);
  });

  it('makes a profile and closes', async () => {
    const { api, router } = await open('/profiles?edit=new', []);
    await type('Name', 'Nights');
    await type('Address', 'stratum+tcp://pool.example:3333');
    await type('User', 'wallet');
    await save();
    expect(api.inputsOf('profiles.create')).toEqual([
      expect.objectContaining({
        name: 'Nights',
        minerId: 'builtin',
        algorithm: 'sha256d',
        threads: null,
        throttle: 0,
        resumeAfterRestart: false,
        pools: [{ url: 'stratum+tcp://pool.example:3333', user: 'wallet' }],
      }),
    ]);
    expect(router.currentRoute.value.query).toEqual({});
  });

  it('never shows a saved password, and keeps it', async () => {
    const { api } = await open('/profiles?edit=profile-1', [aProfile()]);
    expect(field('Password').value).toBe('');
    expect(panel()?.textContent).toContain('saved');
    await save();
    expect(api.inputsOf('profiles.update')).toEqual([
      expect.objectContaining({
        pools: [{ url: 'stratum+tcp://pool.example:3333', user: 'wallet.rig' }],
      }),
    ]);
  });

  it("shows the rig's own objection under the form and stays open", async () => {
    await open('/profiles?edit=profile-1', [aProfile()], {
      'profiles.update': () => {
        throw fakeError('disk-full', 'The disk is full.');
      },
    });
    await save();
    expect(panel()?.querySelector('[role=alert]')?.textContent).toContain('The disk is full.');
  });
});
