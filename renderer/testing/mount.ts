import UApp from '@nuxt/ui/components/App.vue';
import ui from '@nuxt/ui/vue-plugin';
import type { VueWrapper } from '@vue/test-utils';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import type { Component, ShallowRef } from 'vue';
import { defineComponent, h, shallowRef } from 'vue';
import type { Router } from 'vue-router';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { ConnectionState } from '../connection/connection.ts';
import { connectionKey } from '../connection/connection.ts';
import type { FakeApi } from './fake-api.ts';

export interface Mounted {
  readonly wrapper: VueWrapper;
  readonly router: Router;
  /** Set by a test that plays a lost connection. */
  readonly connection: ShallowRef<ConnectionState>;
}

/**
 * Mounts a page on a fake rig, at an address, with everything that stands around it in the app.
 * The canvas of the chart is left out: there is none here.
 */
export async function mountPage(page: Component, api: FakeApi, path = '/'): Promise<Mounted> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:page(.*)*', component: page, meta: { title: 'nav.dashboard' } }],
  });
  await router.push(path);
  const connection = shallowRef<ConnectionState>({ kind: 'connected' });
  const around = defineComponent({
    render: () => h(UApp, () => h(page)),
  });
  const wrapper = mount(around, {
    attachTo: document.body,
    global: {
      plugins: [createPinia(), router, ui],
      provide: {
        [connectionKey as symbol]: {
          api,
          host: 'browser',
          state: connection,
          onReconnect: () => () => undefined,
          retryNow: () => undefined,
        },
      },
      stubs: { TimeChart: true },
    },
  });
  await flushPromises();
  return { wrapper, router, connection };
}
