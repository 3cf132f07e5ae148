import UInputMenu from '@nuxt/ui/components/InputMenu.vue';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../connection/api-error.ts';
import { aPoolTest } from '../../testing/bridge-samples.ts';
import { buttonOf, openCustomPage, press, topDialog, type } from '../../testing/custom-page.ts';
import { aPool } from '../../testing/custom-samples.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(path: string, handlers: FakeHandlers = {}) {
  const opened = await openCustomPage(path, handlers);
  mounted = opened;
  const headings = () => opened.wrapper.findAll('h2').map((heading) => heading.text());
  return { ...opened, headings };
}
const submit = async () => {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
};
const preview = () => document.querySelector('[data-testid=preview]')?.textContent ?? '';

describe('the list of pools', () => {
  it('shows those of the person first, with regions, encryption, fee and date', async () => {
    const { wrapper, headings } = await open('/custom?tab=pools');
    expect(headings()).toEqual(['Your pools · 1', 'Built in · 1']);
    const [own, builtin] = wrapper.findAll('main section li').map((row) => row.text());
    expect(own).toMatch(/Shed.*Verus.*1 address.*no TLS/);
    expect(builtin).toMatch(/Example Pool.*2 regions.*TLS possible.*Fee 1 %.*2026-07-24/);
  });

  it('is searched by coin, region and address', async () => {
    const { wrapper, headings } = await open('/custom?tab=pools');
    const search = wrapper.get('input[type=search]');
    await search.setValue('vrsc america');
    expect(headings()).toEqual(['Built in · 1']);
    await search.setValue('shed.example');
    expect(headings()).toEqual(['Your pools · 1']);
    await search.setValue('monero');
    expect(wrapper.text()).toContain('No pool matches “monero”.');
  });

  it('deletes a pool after asking', async () => {
    const { api, headings } = await open('/custom?tab=pools');
    await press('Delete Shed');
    await press('Delete pool');
    expect(api.inputsOf('pools.remove')).toEqual([{ poolId: 'shed' }]);
    expect(headings()).toEqual(['Your pools', 'Built in · 1']);
  });
});

describe('a pool that comes with the program', () => {
  it('is shown with all that is known of it', async () => {
    await open('/custom?tab=pools&open=example-vrsc');
    const text = topDialog()?.textContent ?? '';
    expect(text).toContain('Built in, as of 2026-07-24.');
    expect(text).toContain('Its addresses were not tried one by one.');
    expect(text).toContain('eu.pool.example:9999Europe');
    expect(topDialog()?.querySelector('a')?.href).toBe('https://pool.example/');
  });

  it('is tried out with just what a miner would be given', async () => {
    const { api } = await open('/custom?tab=pools&open=example-vrsc', {
      'pools.test': () => aPoolTest(),
    });
    await vi.waitFor(() => expect(preview()).toContain('%EWAL%.tower'));
    expect(buttonOf('Test this pool').disabled).toBe(true);
    expect(topDialog()?.textContent).toContain('Enter a wallet address for the trial first.');
    await type('Wallet address for the trial', 'RWallet');
    await vi.waitFor(() => expect(preview()).toContain('RWallet.tower'));
    await vi.waitFor(() =>
      expect(topDialog()?.textContent).toContain('This is an address of Verus.'),
    );
    expect(preview()).toContain('pool_type1');
    await press('Test this pool');
    expect(api.inputsOf('pools.test')).toEqual([
      {
        url: 'stratum+tcp://eu.pool.example:9998',
        dialect: 'verus',
        user: 'RWallet.tower',
        password: 'x',
      },
    ]);
    expect(topDialog()?.textContent).toContain('This port does not speak TLS.');
  });

  it('is a model for one of the own, under another name', async () => {
    const { api } = await open('/custom?tab=pools&open=example-vrsc');
    await press('Make my own from it');
    await submit();
    const { urls } = aPool();
    expect(api.inputsOf('pools.create')).toMatchObject([
      { name: 'Example Pool (own)', coinId: 'vrsc', dialect: 'verus', urls },
    ]);
  });
});

describe('the form of a pool', () => {
  it('can be saved once it is complete, and says until then what is missing', async () => {
    const { api, router, wrapper } = await open('/custom?tab=pools&open=new');
    expect(topDialog()?.textContent).toContain('Still missing: Pool name, Coin, an address');
    expect(topDialog()?.textContent).toContain('Choose a coin and enter an address to see it.');
    await type('Pool name', 'Mine');
    wrapper.getComponent(UInputMenu).vm.$emit('update:modelValue', 'vrsc');
    await type('URL 1', 'one.example:1');
    await type('Region', 'Europe');
    await press('Add new URL');
    await type('URL 2', 'two.example:2');
    await press('Move URL 2 up');
    expect(buttonOf('Save').disabled).toBe(false);
    await submit();
    expect(api.inputsOf('pools.create')).toEqual([
      {
        name: 'Mine',
        coinId: 'vrsc',
        walletTemplate: '%EWAL%.%WORKER%',
        urlTemplate: '%URL%',
        passwordTemplate: 'x',
        authType: 'wallet-worker',
        mode: 'standard',
        connection: 'tcp',
        dialect: 'verus',
        urls: [
          { url: 'two.example:2', region: null, tls: false },
          { url: 'one.example:1', region: 'Europe', tls: false },
        ],
      },
    ]);
    expect(router.currentRoute.value.query).toEqual({ tab: 'pools' });
  });

  it('shows live what the miner will be given, and explains the placeholders', async () => {
    const { api } = await open('/custom?tab=pools&open=shed');
    await vi.waitFor(() => expect(preview()).toContain('stratum+tcp://shed.example:3333'));
    await type('URL 1', 'other.example:4444');
    await vi.waitFor(() => expect(preview()).toContain('stratum+tcp://other.example:4444'));
    expect(api.inputsOf('pools.preview').at(-1)).toMatchObject({
      urlIndex: 0,
      values: { worker: 'tower' },
    });
    expect(topDialog()?.textContent).toContain('%EWAL%the wallet address of the profile');
  });

  it('says at the field what the rig has against it, and waits with saving', async () => {
    await open('/custom?tab=pools&open=shed', {
      'pools.preview': ({ pool }) => {
        if (!pool.walletTemplate.includes('%WALET%')) return [];
        throw new ApiError({
          code: 'invalid-input',
          message: 'The wallet template has %WALET%, which stands for nothing.',
          error: '',
          suggestion: 'Write %EWAL%.',
          details: [{ path: 'walletTemplate', message: 'x' }],
          retryable: false,
        });
      },
    });
    await type('Wallet template (Ewal)', '%WALET%');
    await vi.waitFor(() => expect(buttonOf('Save').disabled).toBe(true));
    const label = [...document.querySelectorAll('label')].find((each) =>
      each.textContent.includes('Ewal'),
    );
    const field = document.getElementById(label?.htmlFor ?? '');
    expect(field?.getAttribute('aria-invalid')).toBe('true');
    await type('Wallet template (Ewal)', '%EWAL%');
    await vi.waitFor(() => expect(buttonOf('Save').disabled).toBe(false));
  });

  it('says of a wallet for the trial that it is wrong', async () => {
    await open('/custom?tab=pools&open=shed');
    await type('Wallet address for the trial', 'XWallet');
    await vi.waitFor(() => expect(topDialog()?.textContent).toContain('A character is mistyped.'));
  });
});

it('offers the parts of the page as links, and marks the one in sight', async () => {
  const { wrapper, router } = await open('/custom?tab=nonsense');
  const links = () => wrapper.findAll('nav[aria-label="Parts of custom mining"] a');
  expect(links().map((link) => link.text())).toEqual(['Miners', 'Coins', 'Pools']);
  expect(links()[0]?.attributes('aria-current')).toBe('page');
  await router.push(links()[2]?.attributes('href') ?? '');
  await flushPromises();
  expect(links()[2]?.attributes('aria-current')).toBe('page');
  expect(wrapper.text()).toContain('Your pools');
});
