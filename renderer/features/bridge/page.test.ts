import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import type { Bridge, BridgeStatus } from '../../../electron/contract/values/bridge.ts';
import {
  aBridge,
  aBridgeStatus,
  aClient,
  aPoolLink,
  aStoppedBridge,
} from '../../testing/bridge-samples.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { now, someInfo } from '../../testing/samples.ts';
import BridgePage from './page.vue';

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.wrapper.unmount();
  vi.useRealTimers();
});

const living = (fields: Partial<BridgeStatus> = {}) =>
  aBridgeStatus({
    at: Date.now(),
    startedAt: Date.now() - 3_600_000,
    pool: aPoolLink({ since: Date.now(), lastJobAt: Date.now() - 150_000 }),
    ...fields,
  });

async function open(bridges: Bridge[], status: BridgeStatus, handlers: FakeHandlers = {}) {
  const api = new FakeApi({
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    'bridges.list': () => bridges,
    'bridges.status': ({ bridgeId }) => ({ ...status, bridgeId }),
    'bridges.start': () => living(),
    'bridges.stop': () => aStoppedBridge({ at: Date.now() }),
    'bridges.clients': () => ({
      clients: [aClient({ lastShareAt: Date.now() - 150_000 })],
      total: 1,
    }),
    'bridges.workers': () => [
      { worker: 'attic', accepted: 7, rejected: 1, averageHashrate: null, lastShareAt: null },
    ],
    'bridges.history': () => ({ bucketMs: 10_000, points: [] }),
    'bridges.disconnect': () => ({}),
    'bridges.ban': () => living(),
    'bridges.unban': () => living(),
    ...handlers,
  });
  mounted = await mountPage(BridgePage, api, '/bridge');
  const { wrapper } = mounted;
  const text = (testId: string) =>
    wrapper.get(`[data-testid=${testId}]`).text().replace(/\s+/g, ' ');
  const button = (label: string) => wrapper.get(`button[aria-label="${label}"]`);
  return { api, text, button, ...mounted };
}

const dialog = () => document.querySelector('[role=dialog]');
const inDialog = (label: string) =>
  [...(dialog()?.querySelectorAll('button') ?? [])].find((b) => b.textContent.trim() === label);

it('says what a bridge is for where there is none, with one thing to do', async () => {
  const { wrapper, router } = await open([], aStoppedBridge());
  expect(wrapper.text()).toContain('No bridge yet');
  const buttons = wrapper.get('main').findAll('button');
  expect(buttons.map((button) => button.text())).toEqual(['New bridge']);
  await buttons[0]?.trigger('click');
  await flushPromises();
  expect(router.currentRoute.value.query).toEqual({ edit: 'new' });
});

describe('a bridge that runs', () => {
  it('shows its figures, its pool and who checks shares', async () => {
    const { text, wrapper } = await open([aBridge()], living());
    expect(text('bridge-sentence')).toContain('Serving 3 miners at 7.21 MH/s');
    expect(text('bridge-hashrate')).toBe('7.21 MH/s');
    expect(text('client-count')).toBe('3');
    expect(text('accepted')).toBe('412');
    expect(text('rejected')).toBe('3');
    expect(text('pool')).toBe('pool.example:9998');
    expect(wrapper.text()).toContain('with native aes-ni');
    const facts = wrapper.findAll('dl > div').map((fact) => fact.text());
    expect(facts).toContain('Encryptedyes');
    expect(facts).toContain('Latency38 ms');
    expect(facts).toContain('Last job2 min ago');
  });

  it('gives addresses that others can use, and a command', async () => {
    const { wrapper } = await open([aBridge()], living());
    expect(wrapper.get('a[target=_blank]').attributes('href')).toBe('http://192.168.1.20:8080/');
    expect(wrapper.find('svg[aria-label="QR code of http://192.168.1.20:8080/"]').exists()).toBe(
      true,
    );
    expect(wrapper.findAll('code').map((code) => code.text())).toEqual([
      'stratum+tcp://127.0.0.1:3333',
      'ccminer -a verus -o stratum+tcp://127.0.0.1:3333 -u rig1 -p PASSWORD',
    ]);
  });

  it('shows no code for phones that could not open it', async () => {
    const { wrapper } = await open([aBridge()], living({ webUrl: 'http://127.0.0.1:8080/' }));
    expect(wrapper.find('svg[aria-label^=QR]').exists()).toBe(false);
    expect(wrapper.text()).toContain('Only this computer can open it.');
  });

  it('follows the stream, and reads out that the pool is lost', async () => {
    const { api, text, wrapper } = await open([aBridge()], living());
    const pool = aPoolLink({
      state: 'backing-off',
      since: Date.now(),
      retryAt: Date.now() + 9_500,
    });
    api.emit(
      'bridge.status',
      living({ at: Date.now() + 1, problem: 'The pool does not answer.', pool }),
    );
    await nextTick();
    expect(text('bridge-sentence')).toMatch(
      /No pool: the pool does not answer · next attempt in \d+ s · 3 miners wait for work/,
    );
    expect(wrapper.get('[aria-live=polite]').text()).toBe('No pool: the pool does not answer');
  });

  it('shows the age of what it knows when the stream has dried up', async () => {
    const { text } = await open([aBridge()], living({ at: Date.now() - 150_000 }));
    expect(text('bridge-sentence')).toContain('2 min ago:');
  });

  it('stops', async () => {
    const { api, text, wrapper } = await open([aBridge()], living({ at: now }));
    await wrapper.get('[data-testid=bridge-toggle]').trigger('click');
    await flushPromises();
    expect(api.inputsOf('bridges.stop')).toEqual([{ bridgeId: 'bridge-1' }]);
    expect(text('bridge-sentence')).toContain('Stopped');
    expect(text('bridge-hashrate')).toBe('— H/s');
    expect(text('bridge-toggle')).toBe('Start bridge');
  });
});

describe('its miners', () => {
  it('are listed with what they do and when they last did it', async () => {
    const { wrapper } = await open([aBridge()], living());
    const cells = wrapper
      .findAll('tbody tr')[0]
      ?.findAll('td')
      .map((cell) => cell.text());
    expect(cells?.slice(0, 6)).toEqual([
      'kitchenRigwright web miner',
      '192.168.1.20web miner',
      '1.20 MH/s',
      '40',
      '0',
      '2 min ago',
    ]);
  });

  it('say how many more there are than are shown', async () => {
    const { wrapper } = await open([aBridge()], living(), {
      'bridges.clients': () => ({ clients: [aClient()], total: 1_201 }),
    });
    expect(wrapper.text()).toContain('1,200 more; the search finds them.');
  });

  it('are searched by the rig, which knows all of them', async () => {
    const { api, wrapper } = await open([aBridge()], living());
    vi.useFakeTimers();
    await wrapper.get('input[type=search]').setValue('kit');
    await vi.advanceTimersByTimeAsync(300);
    expect(api.inputsOf('bridges.clients').at(-1)).toEqual({
      bridgeId: 'bridge-1',
      limit: 200,
      search: 'kit',
    });
  });

  it('are sorted by the heading that was pressed', async () => {
    const shares = { accepted: 1, counted: 0, rejected: { stale: 5 } };
    const { wrapper } = await open([aBridge()], living(), {
      'bridges.clients': () => ({
        clients: [aClient(), aClient({ id: 'client-2' as never, worker: 'attic', shares })],
        total: 2,
      }),
    });
    const heading = wrapper.findAll('th').find((th) => th.text() === 'Rejected');
    await heading?.get('button').trigger('click');
    expect(heading?.attributes('aria-sort')).toBe('descending');
    expect(wrapper.get('tbody tr td').text()).toContain('attic');
    expect(wrapper.get('tbody tr').text()).toContain('5 stale');
  });

  it('are sent away', async () => {
    const { api, button } = await open([aBridge()], living());
    await button('Disconnect kitchen').trigger('click');
    await flushPromises();
    expect(api.inputsOf('bridges.disconnect')).toEqual([
      { bridgeId: 'bridge-1', clientId: 'client-1' },
    ]);
  });

  it('are banned for the time chosen', async () => {
    const { api, button } = await open([aBridge()], living());
    await button('Ban 192.168.1.20').trigger('click');
    await flushPromises();
    expect(dialog()?.textContent).toContain('Ban 192.168.1.20?');
    inDialog('Ban address')?.click();
    await flushPromises();
    expect(api.inputsOf('bridges.ban')).toEqual([
      { bridgeId: 'bridge-1', address: '192.168.1.20', minutes: 60 },
    ]);
  });

  it('open a panel with all that is known, and the past of their worker', async () => {
    const { api, wrapper } = await open([aBridge()], living());
    await wrapper.get('tbody tr button').trigger('click');
    await flushPromises();
    expect(dialog()?.textContent).toContain('Rigwright web miner');
    expect(api.inputsOf('bridges.history').at(-1)).toMatchObject({ worker: 'kitchen' });
  });
});

it('lists workers that are gone, unknown as unknown', async () => {
  const { api, wrapper } = await open([aBridge()], aStoppedBridge());
  const cells = wrapper
    .get('tbody tr')
    .findAll('td')
    .map((cell) => cell.text());
  expect(cells).toEqual(['attic', '—', '7', '1', '—']);
  const [{ from, to }] = api.inputsOf('bridges.workers') as [{ from: number; to: number }];
  expect(to - from).toBe(24 * 3_600_000);
});

it('lets a banned address in again', async () => {
  const until = Date.now() + 600_500;
  const ban = { address: '10.0.0.7', reason: 'too many bad shares', since: Date.now(), until };
  const { api, button, wrapper } = await open([aBridge()], living({ bans: [ban] }));
  expect(wrapper.text()).toContain('10 min left');
  await button('Unban 10.0.0.7').trigger('click');
  await flushPromises();
  expect(api.inputsOf('bridges.unban')).toEqual([{ bridgeId: 'bridge-1', address: '10.0.0.7' }]);
});

it('offers each of several bridges with its state', async () => {
  const second = aBridge({ id: 'bridge-2' as never, name: 'Office' });
  const { router, wrapper } = await open([aBridge(), second], living());
  const links = wrapper.findAll('nav a');
  expect(links.map((link) => link.text())).toEqual(['Living roomWorking', 'OfficeWorking']);
  await router.push(links[1]?.attributes('href') ?? '');
  await flushPromises();
  expect(wrapper.findAll('nav a')[1]?.attributes('aria-current')).toBe('page');
});

it('hears no stream any more once the page is left', async () => {
  const { api, wrapper } = await open([aBridge()], living());
  const before = api.listenerCount;
  wrapper.unmount();
  mounted = undefined;
  expect(api.listenerCount).toBe(before - 1);
});
