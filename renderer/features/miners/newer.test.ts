import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import type { Miner, MinerRelease } from '../../../electron/contract/values/miner.ts';
import { fakeError } from '../../testing/fake-api.ts';
import {
  aCatalogueMiner,
  anInstalledMiner,
  anInstalledVersion,
  anInstallJob,
  aRelease,
} from '../../testing/miner-samples.ts';
import { openMinersPage } from '../../testing/miners-page.ts';
import type { Mounted } from '../../testing/mount.ts';
import { aMiner, now } from '../../testing/samples.ts';
import { newerVersion } from './newer.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

const newer = { version: '6.25.0', publishedAt: Date.UTC(2026, 10, 20, 12) };
const xmrig = anInstalledMiner();
const old = anInstalledMiner(undefined, { newer });
const other = anInstalledMiner(undefined, { id: 'other' as never, name: 'Other' });
const another = anInstalledMiner(undefined, { id: 'another' as never, name: 'Another' });
const missing = aCatalogueMiner({ id: 'missing' as never, name: 'Missing' });

/** @param answer  what comes of a question for the releases of a miner */
async function open(first: Miner[], answer: (minerId: string) => MinerRelease[] = () => []) {
  let miners = first;
  const page = await openMinersPage({
    miners: first,
    handlers: {
      'miners.list': () => miners,
      'miners.releases': ({ minerId }) => answer(minerId),
    },
  });
  mounted = page;
  const { wrapper, api } = page;
  const text = (testId: string): string =>
    wrapper.get(`[data-testid=${testId}]`).text().replace(/\s+/g, ' ');
  const button = (label: string) =>
    wrapper
      .findAll('button')
      .find((each) => each.text() === label || each.attributes('aria-label') === label);
  return {
    ...page,
    text,
    button,
    /** What the rig knows from now on. */
    know: (known: Miner[]) => (miners = known),
    asked: () =>
      api.inputsOf('miners.releases').map((input) => (input as { minerId: string }).minerId),
    look: async (): Promise<string> => {
      await button('Look for newer versions')?.trigger('click');
      await flushPromises();
      return text('newer-outcome').replace(/Looked at \d\d:\d\d\./, 'Looked at –.');
    },
  };
}

describe('a newer version', () => {
  it('is told where its miner stands, and installed by a press', async () => {
    const { api, button, text, wrapper } = await open([old, other]);
    expect(wrapper.findAll('[data-testid=newer]')).toHaveLength(1);
    expect(text('newer')).toBe('6.25.0 is out');
    expect(wrapper.get('[data-testid=newer]').attributes('title')).toBe('Published on 20 Nov 2026');
    const install = button('Install 6.25.0 of XMRig');
    expect(install?.text()).toBe('Install 6.25.0');
    await install?.trigger('click');
    await flushPromises();
    expect(api.inputsOf('miners.install')).toEqual([{ minerId: 'xmrig', version: '6.25.0' }]);
  });

  it('is told in the panel, too', async () => {
    mounted = await openMinersPage({ miners: [old], path: '/miners?miner=xmrig' });
    const panel = document.querySelector('[role=dialog]');
    expect(panel?.textContent).toMatch(/6\.25\.0 is out\s*· 20 Nov 2026/);
    expect(panel?.querySelector('[aria-label="Install 6.25.0 of XMRig"]')).not.toBeNull();
  });

  it('is not offered again while it is installed', async () => {
    const { api, button } = await open([old]);
    api.emit('miners.install', anInstallJob({ version: '6.25.0' }));
    await nextTick();
    expect(button('Install 6.25.0 of XMRig')).toBeUndefined();
  });

  it('is no news where it lies on this rig already', () => {
    const versions = [
      anInstalledVersion({ version: '6.25.0', active: false }),
      anInstalledVersion(),
    ];
    expect(newerVersion(anInstalledMiner(versions, { newer }))).toBeNull();
    expect(newerVersion(old)).toEqual(newer);
    expect(newerVersion(xmrig)).toBeNull();
  });
});

describe('a look for newer versions', () => {
  it('begins with a press alone, and asks for what is installed from releases', async () => {
    const { asked, look } = await open([aMiner(), xmrig, missing, other]);
    expect(asked()).toEqual([]);
    expect(await look()).toBe('All are up to date. Looked at –.');
    expect(asked()).toEqual(['xmrig', 'other']);
  });

  it('asks for one after another, and says which', async () => {
    const answers: (() => void)[] = [];
    const { api, asked, button, look, text } = await open([xmrig, other]);
    const call = api.call.bind(api);
    api.call = async (name, input) => {
      const answer = await call(name, input);
      if (name === 'miners.releases') await new Promise<void>((go) => answers.push(go));
      return answer;
    };
    expect(await look()).toBe('Asking for versions of XMRig (1 of 2)');
    await button('Look for newer versions')?.trigger('click');
    expect(asked()).toEqual(['xmrig']);
    answers.shift()?.();
    await flushPromises();
    expect(text('newer-outcome')).toBe('Asking for versions of Other (2 of 2)');
    answers.shift()?.();
    await flushPromises();
    expect(text('newer-outcome')).toContain('All are up to date.');
    expect(asked()).toEqual(['xmrig', 'other']);
  });

  it('counts what it found, and what was installed since no more', async () => {
    const { api, know, look, text } = await open([xmrig, other], () => [aRelease(newer)]);
    const found = [old, { ...other, newer }];
    know(found);
    expect(await look()).toBe('2 newer versions. Looked at –.');
    api.emit('miners.changed', [xmrig, { ...other, newer }]);
    await nextTick();
    expect(text('newer-outcome')).toContain('1 newer version.');
  });

  it('names what could not be asked, with the reason and what to do', async () => {
    const { look } = await open([xmrig, other, another], (minerId) => {
      if (minerId === 'xmrig') return [];
      throw fakeError('rate-limited', 'GitHub answers no more questions until 14:30.');
    });
    expect(await look()).toBe(
      'The others are up to date. Looked at –.No answer for Other, Another: GitHub answers no more questions until 14:30.',
    );
  });

  it('claims nothing where nobody answered', async () => {
    const { look } = await open([xmrig], () => {
      throw fakeError('offline', 'This rig is offline.');
    });
    expect(await look()).toBe('No answer for XMRig: This rig is offline.');
  });

  it('is not offered where nothing is installed from releases, nor without a connection', async () => {
    const { api, button, connection } = await open([aMiner(), missing]);
    expect(button('Look for newer versions')).toBeUndefined();
    api.emit('miners.changed', [xmrig]);
    connection.value = { kind: 'offline', since: now, retryAt: now };
    await nextTick();
    expect(button('Look for newer versions')?.attributes()).toMatchObject({
      disabled: '',
      title: 'There is no connection to the service.',
    });
  });
});
