import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useRoute } from 'vue-router';
import { ProfileId } from '../../electron/contract/values/ids.ts';
import type { Miner } from '../../electron/contract/values/miner.ts';
import type { Profile } from '../../electron/contract/values/profile.ts';
import DashboardPage from '../features/dashboard/page.vue';
import WizardPage from '../features/profiles/wizard/WizardPage.vue';
import type { FakeHandlers } from './fake-api.ts';
import { FakeApi } from './fake-api.ts';
import { aCatalogueMiner, aDoubtfulMiner, anInstallJob } from './miner-samples.ts';
import type { Mounted } from './mount.ts';
import { mountPage } from './mount.ts';
import { aProfile, aRun, aSeries, someInfo, someSensors, someSettings } from './samples.ts';
import {
  address,
  alpha,
  beta,
  garden,
  market,
  monero,
  odd,
  ravencoin,
  works,
} from './wizard-samples.ts';

/** Lets what waits for quiet begin, and what it asked for be answered. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await vi.advanceTimersByTimeAsync(600);
    await flushPromises();
  }
}

/**
 * For tests of the way to a first coin: holds the clock, and tidies up after each.
 *
 * @returns opens the way, or the dashboard that leads to it, on a fake rig
 */
export function stageWizard(): typeof openWizard {
  let mounted: Mounted | undefined;
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    mounted?.wrapper.unmount();
    vi.useRealTimers();
  });
  return async (handlers, path) => {
    const opened = await openWizard(handlers, path);
    mounted = opened;
    return opened;
  };
}

async function openWizard(handlers: FakeHandlers = {}, path = '/profiles/new') {
  const rig: { miners: Miner[] } = { miners: [aCatalogueMiner()] };
  const api = new FakeApi({ ...answersOf(rig), ...handlers });
  const page = defineComponent(() => {
    const route = useRoute();
    return () => h(route.path === '/' ? DashboardPage : WizardPage);
  });
  const mounted = await mountPage(page, api, path);
  const { wrapper } = mounted;
  let clicks = 0;
  const find = (id: string) => wrapper.find(`[data-testid=${id}]`);
  return {
    api,
    ...mounted,
    find,
    text: (id: string): string => find(id).text(),
    /** How often something was pressed so far. */
    clicks: () => clicks,
    async press(id: string): Promise<void> {
      clicks += 1;
      await wrapper.get(`[data-testid=${id}]`).trigger('click');
      await settle();
    },
    async type(id: string, text: string): Promise<void> {
      await wrapper.get(`input[data-testid=${id}], [data-testid=${id}] input`).setValue(text);
      await settle();
    },
    /** Plays an installation that has come to its end. */
    async install(miner: Miner): Promise<void> {
      rig.miners = [miner];
      api.emit('miners.install', anInstallJob({ state: 'done', endedAt: Date.now() }));
      api.emit('miners.changed', rig.miners);
      await settle();
    },
  };
}

/** Knows three coins and four pools, and the miner for one of them, which is not installed. */
function answersOf(rig: { miners: Miner[] }): FakeHandlers {
  let settings = someSettings();
  const profiles: Profile[] = [];
  return {
    'settings.get': () => settings,
    'settings.update': (patch) => (settings = { ...settings, ...patch } as typeof settings),
    'system.info': () => someInfo(),
    'system.sensors': () => someSensors(),
    'system.notices': () => [],
    'history.hashrate': () => aSeries(),
    'history.journal': () => [],
    'coins.list': () => [ravencoin, garden, monero],
    'pools.list': () => [market, alpha, beta, odd],
    'pools.accounts': ({ poolId, urlIndex }) => {
      const pool = [alpha, beta, market, odd].find(({ id }) => id === poolId) ?? alpha;
      const scheme = pool.urls[urlIndex]?.tls ? 'stratum+ssl' : 'stratum+tcp';
      return [
        {
          url: `${scheme}://${pool.urls[urlIndex]?.url}`,
          user: pool.walletTemplate,
          password: pool.passwordTemplate,
        },
      ];
    },
    'pools.test': works,
    'wallets.check': ({ address: given }) =>
      given === address
        ? {
            status: 'ok',
            kind: 'main address',
            text: 'A main address of Monero.',
            suggestion: null,
          }
        : {
            status: 'wrong',
            kind: null,
            text: 'The checksum does not fit.',
            suggestion: 'Copy it again from your wallet.',
          },
    'miners.list': () => rig.miners,
    'miners.installs': () => [],
    'miners.install': () => anInstallJob({ state: 'looking-up' }),
    'miners.consent': () => {
      const allowed = aDoubtfulMiner({ installed: true, problem: null, versions: [] });
      rig.miners = [allowed];
      return allowed;
    },
    'profiles.list': () => profiles,
    'profiles.create': ({ name }) => {
      const made = aProfile({ id: ProfileId.parse(`profile-${profiles.length + 1}`), name });
      profiles.push(made);
      return made;
    },
    'profiles.update': ({ name, profileId }) => aProfile({ id: profileId, name }),
    'runs.list': () => [],
    'runs.start': () => aRun({ state: 'starting', stateSince: Date.now() }),
  };
}
