import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Miner } from '../../../electron/contract/values/miner.ts';
import { fakeError } from '../../testing/fake-api.ts';
import type { FakeHandlers } from '../../testing/fake-api.ts';
import {
  aCatalogueMiner,
  aDoubtfulMiner,
  anInstalledMiner,
  anInstalledVersion,
  archiveSha256,
  aRelease,
  aStatement,
  executableSha256,
} from '../../testing/miner-samples.ts';
import { openMinersPage } from '../../testing/miners-page.ts';
import type { Mounted } from '../../testing/mount.ts';
import { now } from '../../testing/samples.ts';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

const two = anInstalledMiner([
  anInstalledVersion(),
  anInstalledVersion({ version: '6.22.0', active: false }),
]);

async function open(miner: Miner, handlers: FakeHandlers = {}, path = `?miner=${miner.id}`) {
  const answers: FakeHandlers = {
    'miners.releases': () => [
      aRelease({ version: '6.24.0' }),
      aRelease(),
      aRelease({ version: '6.1.0', asset: null, bytes: null }),
    ],
    'miners.verify': () => miner,
    'miners.activate': () => miner,
    'miners.remove': () => ({}),
    'miners.consent': () => anInstalledMiner([anInstalledVersion({ consentedAt: now })]),
    ...handlers,
  };
  const page = await openMinersPage({ miners: [miner], handlers: answers, path: `/miners${path}` });
  mounted = page;
  return page;
}

const dialogs = () => [...document.querySelectorAll<HTMLElement>('[role=dialog]')];
const shown = () => (dialogs().at(-1)?.textContent ?? '').replace(/\s+/g, ' ');
function find(label: string): HTMLButtonElement | undefined {
  const buttons = dialogs().flatMap((dialog) => [...dialog.querySelectorAll('button')]);
  return buttons.find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === label,
  );
}
async function press(label: string): Promise<void> {
  find(label)?.click();
  await flushPromises();
}
async function type(placeholder: string, text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>(`input[placeholder="${placeholder}"]`);
  if (field === null) throw new Error('no such field');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}

describe('the panel', () => {
  it('tells everything before a miner is installed, what to know first', async () => {
    const notes = ['It takes wallet and password only as arguments.'];
    await open(aCatalogueMiner({ notes }));
    expect(document.querySelector('[data-testid=notes]')?.textContent).toContain(notes[0]);
    expect(shown()).toContain('GPL-3.0-or-later · Open source');
    expect(shown()).toContain('RandomX, RandomWOW, CryptoNightR, GhostRider, KawPow');
    expect(shown()).toContain('Linux (x64), Linux (ARM64), Windows (x64), Windows (ARM64)');
    const link = dialogs()[0]?.querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://xmrig.com');
    expect(link?.getAttribute('rel')).toBe('noreferrer');
    expect(find('Remove miner')).toBeUndefined();
  });

  it('shows what each version was compared with, every checksum to be copied', async () => {
    await open(two);
    expect(shown()).toContain('Its SHA-256 is in the signed list SHA256SUMS');
    const codes = [...document.querySelectorAll('[role=dialog] code')].map((c) => c.textContent);
    expect(codes).toEqual(expect.arrayContaining([archiveSha256, executableSha256]));
    expect(codes).toContain('9AC4CEA8E66E35A5C7CDDC1B446A53638BE94409');
    expect(find('Copy the SHA-256 of the program')).toBeDefined();
    expect(shown()).toContain('9.00 MiB');
  });

  it('switches to another version, and back to the one before', async () => {
    const { api } = await open(two);
    expect(find('Use 6.23.0')).toBeUndefined();
    await press('Use 6.22.0');
    await press('Roll back');
    expect(api.inputsOf('miners.activate')).toEqual([
      { minerId: 'xmrig', version: '6.22.0' },
      { minerId: 'xmrig' },
    ]);
  });

  it('does not offer to go back where there is nothing to go back to', async () => {
    await open(anInstalledMiner());
    expect(find('Roll back')).toBeUndefined();
  });

  it('compares once more, and says what came of it', async () => {
    const changed = anInstalledVersion({
      problem: 'It was changed.',
      problemCode: 'executable-changed',
    });
    const answers = [two, anInstalledMiner([changed])];
    await open(two, { 'miners.verify': () => answers.shift() ?? two });
    const told = () => document.querySelector('[data-testid=checked]')?.textContent.trim();
    expect(told()).toBe('');
    await press('Verify again');
    expect(told()).toBe('Compared just now: nothing was changed.');
    await press('Verify again');
    expect(told()).toBe('Compared just now: something is wrong, as told below.');
    expect(shown()).toContain('It was changed.');
  });

  it.each([
    ['Remove 6.22.0', 'Remove XMRig 6.22.0?', 'Remove version', { version: '6.22.0' }],
    ['Remove miner', 'Remove XMRig?', 'Remove miner', {}],
  ])('asks before it does so: %s', async (label, title, confirm, input) => {
    const { api } = await open(two);
    await press(label);
    expect(shown()).toContain(title);
    expect(api.inputsOf('miners.remove')).toEqual([]);
    const buttons = [...(dialogs().at(-1)?.querySelectorAll('button') ?? [])];
    buttons.find((button) => button.textContent.trim() === confirm)?.click();
    await flushPromises();
    expect(api.inputsOf('miners.remove')).toEqual([{ minerId: 'xmrig', ...input }]);
  });

  it('tells why a miner that runs stays', async () => {
    await open(two, {
      'miners.remove': () => {
        throw fakeError('miner-in-use', 'XMRig 6.23.0 is running and cannot be removed.');
      },
    });
    await press('Remove miner');
    const confirm = [...(dialogs().at(-1)?.querySelectorAll('button') ?? [])].at(-1);
    confirm?.click();
    await flushPromises();
    expect(document.body.textContent).toContain('XMRig 6.23.0 is running and cannot be removed.');
  });
});

describe('another version', () => {
  const mirror = 'https://mirror.example/';

  it('is chosen from the releases, those without a file for this rig left out', async () => {
    const { api } = await open(two);
    await press('Show versions');
    const list = document.querySelector('[data-testid=releases]');
    expect(list?.querySelectorAll('li')).toHaveLength(3);
    expect(list?.textContent).toContain('no file for this rig');
    expect(find('Install again: XMRig 6.23.0')).toBeDefined();
    await press('Install XMRig 6.24.0');
    expect(api.inputsOf('miners.install')).toEqual([{ minerId: 'xmrig', version: '6.24.0' }]);
  });

  it('may come from a mirror', async () => {
    const { api } = await open(two);
    await type(mirror, 'http://10.0.0.2:8000/');
    await press('Show versions');
    await press('Install the latest');
    const from = { minerId: 'xmrig', mirror: 'http://10.0.0.2:8000/' };
    expect(api.inputsOf('miners.releases')).toEqual([from]);
    expect(api.inputsOf('miners.install')).toEqual([from]);
  });

  it('is not asked of something that is no address', async () => {
    await open(two);
    await type(mirror, 'ftp://nowhere');
    expect(shown()).toContain('Give an address that begins with https:// or http://.');
    expect(find('Show versions')?.disabled).toBe(true);
    expect(find('Install the latest')).toBeUndefined();
  });

  it('says why the list did not come', async () => {
    await open(two, {
      'miners.releases': () => {
        throw fakeError('offline', 'This rig is offline.');
      },
    });
    await press('Show versions');
    expect(dialogs()[0]?.querySelector('[role=alert]')?.textContent).toContain('offline');
  });
});

describe('consent', () => {
  const openDialog = async (miner: Miner, handlers: FakeHandlers = {}) => {
    const opened = await open(miner, handlers, '');
    const { wrapper } = opened;
    await wrapper
      .get(`button[aria-label="Review and allow ${miner.name} ${miner.version}"]`)
      .trigger('click');
    await flushPromises();
    return opened;
  };
  const allow = () => find('Allow this program to run');

  it('names the risk, the source and the very file, and gives it by its hash', async () => {
    const { api } = await openDialog(aDoubtfulMiner());
    expect(shown()).toContain('Allow lolMiner 1.98 to run?');
    expect(shown()).toContain('That shows that it arrived whole, not who made it.');
    expect(shown()).toContain('lolMiner_v1.98_Lin64.tar.gz');
    expect(shown()).toContain(executableSha256);
    allow()?.click();
    await flushPromises();
    expect(api.inputsOf('miners.consent')).toEqual([
      { minerId: 'lolminer', version: '1.98', executableSha256 },
    ]);
    expect(dialogs()).toHaveLength(0);
  });

  it('leaves the keyboard at the miner', async () => {
    await openDialog(aDoubtfulMiner(), {
      'miners.consent': () => aDoubtfulMiner({ versions: [], problem: null }),
    });
    allow()?.click();
    await flushPromises();
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('miner-lolminer'));
  });

  it('is not given by closing', async () => {
    const { api } = await openDialog(aDoubtfulMiner());
    await press('Cancel');
    expect(api.inputsOf('miners.consent')).toEqual([]);
  });

  it('needs a tick that nobody set before, where nothing at all was compared', async () => {
    const version = anInstalledVersion({
      verification: aStatement({ level: 'unverified' }),
      problem: 'Nobody vouches for it.',
      problemCode: 'needs-consent',
    });
    const { api } = await openDialog(anInstalledMiner([version]));
    const box = dialogs().at(-1)?.querySelector<HTMLButtonElement>('[role=checkbox]');
    expect(box?.getAttribute('aria-checked')).toBe('false');
    expect(allow()?.disabled).toBe(true);
    box?.click();
    await flushPromises();
    expect(allow()?.disabled).toBe(false);
    allow()?.click();
    await flushPromises();
    expect(api.inputsOf('miners.consent')).toHaveLength(1);
  });

  it('is not asked for where somebody vouches', async () => {
    const { wrapper } = await open(anInstalledMiner(), {}, '');
    expect(wrapper.text()).not.toContain('Review and allow');
  });

  it('closes where another file lies there by now, and says so', async () => {
    await openDialog(aDoubtfulMiner(), {
      'miners.consent': () => {
        throw fakeError('executable-changed', 'It is not the one that was shown.');
      },
    });
    allow()?.click();
    await flushPromises();
    expect(document.body.textContent).toContain('It is not the one that was shown.');
    expect(allow()).toBeUndefined();
  });
});
