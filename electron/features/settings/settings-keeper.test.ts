import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import type { NoticeDraft } from '../../base/notify.ts';
import { DiskFullError } from '../../base/storage-error.ts';
import { Settings } from '../../contract/values/settings.ts';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { settingsHandlers } from './handlers.ts';
import { SettingsKeeper } from './settings-keeper.ts';

const defaults = Settings.parse({});

async function open(content?: unknown) {
  const file = new MemoryJsonFile('settings.json', content);
  const hub = new EventHub((error) => {
    throw error;
  });
  const changes: Settings[] = [];
  hub.on('settings.changed', (settings) => changes.push(settings));
  const notices: NoticeDraft[] = [];
  const settings = await SettingsKeeper.open({
    file,
    publish: hub.publish,
    notify: (notice) => notices.push(notice),
  });
  return { file, settings, changes, notices };
}

describe('SettingsKeeper', () => {
  it('has the defaults where there is no file, and writes none', async () => {
    const { file, settings, notices } = await open();
    expect(settings.current()).toEqual(defaults);
    expect(file.writes).toBe(0);
    expect(notices).toEqual([]);
  });

  it('fills in what an older file does not have, without a word', async () => {
    const { settings, notices } = await open({ theme: 'dark', apiPort: 1234 });
    expect(settings.current()).toEqual({ ...defaults, theme: 'dark', apiPort: 1234 });
    expect(notices).toEqual([]);
  });

  it.each([
    ['theme', 'purple', 'system'],
    ['theme', 5, 'system'],
    ['firstRunDone', 'yes', 'false'],
    ['selectedProfileId', '../etc', 'null'],
    ['selectedProfileId', 7, 'null'],
    ['minuteRetentionDays', 0, '30'],
    ['minuteRetentionDays', 1.5, '30'],
    ['hourRetentionDays', 1e9, '730'],
    ['apiHost', '', '127.0.0.1'],
    ['apiPort', 65_536, '9090'],
    ['apiPort', '9090', '9090'],
    ['apiPort', null, '9090'],
    ['closeToTray', {}, 'true'],
  ])('replaces %s = %j by its default, says so, and keeps the rest', async (name, value, shown) => {
    const good = { ...defaults, theme: 'light', minuteRetentionDays: 7, apiPort: 4000 };
    const { settings, notices } = await open({ ...good, [name]: value });
    const usual = defaults[name as keyof Settings];
    expect(settings.current()).toEqual({ ...good, [name]: usual });
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ severity: 'warning' });
    expect(notices[0]?.text).toContain(`“${name}” in settings.json`);
    expect(notices[0]?.text.endsWith(`the default is used: ${shown}.`)).toBe(true);
  });

  it('reports every broken and every unknown field by itself', async () => {
    const { settings, notices } = await open({ theme: 1, apiPort: -1, colour: 'red' });
    expect(settings.current()).toEqual(defaults);
    expect(notices.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'info']);
    expect(notices[2]?.text).toBe(
      'The setting “colour” in settings.json is unknown, so it has no effect.',
    );
  });

  it('counts what goes beyond a handful', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x${n}`, n]));
    const { notices } = await open(many);
    expect(notices).toHaveLength(11);
    expect(notices.at(-1)?.text).toBe('490 more settings in settings.json are not right.');
  });

  it.each([[[]], ['text'], [5], [null]])('sets a file aside that holds %j', async (content) => {
    const { file, settings } = await open(content);
    expect(file.aside).toEqual(['holds no settings']);
    expect(settings.current()).toEqual(defaults);
  });

  it('always has settings that are right, whatever the file holds', async () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom('dark', 80, true, null));
    const names = fc.constantFrom(...Object.keys(defaults), '__proto__', 'constructor', 'other');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, value), async (content) => {
        const { settings } = await open(content);
        expect(Settings.parse(settings.current())).toEqual(settings.current());
      }),
      { numRuns: 300 },
    );
  });

  it('saves and announces a change of the named fields only', async () => {
    const { file, settings, changes } = await open({ theme: 'dark' });
    const expected = { ...defaults, theme: 'dark', apiPort: 80 };
    expect(await settings.update({ apiPort: 80, theme: undefined })).toEqual(expected);
    expect(settings.current()).toEqual(expected);
    expect(file.content).toEqual(expected);
    expect(changes).toEqual([expected]);
  });

  it('keeps all of several changes that do not wait for each other', async () => {
    const { settings } = await open();
    await Promise.all([
      settings.update({ apiPort: 80 }),
      settings.update({ theme: 'dark' }),
      settings.update({ closeToTray: false }),
    ]);
    expect(settings.current()).toMatchObject({ apiPort: 80, theme: 'dark', closeToTray: false });
  });

  it('is as before where the disk is full, and announces nothing', async () => {
    const { file, settings, changes } = await open({ theme: 'dark' });
    file.failWith = new DiskFullError('/data');
    await expect(settings.update({ theme: 'light' })).rejects.toMatchObject({ code: 'disk-full' });
    expect(settings.current().theme).toBe('dark');
    expect(changes).toEqual([]);
    file.failWith = undefined;
    expect(await settings.update({ theme: 'light' })).toMatchObject({ theme: 'light' });
  });

  it('keeps a copy before it writes over something that it could not use', async () => {
    const content = { theme: 'purple', future: { a: 1 } };
    const { file, settings } = await open(content);
    expect(file.content).toEqual(content);
    await settings.update({ apiPort: 80 });
    await settings.update({ apiPort: 81 });
    expect(file.copies).toEqual([content]);
  });

  it('answers calls', async () => {
    const { settings } = await open();
    const handlers = settingsHandlers(settings);
    expect(await handlers['settings.update']({ theme: 'dark' })).toMatchObject({ theme: 'dark' });
    expect(await handlers['settings.get']({})).toEqual({ ...defaults, theme: 'dark' });
  });
});
