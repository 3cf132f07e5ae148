import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProfileImport } from '../../../../electron/contract/values/profile.ts';
import type { FakeHandlers } from '../../../testing/fake-api.ts';
import { FakeApi, fakeError } from '../../../testing/fake-api.ts';
import type { Mounted } from '../../../testing/mount.ts';
import { mountPage } from '../../../testing/mount.ts';
import { aProfile, someInfo, someSettings } from '../../../testing/samples.ts';
import ProfilesPage from '../page.vue';

const plan: ProfileImport = {
  format: 'xmrig',
  applied: false,
  needsPassphrase: false,
  profiles: [
    {
      name: 'XMRig',
      action: 'add',
      profileId: null,
      changes: [],
      notes: ['“http” is left out.'],
    },
    {
      name: 'Evenings',
      action: 'replace',
      profileId: 'profile-1' as never,
      changes: [{ path: 'threads', label: 'Threads', from: 'one per core', to: '4' }],
      notes: [],
    },
    { name: 'Nights', action: 'same', profileId: 'profile-2' as never, changes: [], notes: [] },
  ],
};
const saved = vi.hoisted(() => ({ files: [] as { name: string; text: string }[] }));
vi.mock('./save-file.ts', () => ({
  saveFile: (name: string, text: string) => saved.files.push({ name, text }),
}));

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.wrapper.unmount();
  saved.files.length = 0;
});

async function open(handlers: FakeHandlers = {}) {
  const api = new FakeApi({
    'settings.get': () => someSettings({ firstRunDone: true }),
    'profiles.list': () => [aProfile(), aProfile({ id: 'profile-2' as never, name: 'Nights' })],
    'profiles.export': () => ({ name: 'rigwright-profiles.json', text: '{"format":1}' }),
    'profiles.import': ({ apply }) => ({ ...plan, applied: apply }),
    'miners.list': () => [],
    'miners.installs': () => [],
    'coins.list': () => [],
    'pools.list': () => [],
    'runs.list': () => [],
    'system.info': () => someInfo(),
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
    ...handlers,
  });
  mounted = await mountPage(ProfilesPage, api, '/profiles');
  return { api };
}

const dialog = () => document.querySelector('[role=dialog]');
const text = (): string => dialog()?.textContent ?? '';
async function choose(item: 'Import…' | 'Export…'): Promise<void> {
  const button = document.querySelector<HTMLElement>('[data-testid=exchange]');
  button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await flushPromises();
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  items.find((each) => each.textContent.trim() === item)?.click();
  await flushPromises();
}
async function give(content: string, name = 'config.json'): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('[data-testid=import-file]');
  if (input === null) throw new Error('no field for a file');
  const file = new File([content], name);
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  Object.defineProperty(input, 'value', { value: '', writable: true, configurable: true });
  input.dispatchEvent(new Event('change'));
  await file.text();
  await flushPromises();
}
const passwords = () => [...document.querySelectorAll<HTMLInputElement>('input[type=password]')];
async function typeInto(input: HTMLInputElement | undefined, value: string): Promise<void> {
  if (input === undefined) throw new Error('no such field');
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
const press = async (selector: string): Promise<void> => {
  document.querySelector<HTMLElement>(selector)?.click();
  await flushPromises();
};

describe('an import', () => {
  it('tells what a file would bring before it brings it', async () => {
    const { api } = await open();
    await choose('Import…');
    expect(text()).toContain('config.json of XMRig, or mining_profiles.json');
    await give('{"pools":[]}');
    expect(text()).toContain('Configuration of XMRig');
    expect(text()).toContain('“http” is left out.');
    expect(text()).toMatch(/Threads: before: one per core.*after: 4/);
    expect(text()).toContain('the same as here');
    await press('[data-testid=import]');
    expect(api.inputsOf('profiles.import')).toEqual([
      { text: '{"pools":[]}', apply: false, replace: false },
      { text: '{"pools":[]}', apply: true, replace: false },
    ]);
    expect(document.body.textContent).toContain('2 profiles were imported.');
  });

  it('looks again when profiles of the same name shall be replaced', async () => {
    const { api } = await open();
    await choose('Import…');
    await give('{}');
    await press('[role=dialog] [role=switch]');
    expect(api.inputsOf('profiles.import')).toMatchObject([{ replace: false }, { replace: true }]);
  });

  it('asks for the passphrase where passwords are locked, and says when it is wrong', async () => {
    const { api } = await open({
      'profiles.import': ({ passphrase }) => {
        if (passphrase === undefined) return { ...plan, needsPassphrase: true };
        throw fakeError('wrong-passphrase', 'The passphrase does not open the passwords.');
      },
    });
    await choose('Import…');
    await give('{}');
    await typeInto(passwords()[0], 'guess');
    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(api.inputsOf('profiles.import')).toMatchObject([{}, { passphrase: 'guess' }]);
    expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain(
      'The passphrase does not open the passwords.',
    );
    expect(passwords()).toHaveLength(1);
  });

  it('shows what is wrong with a file, and offers nothing', async () => {
    await open({
      'profiles.import': () => {
        throw fakeError('bad-file', 'This file is no JSON: line 1, column 1.');
      },
    });
    await choose('Import…');
    await give('nonsense');
    expect(text()).toContain('This file is no JSON: line 1, column 1.');
    expect(document.querySelector('[data-testid=import]')).toBeNull();
  });

  it('does not read what is too large', async () => {
    const { api } = await open();
    await choose('Import…');
    await give('x'.repeat(1_000_001));
    expect(text()).toContain('larger than 1 MB');
    expect(api.inputsOf('profiles.import')).toEqual([]);
  });
});

describe('an export', () => {
  it('holds all profiles and no passwords unless asked', async () => {
    const { api } = await open();
    await choose('Export…');
    await press('[data-testid=export]');
    expect(api.inputsOf('profiles.export')).toEqual([{}]);
    expect(saved.files).toEqual([{ name: 'rigwright-profiles.json', text: '{"format":1}' }]);
  });

  it('leaves out what is not chosen', async () => {
    const { api } = await open();
    await choose('Export…');
    await press('[role=dialog] [role=checkbox]');
    await press('[data-testid=export]');
    expect(api.inputsOf('profiles.export')).toEqual([{ profileIds: ['profile-2'] }]);
  });

  it('locks passwords with a passphrase that was typed twice', async () => {
    const { api } = await open();
    await choose('Export…');
    await press('[role=dialog] [role=switch]');
    const button = () => document.querySelector<HTMLButtonElement>('[data-testid=export]');
    expect(button()?.title).toBe('It needs at least 8 characters.');
    await typeInto(passwords()[0], 'correct horse');
    await typeInto(passwords()[1], 'correct hose');
    expect(button()?.disabled).toBe(true);
    expect(text()).toContain('The two are not the same.');
    await typeInto(passwords()[1], 'correct horse');
    await press('[data-testid=export]');
    expect(api.inputsOf('profiles.export')).toEqual([{ passphrase: 'correct horse' }]);
  });
});
