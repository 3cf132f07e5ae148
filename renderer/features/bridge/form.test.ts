import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { Bridge } from '../../../electron/contract/values/bridge.ts';
import { aBridge, aPoolTest, aStoppedBridge } from '../../testing/bridge-samples.ts';
import { FakeApi, fakeError } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { someInfo } from '../../testing/samples.ts';
import BridgePage from './page.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

async function open(edit: string, bridges: Bridge[], handlers: FakeHandlers = {}) {
  const api = new FakeApi({
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    'bridges.list': () => bridges,
    'bridges.status': () => aStoppedBridge(),
    'bridges.workers': () => [],
    'bridges.history': () => ({ bucketMs: 10_000, points: [] }),
    'bridges.create': ({ name }) => aBridge({ name }),
    'bridges.update': ({ name }) => aBridge({ name }),
    'pools.test': () => aPoolTest(),
    ...handlers,
  });
  mounted = await mountPage(BridgePage, api, `/bridge?edit=${edit}`);
  return { api, ...mounted };
}

const panel = () => document.querySelector('[role=dialog]');
const field = (label: string) => {
  const found = [...(panel()?.querySelectorAll('label') ?? [])].find(
    (each) => each.textContent.trim() === label,
  );
  return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
};
async function type(label: string, text: string): Promise<void> {
  field(label).value = text;
  field(label).dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
async function press(label: string): Promise<void> {
  const found = [...(panel()?.querySelectorAll('button') ?? [])].find(
    (button) => button.textContent.trim() === label,
  );
  found?.click();
  await flushPromises();
}
async function save(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  await flushPromises();
}

it('makes a bridge for this computer alone, and shows it', async () => {
  const { api, router } = await open('new', []);
  await type('Name', 'Phones');
  await type('Address', 'stratum+tcp://pool.example:9999');
  await type('User', 'RWallet.rig');
  await save();
  expect(api.inputsOf('bridges.create')).toEqual([
    {
      name: 'Phones',
      dialect: 'verus',
      algorithm: 'verushash',
      autostart: false,
      web: { enabled: true, host: '127.0.0.1', port: 8_080, tls: false },
      tcp: { enabled: true, host: '127.0.0.1', port: 3_333, tls: false },
      workerNames: 'one',
      clientDifficulty: 'pool',
      pools: [{ url: 'stratum+tcp://pool.example:9999', user: 'RWallet.rig' }],
      guard: {
        allow: [],
        deny: [],
        origins: [],
        maxClients: 1_000,
        maxClientsPerAddress: 200,
        maxMessagesPerMinute: 600,
        banMinutes: 30,
      },
    },
  ]);
  expect(router.currentRoute.value.query).toEqual({ bridge: 'bridge-1' });
});

it('sends nothing while something is wrong, and says what', async () => {
  const { api } = await open('new', []);
  await save();
  expect(panel()?.textContent).toContain('Give the bridge a name.');
  expect(panel()?.textContent).toContain('Enter the address of the pool');
  expect(api.inputsOf('bridges.create')).toEqual([]);
});

it('unfolds what is wrong', async () => {
  await open('bridge-1', [aBridge()]);
  expect(panel()?.querySelector('details')?.open).toBe(false);
  await type('Only these addresses', 'kitchen');
  await save();
  expect(panel()?.querySelector('details')?.open).toBe(true);
  expect(panel()?.textContent).toContain('“kitchen” is no address.');
});

it('tests a pool before it is saved, step by step, until something is changed', async () => {
  const { api } = await open('new', []);
  await type('Address', 'stratum+ssl://pool.example:9998');
  await type('User', 'RWallet.rig');
  await type('Password', 'd=64');
  await press('Test this pool');
  expect(api.inputsOf('pools.test')).toEqual([
    {
      url: 'stratum+ssl://pool.example:9998',
      dialect: 'verus',
      user: 'RWallet.rig',
      password: 'd=64',
    },
  ]);
  const steps = [...(panel()?.querySelectorAll('ol li') ?? [])].map((step) =>
    [...step.children]
      .map((part) => part.textContent.trim())
      .join(' ')
      .trim(),
  );
  expect(steps).toEqual([
    'Address · pool.example:9998 over TLS',
    'Name · 203.0.113.7 12 ms',
    'Connection · connected 41 ms',
    'Encryption · This port does not speak TLS. 9 ms',
    'Login',
    'First job',
  ]);
  expect(panel()?.textContent).toContain('This pool does not work like this.');
  expect(panel()?.textContent).toContain('Write stratum+tcp:// instead of stratum+ssl://.');
  await type('Address', 'stratum+tcp://pool.example:9998');
  expect(panel()?.textContent).not.toContain('This pool does not work like this.');
});

it('shows the fingerprint that is remembered', async () => {
  await open('new', [], {
    'pools.test': () => aPoolTest({ ok: true, suggestion: null, fingerprint: 'ab'.repeat(32) }),
  });
  await press('Use the practice pool');
  expect(field('Address').value).toBe('practice://local');
  await press('Test this pool');
  expect(panel()?.textContent).toContain('This pool works.');
  expect(panel()?.textContent).toContain('ab'.repeat(32));
});

it('shows why a test could not be made', async () => {
  await open('new', [], {
    'pools.test': () => {
      throw fakeError('too-many-requests', 'Too many tests at once.');
    },
  });
  await press('Use the practice pool');
  await press('Test this pool');
  expect(panel()?.querySelector('[role=status]')?.textContent).toContain('Too many tests at once.');
});

it('never shows a saved password, keeps it, and says that a test leaves it out', async () => {
  const { api } = await open('bridge-1', [aBridge()]);
  expect(field('Password').value).toBe('');
  expect(panel()?.textContent).toContain('A saved password is not used for the test.');
  await save();
  const [update] = api.inputsOf('bridges.update') as [{ pools: unknown; password?: string }];
  expect(update.pools).toEqual([{ url: 'stratum+ssl://pool.example:9998', user: 'RWallet.rig' }]);
  expect(update).not.toHaveProperty('password');
});

it('warns before a bridge is opened to the network, until it has a password', async () => {
  const warning = () => document.querySelector('[data-testid=open-warning]');
  const { api } = await open('bridge-1', [aBridge({ hasPassword: false })]);
  expect(warning()?.textContent).toContain('Everybody in your network will be able to connect');
  await press('Suggest a password');
  const password = field('Password for miners').value;
  expect(password).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect(panel()?.querySelector('code')?.textContent).toBe(password);
  expect(warning()).toBeNull();
  await save();
  expect(api.inputsOf('bridges.update')).toMatchObject([{ password }]);
});

it('does not warn of doors that only this computer can reach', async () => {
  const local = { enabled: true, host: '127.0.0.1', port: 8_080, tls: false };
  await open('bridge-1', [aBridge({ hasPassword: false, web: local })]);
  expect(document.querySelector('[data-testid=open-warning]')).toBeNull();
});

it("shows the rig's own objection under the form and stays open", async () => {
  await open('bridge-1', [aBridge()], {
    'bridges.update': () => {
      throw fakeError('invalid-input', 'There is a bridge of this name already.');
    },
  });
  await save();
  expect(panel()?.querySelector('[role=alert]')?.textContent).toContain(
    'There is a bridge of this name already.',
  );
});
