import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { buttonOf, press } from '../testing/custom-page.ts';
import { FakeApi } from '../testing/fake-api.ts';
import type { Mounted } from '../testing/mount.ts';
import { mountPage } from '../testing/mount.ts';
import OrderButtons from './OrderButtons.vue';
import OrderedFieldset from './OrderedFieldset.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

interface Entry {
  readonly item: { readonly key: string };
  readonly index: number;
  readonly move: (by: -1 | 1) => void;
  readonly remove: () => void;
}

/** A list of tools that has room for three. */
async function open(...keys: string[]) {
  const items = ref(keys.map((key) => ({ key })));
  const page = defineComponent(
    () => () =>
      h(
        OrderedFieldset<{ key: string }>,
        {
          title: 'Tools',
          help: 'The first comes first.',
          addLabel: 'Add a tool',
          limit: 3,
          create: () => ({ key: 'new' }),
          modelValue: items.value,
          'onUpdate:modelValue': (changed: { key: string }[]) => (items.value = changed),
        },
        {
          default: ({ item: { key }, index, move, remove }: Entry) =>
            h(OrderButtons, {
              index,
              count: items.value.length,
              upLabel: `${key} up`,
              downLabel: `${key} down`,
              removeLabel: `${key} away`,
              onMove: move,
              onRemove: remove,
            }),
        },
      ),
  );
  mounted = await mountPage(page, new FakeApi({}));
  await flushPromises();
  return () => items.value.map(({ key }) => key);
}

it('moves an entry by one place, as far as the ends', async () => {
  const keys = await open('rake', 'spade', 'fork');
  await press('fork up');
  expect(keys()).toEqual(['rake', 'fork', 'spade']);
  await press('rake down');
  expect(keys()).toEqual(['fork', 'rake', 'spade']);
  expect([buttonOf('fork up').disabled, buttonOf('spade down').disabled]).toEqual([true, true]);
});

it('adds up to its limit, and keeps the last one', async () => {
  const keys = await open('rake', 'spade');
  await press('Add a tool');
  expect(keys()).toEqual(['rake', 'spade', 'new']);
  expect(buttonOf('Add a tool').disabled).toBe(true);
  await press('rake away');
  await press('new away');
  expect(keys()).toEqual(['spade']);
  expect(buttonOf('spade away').disabled).toBe(true);
});
