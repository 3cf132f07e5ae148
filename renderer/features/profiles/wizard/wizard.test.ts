import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useRoute } from 'vue-router';
import { ProfileId } from '../../../../electron/contract/values/ids.ts';
import type { InstallJob, Miner } from '../../../../electron/contract/values/miner.ts';
import type { Profile } from '../../../../electron/contract/values/profile.ts';
import type { Run } from '../../../../electron/contract/values/run.ts';
import { aPoolTest } from '../../../testing/bridge-samples.ts';
import { aCoin, anOwnCoin, aPool } from '../../../testing/custom-samples.ts';
import type { FakeHandlers } from '../../../testing/fake-api.ts';
import { FakeApi, fakeError } from '../../../testing/fake-api.ts';
import {
  aCatalogueMiner,
  aDoubtfulMiner,
  anInstalledMiner,
  anInstallJob,
} from '../../../testing/miner-samples.ts';
import type { Mounted } from '../../../testing/mount.ts';
import { mountPage } from '../../../testing/mount.ts';
import {
  aProfile,
  aReading,
  aRun,
  aSeries,
  someInfo,
  someSensors,
  someSettings,
} from '../../../testing/samples.ts';
import DashboardPage from '../../dashboard/page.vue';
import WizardPage from './WizardPage.vue';

const monero = aCoin({
  id: 'xmr' as never,
  name: 'Monero',
  symbol: 'XMR',
  algorithm: 'rx/0',
  addressHint: 'begins with 4 or 8',
});
const ravencoin = aCoin({
  id: 'rvn' as never,
  name: 'Ravencoin',
  symbol: 'RVN',
  algorithm: 'kawpow',
});
const garden = anOwnCoin({ algorithm: 'rx/0' });
const alpha = aPool({
  id: 'alpha-xmr' as never,
  name: 'Alpha',
  coinId: monero.id,
  walletTemplate: '%EWAL%',
  passwordTemplate: '%WORKER%',
  dialect: 'cryptonote',
  urls: [
    { url: 'alpha.example:3333', region: null, tls: false },
    { url: 'alpha.example:443', region: null, tls: true },
  ],
});
const beta = aPool({ ...alpha, id: 'beta-xmr' as never, name: 'Beta' });
const market = aPool({
  ...alpha,
  id: 'market-xmr' as never,
  name: 'Market',
  walletTemplate: '%LOGIN%.%WORKER%',
  passwordTemplate: 'x',
  authType: 'login-worker',
  urls: [{ url: 'market.example:9200', region: null, tls: false }],
});
const odd = aPool({
  ...alpha,
  id: 'odd-rvn' as never,
  name: 'Odd',
  coinId: ravencoin.id,
  dialect: null,
});
const address = '4AddressThatIsGood';
const works = () =>
  aPoolTest({
    ok: true,
    suggestion: null,
    steps: [
      { step: 'connection', status: 'ok', text: 'connected', elapsedMs: 40 },
      { step: 'first-job', status: 'ok', text: 'a job came', elapsedMs: 60 },
    ],
  });

let mounted: Mounted | undefined;
beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  mounted?.wrapper.unmount();
  vi.useRealTimers();
});

/** Lets what waits for quiet begin, and what it asked for be answered. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await vi.advanceTimersByTimeAsync(600);
    await flushPromises();
  }
}

async function open(handlers: FakeHandlers = {}, { path = '/profiles/new' } = {}) {
  let settings = someSettings();
  let miners: Miner[] = [aCatalogueMiner()];
  const profiles: Profile[] = [];
  const runs: Run[] = [];
  const jobs: InstallJob[] = [];
  const api = new FakeApi({
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
    'miners.list': () => miners,
    'miners.installs': () => jobs,
    'miners.install': () => anInstallJob({ state: 'looking-up' }),
    'miners.consent': () => {
      miners = [aDoubtfulMiner({ installed: true, problem: null, versions: [] })];
      return miners[0] as Miner;
    },
    'profiles.list': () => profiles,
    'profiles.create': ({ name }) => {
      const made = aProfile({ id: ProfileId.parse(`profile-${profiles.length + 1}`), name });
      profiles.push(made);
      return made;
    },
    'profiles.update': ({ name, profileId }) => aProfile({ id: profileId, name }),
    'runs.list': () => runs,
    'runs.start': () => aRun({ state: 'starting', stateSince: Date.now() }),
    ...handlers,
  });
  const page = defineComponent(() => {
    const route = useRoute();
    return () => h(route.path === '/' ? DashboardPage : WizardPage);
  });
  mounted = await mountPage(page, api, path);
  const { wrapper } = mounted;
  let clicks = 0;
  const find = (id: string) => wrapper.find(`[data-testid=${id}]`);
  async function press(id: string): Promise<void> {
    clicks += 1;
    await wrapper.get(`[data-testid=${id}]`).trigger('click');
    await settle();
  }
  async function type(id: string, text: string): Promise<void> {
    await wrapper.get(`input[data-testid=${id}], [data-testid=${id}] input`).setValue(text);
    await settle();
  }
  const install = async (miner: Miner): Promise<void> => {
    miners = [miner];
    api.emit('miners.install', anInstallJob({ state: 'done', endedAt: Date.now() }));
    api.emit('miners.changed', miners);
    await settle();
  };
  const text = (id: string): string => find(id).text();
  return { api, ...mounted, find, press, type, text, install, clicks: () => clicks };
}

describe('the way to a first coin', () => {
  it('takes three clicks and one typed value to the hashrate on the dashboard', async () => {
    const page = await open({}, { path: '/' });
    await page.press('mine-a-coin');
    await page.press('coin-xmr');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('This pool works: first job after 100 ms.');
    expect(page.text('sentence')).toBe('Mines Monero with XMRig on alpha.example:443.');
    expect(page.text('launch')).toBe('Install and start');
    await page.press('launch');
    expect(page.text('start-hint')).toBe('Installing XMRig: mining starts right after.');
    page.api.emit('miners.install', anInstallJob());
    await settle();
    expect(page.find('install-progress').exists()).toBe(true);
    await page.install(anInstalledMiner());
    expect(page.router.currentRoute.value.path).toBe('/');
    page.api.emit('run.changed', aRun({ stateSince: Date.now() }));
    page.api.emit('run.reading', aReading({ at: Date.now() }));
    await settle();
    expect(page.text('hashrate-now').replace(/\s+/g, ' ')).toBe('7.21 kH/s');
    expect(page.clicks()).toBe(3);
    expect(page.api.inputsOf('profiles.create')).toEqual([
      {
        name: 'Monero',
        minerId: 'xmrig',
        algorithm: 'rx/0',
        coinId: 'xmr',
        wallet: address,
        worker: '',
        login: '',
        email: '',
        threads: null,
        throttle: 0,
        devices: null,
        settings: {},
        extraArguments: [],
        resumeAfterRestart: false,
        schedule: null,
        pools: [{ url: 'stratum+ssl://alpha.example:443', user: '%EWAL%', password: '%WORKER%' }],
      },
    ]);
    expect(page.api.inputsOf('settings.update')).toEqual([
      { firstRunDone: true, selectedProfileId: 'profile-1' },
    ]);
    expect(page.api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
  });

  it('tests the pool as the miner will talk to it, once, when the address is right', async () => {
    const page = await open();
    await page.press('coin-xmr');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
    await page.type('wallet', address);
    expect(page.api.inputsOf('pools.test')).toEqual([
      {
        url: 'stratum+ssl://alpha.example:443',
        dialect: 'cryptonote',
        user: address,
        password: 'tower',
      },
    ]);
  });

  it('refuses a wrong address with the reason', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', '4Wrong');
    expect(page.text('wallet-check')).toBe(
      'The checksum does not fit. Copy it again from your wallet.',
    );
    expect(page.find('launch').attributes()).toHaveProperty('disabled');
    expect(page.text('start-hint')).toBe('Your address is not right yet.');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
  });

  it('says what to do where a pool fails, and another one is a click away', async () => {
    const page = await open({
      'pools.test': ({ url }) => (url.includes('alpha') ? aPoolTest() : works()),
      'pools.accounts': ({ poolId }) => [
        {
          url:
            poolId === beta.id ? 'stratum+tcp://beta.example:1' : 'stratum+tcp://alpha.example:1',
          user: '%EWAL%',
          password: 'x',
        },
      ],
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('Write stratum+tcp:// instead of stratum+ssl://.');
    expect(page.text('start-hint')).toContain('The pool did not pass its test.');
    expect(page.text('launch')).toBe('Start anyway');
    await page.press('pool-beta-xmr');
    expect(page.text('pool-outcome')).toContain('This pool works');
    expect(page.text('launch')).toBe('Install and start');
  });

  it('says that a pool cannot be tested where nobody here speaks its dialect', async () => {
    const page = await open({
      'miners.list': () => [aCatalogueMiner({ installed: true })],
    });
    await page.press('coin-rvn');
    await page.type('wallet', address);
    expect(page.text('pool-outcome')).toContain('cannot be tested from here');
    expect(page.api.inputsOf('pools.test')).toEqual([]);
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
  });

  it('asks for the account where a pool wants one instead of an address', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.press('pool-market-xmr');
    expect(page.find('wallet').exists()).toBe(false);
    expect(page.text('start-hint')).toBe('Enter your account name at the pool first.');
    await page.type('login', 'my-account');
    expect(page.api.inputsOf('pools.test')).toMatchObject([{ user: 'my-account.tower' }]);
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
  });

  it('takes the address of a pool for a coin that has none', async () => {
    const page = await open({
      'wallets.check': () => ({
        status: 'unknown',
        kind: null,
        text: 'Nobody can check it.',
        suggestion: null,
      }),
    });
    await page.press('coin-garden');
    await page.type('wallet', 'anything');
    expect(page.text('start-hint')).toBe('Enter the address of a pool first.');
    await page.type('own-pool', 'stratum+tcp://shed.example:3333');
    expect(page.api.inputsOf('pools.test')).toMatchObject([
      { url: 'stratum+tcp://shed.example:3333', dialect: 'cryptonote', user: 'anything.tower' },
    ]);
  });

  it('keeps what was typed for each coin', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', address);
    const change = () =>
      page.wrapper.findAll('button').find((button) => button.text() === 'Change coin');
    await change()?.trigger('click');
    await page.press('coin-rvn');
    expect((page.find('wallet').element as HTMLInputElement).value).toBe('');
    await change()?.trigger('click');
    await page.press('coin-xmr');
    expect((page.find('wallet').element as HTMLInputElement).value).toBe(address);
  });
});

describe('a start that fails', () => {
  it('tells why the miner could not be installed, and can be tried again', async () => {
    const page = await open();
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    const problem = { code: 'offline', message: 'GitHub cannot be reached.', suggestion: null };
    page.api.emit('miners.install', anInstallJob({ state: 'failed', problem }));
    await settle();
    expect(page.text('install-outcome')).toContain('GitHub cannot be reached.');
    expect(page.wrapper.text()).not.toContain('not installed yet');
    expect(page.find('launch').attributes()).not.toHaveProperty('disabled');
    expect(page.api.inputsOf('profiles.create')).toEqual([]);
  });

  it('asks for consent where nobody vouches for the miner, and goes on with a yes alone', async () => {
    const asked = aDoubtfulMiner({ id: 'xmrig' as never, algorithms: ['rx/0'], devices: [] });
    const versions = asked.versions.map((each) => ({ ...each, problem: null, problemCode: null }));
    const page = await open({
      'miners.consent': () => ({ ...asked, versions, installed: true, problem: null }),
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    await page.install(asked);
    expect(page.text('start-hint')).toBe('Review the miner above and allow it first.');
    expect(page.text('miner-problem')).toContain('Review and allow');
    expect(page.api.inputsOf('profiles.create')).toEqual([]);
    const dialog = () => document.body.querySelector('[role=dialog]');
    expect(dialog()?.textContent).toContain('shows that it arrived whole, not who made it');
    dialog()?.querySelector<HTMLElement>('[data-testid=allow]')?.click();
    await settle();
    expect(page.api.inputsOf('miners.consent')).toMatchObject([{ minerId: 'xmrig' }]);
    expect(page.api.inputsOf('runs.start')).toEqual([{ profileId: 'profile-1' }]);
    expect(page.router.currentRoute.value.path).toBe('/');
  });

  it('goes on with the profile it has made', async () => {
    let fails = true;
    const page = await open({
      'miners.list': () => [anInstalledMiner()],
      'runs.start': () => {
        if (fails) throw fakeError('start-failed', 'The miner could not be started.');
        return aRun();
      },
    });
    await page.press('coin-xmr');
    await page.type('wallet', address);
    await page.press('launch');
    expect(page.wrapper.get('[role=alert]').text()).toContain('The miner could not be started.');
    fails = false;
    await page.press('launch');
    expect(page.api.inputsOf('profiles.create')).toHaveLength(1);
    expect(page.api.inputsOf('profiles.update')).toMatchObject([{ profileId: 'profile-1' }]);
    expect(page.router.currentRoute.value.path).toBe('/');
  });
});
