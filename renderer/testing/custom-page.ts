import { flushPromises } from '@vue/test-utils';
import CustomPage from '../features/custom/page.vue';
import { aCoin, anOwnCoin, anOwnPool, aPackage, aPool } from './custom-samples.ts';
import type { FakeHandlers } from './fake-api.ts';
import { FakeApi } from './fake-api.ts';
import type { Mounted } from './mount.ts';
import { mountPage } from './mount.ts';
import { aMiner, someInfo } from './samples.ts';

/** What a rig says of how far it confines packages. */
export const confinement = 'Scripts and miner can only write in the folder of their run.';

/** The page Custom on a fake rig that has one of everything. */
export async function openCustomPage(
  path: string,
  handlers: FakeHandlers = {},
): Promise<Mounted & { api: FakeApi }> {
  const api = new FakeApi({
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    'miners.list': () => [
      aMiner({ id: aPackage().id, kind: 'package', notes: [confinement], installed: false }),
    ],
    'miners.installs': () => [],
    'packages.list': () => [aPackage()],
    'packages.script': ({ path: script }) => ({
      path: script,
      text: `import ravinos\n# ${script}\n`,
      truncated: false,
    }),
    'packages.consent': () => aPackage({ consentedAt: Date.now() }),
    'packages.remove': () => ({}),
    'coins.list': () => [anOwnCoin(), aCoin()],
    'coins.create': (draft) => anOwnCoin({ ...draft, id: 'another' as never }),
    'coins.update': ({ coinId, ...draft }) => anOwnCoin({ ...draft, id: coinId }),
    'coins.remove': () => ({}),
    'pools.list': () => [anOwnPool(), aPool()],
    'pools.create': (draft) => anOwnPool({ ...draft, id: 'another' as never }),
    'pools.update': ({ poolId, ...draft }) => anOwnPool({ ...draft, id: poolId }),
    'pools.remove': () => ({}),
    'pools.preview': ({ pool, values }) => [
      {
        url: `stratum+tcp://${pool.urls[0]?.url}`,
        user: values.wallet ? `${values.wallet}.${values.worker}` : '%EWAL%.tower',
        password: 'x',
      },
    ],
    'wallets.check': ({ address }) => ({
      status: address.startsWith('R') ? 'ok' : 'wrong',
      kind: null,
      text: address.startsWith('R') ? 'This is an address of Verus.' : 'A character is mistyped.',
      suggestion: null,
    }),
    ...handlers,
  });
  return { api, ...(await mountPage(CustomPage, api, path)) };
}

/** The panel or dialog on top. */
export const topDialog = (): Element | undefined =>
  [...document.querySelectorAll('[role=dialog]')].at(-1);

/** A button by what it says or is called. */
export function buttonOf(label: string): HTMLButtonElement {
  const all = [...document.querySelectorAll('button')];
  const found = all.filter(
    (button) => button.textContent.trim() === label || button.getAttribute('aria-label') === label,
  );
  const last = found.at(-1);
  if (last === undefined) throw new Error(`there is no button “${label}”`);
  return last;
}

export async function press(label: string): Promise<void> {
  buttonOf(label).click();
  await flushPromises();
}

/** Types into the field with this label. */
export async function type(label: string, text: string): Promise<void> {
  const labels = [...document.querySelectorAll('label')];
  const found = labels.find((each) => each.textContent.trim() === label);
  const field = document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
