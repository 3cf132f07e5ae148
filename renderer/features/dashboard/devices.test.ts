import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import type { DeviceReading } from '../../../electron/contract/values/reading.ts';
import type { Run } from '../../../electron/contract/values/run.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { aDevice, aReading, aRun, someSensors } from '../../testing/samples.ts';
import DevicesCard from './DevicesCard.vue';

let mounted: Mounted | undefined;
afterEach(() => {
  mounted?.wrapper.unmount();
  vi.unstubAllGlobals();
});

async function open(...runs: Run[]) {
  const api = new FakeApi({
    'runs.list': () => runs,
    'system.sensors': () => someSensors({ at: Date.now() }),
    'system.notices': () => [],
  });
  mounted = await mountPage(DevicesCard, api);
  const card = mounted.wrapper.find('[data-testid=devices]');
  const rows = (selector: string) =>
    card.findAll(selector).map((row) => row.text().replaceAll(/\s+/g, ' '));
  return { api, card, rows, wrapper: mounted.wrapper };
}

const mining = (devices: DeviceReading[], fields: Partial<Run> = {}) =>
  aRun({
    stateSince: Date.now(),
    reading: aReading({ at: Date.now(), devices }),
    ...fields,
  });

const bare = {
  name: null,
  busId: null,
  temperature: null,
  memoryTemperature: null,
  fanPercent: null,
  power: null,
  accepted: null,
  rejected: null,
  invalid: null,
};

describe('the devices', () => {
  it('are shown with what their miner says of each, and — for what it does not say', async () => {
    const cold = aDevice({ ...bare, index: 1, hashrate: 30_000_000 });
    const { card } = await open(mining([aDevice({ memoryTemperature: 92 }), cold]));
    const cells = card
      .findAll('tbody tr')
      .map((row) => row.findAll('td').map((cell) => cell.text().replaceAll(/\s+/g, ' ')));
    expect(cells).toEqual([
      ['Example GPU01:00.0', '61.2 MH/s', '61 °C memory 92 °C', '70 %', '125 W', '207', '1', '0'],
      ['Graphics card 1', '30.0 MH/s', '—', '—', '—', '—', '—', '—'],
    ]);
  });

  it.each([
    ['nothing is told apart', []],
    ['there is one, of which only the hashrate is known', [aDevice({ ...bare, kind: 'cpu' })]],
  ])('are left out where %s', async (_, devices) => {
    expect((await open(mining(devices))).card.exists()).toBe(false);
  });

  it.each([
    ['warm', { temperature: 50 }],
    ['cooled', { fanPercent: 0 }],
    ['fed', { power: 0 }],
  ])('are shown where there is one that is %s', async (_, fields) => {
    const { rows } = await open(mining([aDevice({ ...bare, kind: 'cpu', ...fields })]));
    expect(rows('tbody tr')[0]).toMatch(/^Processor/);
  });

  it('are gone with their run, and with a reading that is too old', async () => {
    const devices = [aDevice(), aDevice({ index: 1 })];
    const { api, wrapper } = await open(mining(devices));
    const isShown = () => wrapper.find('[data-testid=devices]').exists();
    expect(isShown()).toBe(true);
    api.emit('run.reading', aReading({ at: Date.now() - 20_000, devices }));
    await nextTick();
    expect(isShown()).toBe(false);
    api.emit('run.reading', aReading({ at: Date.now(), devices }));
    await nextTick();
    expect(isShown()).toBe(true);
    api.emit('run.changed', mining(devices, { state: 'stopped' }));
    await nextTick();
    expect(isShown()).toBe(false);
  });

  it('say whose they are where there are several runs', async () => {
    const other = mining([aDevice()], { id: 'run-2' as Run['id'], profileName: 'Shed' });
    const { rows } = await open(mining([aDevice()]), other);
    expect(rows('th[scope=rowgroup]')).toEqual(['Evenings', 'Shed']);
  });

  it('are a list where there is no room for a table', async () => {
    vi.stubGlobal('matchMedia', (media: string) => ({
      media,
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    const { card, rows } = await open(mining([aDevice({ ...bare, power: 90 })]));
    expect(card.find('table').exists()).toBe(false);
    expect(rows('li p')).toEqual([
      expect.stringContaining('Graphics card 0'),
      'core — · fan — · power 90.0 W',
      '— accepted · — rejected · — invalid',
    ]);
  });
});
