import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { FakeApi } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { someInfo, someSettings } from '../../testing/samples.ts';
import SettingsPage from './page.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(releaseMirror: string | null) {
  let settings = someSettings({ releaseMirror });
  const api = new FakeApi({
    'settings.get': () => settings,
    'settings.update': (patch) => (settings = { ...settings, ...patch } as typeof settings),
    'system.info': () => someInfo(),
    'system.doctor': () => [],
  });
  mounted = await mountPage(SettingsPage, api);
  const { wrapper } = mounted;
  const field = wrapper.get('input[type=url]');
  const form = wrapper.findAll('form').find((each) => each.find('input[type=url]').exists());
  const save = async (): Promise<void> => {
    await form?.trigger('submit');
    await flushPromises();
  };
  return { api, wrapper, field, save, button: () => form?.get('button[type=submit]') };
}

it('installs from a mirror once its address is right', async () => {
  const { api, wrapper, field, save, button } = await open(null);
  await field.setValue('mirror.example');
  await field.trigger('blur');
  expect(wrapper.text()).toContain('It must look like https://mirror.example.');
  expect(button()?.attributes()).toHaveProperty('disabled');
  await save();
  expect(api.inputsOf('settings.update')).toEqual([]);
  await field.setValue(' https://mirror.example ');
  await save();
  expect(api.inputsOf('settings.update')).toEqual([{ releaseMirror: 'https://mirror.example' }]);
});

it('goes back to GitHub when the field is emptied', async () => {
  const { api, wrapper, field, save } = await open('https://mirror.example');
  expect(wrapper.find('details[open]').exists()).toBe(true);
  await field.setValue('');
  await save();
  expect(api.inputsOf('settings.update')).toEqual([{ releaseMirror: null }]);
});
