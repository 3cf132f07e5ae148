import UInput from '@nuxt/ui/components/Input.vue';
import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { defineComponent, h, reactive } from 'vue';
import { buttonOf, topDialog } from '../testing/custom-page.ts';
import { FakeApi, fakeError } from '../testing/fake-api.ts';
import type { Mounted } from '../testing/mount.ts';
import { mountPage } from '../testing/mount.ts';
import FormPanel from './FormPanel.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

/** A panel with one field, which has to be filled in. */
async function open(save: () => Promise<void> = async () => undefined) {
  const panel = reactive({ state: { name: '' }, blocked: false });
  const heard: unknown[] = [];
  const page = defineComponent(
    () => () =>
      h(
        FormPanel<{ name: string }>,
        {
          open: true,
          title: 'Shed',
          description: 'A place for tools',
          formId: 'shed-form',
          state: panel.state,
          validate: ({ name }) => (name === '' ? [{ name: 'name', message: 'No name.' }] : []),
          save: () => {
            heard.push('save');
            return save();
          },
          saveLabel: 'Keep',
          blocked: panel.blocked,
          onClose: () => heard.push('close'),
          onInvalid: (names: string[]) => heard.push(names),
        },
        { default: () => h(UInput), note: () => 'so far' },
      ),
  );
  mounted = await mountPage(page, new FakeApi({}));
  return { panel, heard };
}

async function submit(): Promise<void> {
  document
    .getElementById('shed-form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}
const alert = () => topDialog()?.querySelector('[role=alert]')?.textContent;

it('names the fields that are wrong, and saves once they are right', async () => {
  const { panel, heard } = await open();
  await submit();
  expect(heard).toEqual([['name']]);
  panel.state.name = 'Rake';
  await submit();
  expect(heard).toEqual([['name'], 'save']);
  buttonOf('Cancel').click();
  expect(heard).toEqual([['name'], 'save', 'close']);
});

it('saves nothing that is blocked, however it was asked', async () => {
  const { panel, heard } = await open();
  panel.state.name = 'Rake';
  panel.blocked = true;
  await submit();
  expect(buttonOf('Keep').disabled).toBe(true);
  expect(topDialog()?.textContent).toContain('so far');
  expect(heard).toEqual([]);
});

it('rests while it saves, and saves once', async () => {
  const end = Promise.withResolvers<undefined>();
  const { panel, heard } = await open(() => end.promise);
  panel.state.name = 'Rake';
  await submit();
  const field = () => topDialog()?.querySelector('input')?.disabled;
  expect(field()).toBe(true);
  await submit();
  expect(heard).toEqual(['save']);
  end.resolve(undefined);
  await flushPromises();
  expect(field()).toBe(false);
});

it('says why saving failed until it begins with something else', async () => {
  const { panel } = await open(() => Promise.reject(fakeError('storage-failed', 'No room.')));
  panel.state.name = 'Rake';
  await submit();
  expect(alert()).toContain('No room.');
  panel.state = { name: 'Spade' };
  await flushPromises();
  expect(alert()).toBeUndefined();
});
