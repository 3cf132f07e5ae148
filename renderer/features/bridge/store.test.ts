import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { aBridge, aBridgeStatus } from '../../testing/bridge-samples.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { now } from '../../testing/samples.ts';
import { stage } from '../../testing/with-stores.ts';
import { useBridges } from './store.ts';

async function open() {
  const api = new FakeApi({
    'bridges.list': () => [aBridge()],
    'bridges.status': () => aBridgeStatus(),
    'bridges.stop': () => aBridgeStatus({ running: false, at: now - 1_000 }),
  });
  const { use, reconnect } = stage(api);
  const store = use(useBridges);
  await flushPromises();
  return { api, store, reconnect };
}

it('knows how each bridge is doing as soon as it knows the bridge', async () => {
  const { store } = await open();
  expect(store.statuses.get(aBridge().id)?.clients).toBe(3);
});

it('hears the stream only while somebody follows it', async () => {
  const { api, store } = await open();
  const idle = api.listenerCount;
  const stop = store.follow();
  expect(api.listenerCount).toBe(idle + 1);
  api.emit('bridge.status', aBridgeStatus({ clients: 4, at: now + 2_000 }));
  expect(store.statuses.get(aBridge().id)?.clients).toBe(4);
  stop();
  expect(api.listenerCount).toBe(idle);
});

it('does not let an older answer take the place of a newer announcement', async () => {
  const { store } = await open();
  await store.stop(aBridge().id);
  expect(store.statuses.get(aBridge().id)?.running).toBe(true);
});

it('asks anew after the connection was lost', async () => {
  const { api, reconnect } = await open();
  reconnect();
  await flushPromises();
  expect(api.inputsOf('bridges.status')).toHaveLength(2);
});
