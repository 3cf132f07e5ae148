import UInputMenu from '@nuxt/ui/components/InputMenu.vue';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { buttonOf, openCustomPage, press, topDialog, type } from '../../testing/custom-page.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import { fakeError } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(path: string, handlers: FakeHandlers = {}) {
  const opened = await openCustomPage(path, handlers);
  mounted = opened;
  const menu = () => opened.wrapper.getComponent(UInputMenu);
  const headings = () => opened.wrapper.findAll('h2').map((heading) => heading.text());
  return { ...opened, menu, headings };
}

describe('the list of coins', () => {
  it('shows those of the person first, and lets only these be changed', async () => {
    const { wrapper, headings } = await open('/custom?tab=coins');
    expect(headings()).toEqual(['Your coins · 1', 'Built in · 1']);
    const rows = wrapper.findAll('main li').map((row) => row.text());
    expect(rows.find((row) => row.includes('Verus'))).toContain('addresses are checked');
    expect(
      wrapper.findAll('button[aria-label^=Edit]').map((b) => b.attributes('aria-label')),
    ).toEqual(['Edit Garden']);
  });

  it('is searched by name, short name and algorithm', async () => {
    const { wrapper, headings } = await open('/custom?tab=coins');
    const search = wrapper.get('input[type=search]');
    await search.setValue('verushash vrsc');
    expect(headings()).toEqual(['Built in · 1']);
    await search.setValue('kawpow');
    expect(headings()).toEqual(['Your coins · 1']);
    await search.setValue('nothing like it');
    expect(wrapper.text()).toContain('No coin matches “nothing like it”.');
  });

  it('deletes a coin after asking, and says why it may not go', async () => {
    const { api, wrapper } = await open('/custom?tab=coins', {
      'coins.remove': () => {
        throw fakeError('coin-in-use', 'The pool “Shed” would be without it.');
      },
    });
    await press('Delete Garden');
    await press('Delete coin');
    expect(api.inputsOf('coins.remove')).toEqual([{ coinId: 'garden' }]);
    expect(document.body.textContent).toContain('The pool “Shed” would be without it.');
    expect(wrapper.text()).toContain('Garden');
  });
});

describe('the form of a coin', () => {
  it('can be saved once it is complete, and says until then what is missing', async () => {
    const { api, menu, router, wrapper } = await open('/custom?tab=coins&open=new');
    expect(topDialog()?.textContent).toContain('Still missing: Coin name, Short name, Algorithm');
    await type('Coin name', 'Shed Coin');
    await type('Short name', 'no good');
    menu().vm.$emit('update:modelValue', 'kawpow');
    await flushPromises();
    expect(buttonOf('Save').disabled).toBe(true);
    expect(topDialog()?.textContent).toContain('Something above has to be mended first.');
    await type('Short name', 'SHED');
    expect(buttonOf('Save').disabled).toBe(false);
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(api.inputsOf('coins.create')).toEqual([
      { name: 'Shed Coin', symbol: 'SHED', algorithm: 'kawpow' },
    ]);
    expect(router.currentRoute.value.query).toEqual({ tab: 'coins' });
    expect(wrapper.text()).toContain('Shed Coin');
  });

  it('takes an algorithm that nobody knows', async () => {
    const { menu } = await open('/custom?tab=coins&open=new');
    menu().vm.$emit('create', ' gardenhash ');
    await flushPromises();
    expect(menu().props()).toMatchObject({ modelValue: 'gardenhash' });
    expect(menu().props()).toHaveProperty(
      'items',
      expect.arrayContaining([{ value: 'gardenhash', label: 'gardenhash' }]),
    );
  });

  it('changes a coin, and says what the rig has against it', async () => {
    const { api } = await open('/custom?tab=coins&open=garden', {
      'coins.update': () => {
        throw fakeError('invalid-input', 'A coin “Verus” exists already.');
      },
    });
    await type('Coin name', 'Verus');
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(api.inputsOf('coins.update')).toEqual([
      { coinId: 'garden', name: 'Verus', symbol: 'GRDN', algorithm: 'kawpow' },
    ]);
    expect(topDialog()?.querySelector('[role=alert]')?.textContent).toContain('exists already');
  });

  it('does not open for a coin that comes with the program', async () => {
    await open('/custom?tab=coins&open=vrsc');
    expect(topDialog()).toBeUndefined();
  });
});
