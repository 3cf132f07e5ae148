import type { RouteRecordRaw, Router } from 'vue-router';
import { createRouter, createWebHashHistory } from 'vue-router';
import type { PlainMessageKey } from './locales/t.ts';
import { t } from './locales/t.ts';

declare module 'vue-router' {
  interface RouteMeta {
    readonly title: PlainMessageKey;
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    meta: { title: 'nav.dashboard' },
    component: () => import('./features/dashboard/page.vue'),
  },
  {
    path: '/profiles',
    meta: { title: 'nav.profiles' },
    component: () => import('./features/profiles/page.vue'),
  },
  {
    path: '/miners',
    meta: { title: 'nav.miners' },
    component: () => import('./features/miners/page.vue'),
  },
  {
    path: '/custom',
    meta: { title: 'nav.custom' },
    component: () => import('./features/custom/page.vue'),
  },
  {
    path: '/profiles/new',
    meta: { title: 'wizard.title' },
    component: () => import('./features/profiles/wizard/WizardPage.vue'),
  },
  {
    path: '/bridge',
    meta: { title: 'nav.bridge' },
    component: () => import('./features/bridge/page.vue'),
  },
  {
    path: '/console',
    meta: { title: 'nav.console' },
    component: () => import('./features/console/page.vue'),
  },
  {
    path: '/settings',
    meta: { title: 'nav.settings' },
    component: () => import('./features/settings/page.vue'),
  },
  { path: '/:anything(.*)*', redirect: '/' },
];

/** Pages live behind the hash, so that one file serves all of them, over HTTP and in the desktop app. */
export function makeRouter(): Router {
  const router = createRouter({ history: createWebHashHistory(), routes });
  router.afterEach(({ meta }) => {
    document.title = `${t(meta.title)} · Rigwright`;
  });
  return router;
}
