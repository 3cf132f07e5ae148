import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { unknownFigures } from './card-figures.ts';
import { CardSensorReader } from './card-sensors.ts';
import { askNvidiaSmi } from './nvidia-smi.ts';

let root: ReturnType<typeof tempFolder>;
beforeEach(() => {
  root = tempFolder();
});
afterEach(() => root[Symbol.dispose]());

type Shown = Readonly<Record<string, string | number>>;

/** Files as the kernel shows them for a device on the bus. */
function device(address: string, files: Shown): void {
  for (const [name, value] of Object.entries(files)) {
    const file = join(root.path, 'sys/bus/pci/devices', address, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${value}\n`);
  }
}

const amd: Shown = { class: '0x030000', vendor: '0x1002', device: '0x73bf' };
const nvidia: Shown = { class: '0x030200', vendor: '0x10de', device: '0x2484' };
const intel: Shown = { class: '0x030000', vendor: '0x8086', device: '0x56a0' };

/** What amdgpu shows for an RX 6800, without what is not read. */
const rx6800: Shown = {
  gpu_busy_percent: 99,
  'hwmon/hwmon4/name': 'amdgpu',
  'hwmon/hwmon4/temp1_label': 'edge',
  'hwmon/hwmon4/temp1_input': 61_000,
  'hwmon/hwmon4/temp1_crit': 100_000,
  'hwmon/hwmon4/temp2_label': 'junction',
  'hwmon/hwmon4/temp2_input': 78_000,
  'hwmon/hwmon4/temp3_label': 'mem',
  'hwmon/hwmon4/temp3_input': 84_000,
  'hwmon/hwmon4/fan1_input': 1_732,
  'hwmon/hwmon4/pwm1': 127,
  'hwmon/hwmon4/pwm1_enable': 2,
  'hwmon/hwmon4/power1_average': 145_000_000,
  'hwmon/hwmon4/power1_cap': 203_000_000,
};

/** A program that stands for nvidia-smi, and how often it was started. */
function nvidiaSmi(script: string) {
  const bin = join(root.path, 'bin');
  const runs = join(root.path, 'runs');
  mkdirSync(bin);
  writeFileSync(runs, '');
  writeFileSync(join(bin, 'nvidia-smi'), `#!/bin/sh\necho "$@" >> '${runs}'\n${script}\n`);
  chmodSync(join(bin, 'nvidia-smi'), 0o755);
  return {
    env: { PATH: `${bin}:/usr/bin:/bin` },
    runs: () => readFileSync(runs, 'utf8').split('\n').slice(0, -1),
  };
}

const readWith = (env: NodeJS.ProcessEnv = { PATH: '' }, clock = new FakeClock()) =>
  new CardSensorReader(clock, { root: root.path, env });
const read = (env?: NodeJS.ProcessEnv) => readWith(env).read();

describe('the sensors of graphics cards', () => {
  it('are those of the driver of AMD', async () => {
    device('0000:0b:00.0', { ...amd, ...rx6800 });
    expect(await read()).toEqual([
      {
        busId: '0b:00.0',
        temperature: 61,
        memoryTemperature: 84,
        hotSpotTemperature: 78,
        fanPercent: 50,
        power: 145,
        load: 99,
      },
    ]);
  });

  it('are fewer on older cards, whose one temperature has no name', async () => {
    device('0000:03:00.0', {
      ...amd,
      'hwmon/hwmon2/name': 'radeon',
      'hwmon/hwmon2/temp1_input': 57_000,
      'hwmon/hwmon2/pwm1': 255,
    });
    // This driver counts its fan in percent, which is not read.
    device('0000:04:00.0', {
      ...nvidia,
      'hwmon/hwmon3/name': 'nouveau',
      'hwmon/hwmon3/temp1_input': 45_000,
      'hwmon/hwmon3/pwm1': 40,
    });
    expect(await read()).toEqual([
      { ...unknownFigures, busId: '03:00.0', temperature: 57, fanPercent: 100 },
      { ...unknownFigures, busId: '04:00.0', temperature: 45 },
    ]);
  });

  it('are those of both names for power, the mean before the moment', async () => {
    const power = (name: string, value: number | string) => ({ [`hwmon/hwmon1/${name}`]: value });
    device('0000:01:00.0', { ...amd, ...power('power1_input', 31_250_000) });
    device('0000:02:00.0', {
      ...amd,
      ...power('power1_average', 30_000_000),
      ...power('power1_input', 90_000_000),
    });
    device('0000:03:00.0', {
      ...amd,
      ...power('power1_average', 'none'),
      ...power('power1_input', 20_000_000),
    });
    expect((await read()).map((card) => card.power)).toEqual([31.25, 30, 20]);
  });

  it('are those of the driver of Intel, whose fan is told in turns only', async () => {
    device('0000:03:00.0', {
      ...intel,
      'hwmon/hwmon5/name': 'xe',
      'hwmon/hwmon5/energy1_input': 123_456_789,
      'hwmon/hwmon5/temp2_label': 'pkg',
      'hwmon/hwmon5/temp2_input': 52_000,
      'hwmon/hwmon5/temp3_label': 'vram',
      'hwmon/hwmon5/temp3_input': 60_000,
      'hwmon/hwmon5/fan1_input': 1_100,
    });
    device('0000:00:02.0', intel);
    expect(await read()).toEqual([
      { ...unknownFigures, busId: '00:02.0' },
      { ...unknownFigures, busId: '03:00.0', temperature: 52, memoryTemperature: 60 },
    ]);
  });

  it('are put together where a card has several monitors', async () => {
    device('0000:0b:00.0', {
      ...amd,
      'hwmon/hwmon3/name': 'amdgpu',
      'hwmon/hwmon3/temp1_label': 'edge',
      'hwmon/hwmon3/temp1_input': 50_000,
      'hwmon/hwmon9/name': 'amdgpu',
      'hwmon/hwmon9/temp1_label': 'edge',
      'hwmon/hwmon9/temp1_input': 99_000,
      'hwmon/hwmon9/pwm1': 0,
      'hwmon/other/temp1_input': 70_000,
    });
    expect(await read()).toEqual([
      { ...unknownFigures, busId: '0b:00.0', temperature: 50, fanPercent: 0 },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['words', 'cold'],
    ['parts of a number', '61.5'],
    ['a number that cannot be', '9'.repeat(400)],
    ['what sleeping cards say', '511000'],
    ['less than nothing', '-273150'],
    ['a file without end', '1'.repeat(1_000_000)],
    ['bytes', '\0\xff61000'],
  ])('are not known where the files hold %s', async (_, text) => {
    const values = ['temp1_input', 'temp2_input', 'pwm1', 'power1_average', 'power1_input'];
    device('0000:0b:00.0', {
      ...amd,
      gpu_busy_percent: text,
      'hwmon/hwmon0/name': 'amdgpu',
      'hwmon/hwmon0/temp2_label': 'junction',
      ...Object.fromEntries(values.map((name) => [`hwmon/hwmon0/${name}`, text])),
    });
    const expected = text === '511000' ? { power: 0.511 } : {};
    expect(await read()).toEqual([{ ...unknownFigures, busId: '0b:00.0', ...expected }]);
  });

  it('are not known where folders stand for files, and none where there are no cards', async () => {
    expect(await read()).toEqual([]);
    mkdirSync(join(root.path, 'sys/bus/pci/devices/0000:0b:00.0/hwmon/hwmon0/temp1_input'), {
      recursive: true,
    });
    device('0000:0b:00.0', amd);
    device('0000:0c:00.0', { ...amd, hwmon: 'no folder' });
    device('0000:00:1f.3', { class: '0x040300', vendor: '0x8086' });
    expect(await read()).toEqual([
      { ...unknownFigures, busId: '0b:00.0' },
      { ...unknownFigures, busId: '0c:00.0' },
    ]);
  });

  it('are left out where two cards of different domains have the same place', async () => {
    device('0000:01:00.0', { ...amd, ...rx6800 });
    device('0001:01:00.0', { ...amd, ...rx6800 });
    device('0001:02:00.0', { ...amd, ...rx6800 });
    expect((await read()).map(({ busId }) => busId)).toEqual(['02:00.0']);
  });
});

describe('the sensors of NVIDIA cards', () => {
  it('are asked of the program of their driver, once for all', async () => {
    device('0000:01:00.0', nvidia);
    device('0000:0b:00.0', { ...amd, ...rx6800 });
    const { env, runs } = nvidiaSmi(`echo '00000000:01:00.0, 56, N/A, 100, 185.95, 89'`);
    const clock = new FakeClock();
    const reader = readWith(env, clock);
    const [first, second] = await Promise.all([reader.read(), reader.read()]);
    expect(first).toEqual(second);
    expect(first).toMatchObject([
      {
        busId: '01:00.0',
        temperature: 56,
        memoryTemperature: null,
        fanPercent: 100,
        power: 185.95,
        load: 89,
      },
      { busId: '0b:00.0', temperature: 61, power: 145 },
    ]);
    clock.advance(4_999);
    await reader.read();
    expect(runs()).toEqual([
      '--query-gpu=pci.bus_id,temperature.gpu,temperature.memory,fan.speed,power.draw,utilization.gpu --format=csv,noheader,nounits',
    ]);
    clock.advance(1);
    await reader.read();
    expect(runs()).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });

  it.each([
    ['fails', `echo 'NVIDIA-SMI has failed'; exit 9`],
    ['finds no card', `echo 'No devices were found'; exit 6`],
    ['says nothing', 'exit 0'],
    ['fails in the middle', `echo '00000000:01:00.0, 56, N/A, 100, 185.95, 89'; exit 15`],
    ['prints without end', 'exec yes 00000000:01:00.0, 56, N/A, 100, 185.95, 89'],
  ])('are not known for ten minutes where it %s', async (_, script) => {
    device('0000:01:00.0', nvidia);
    const { env, runs } = nvidiaSmi(script);
    const clock = new FakeClock();
    const reader = readWith(env, clock);
    expect(await reader.read()).toEqual([{ ...unknownFigures, busId: '01:00.0' }]);
    clock.advance(599_999);
    await reader.read();
    expect(runs()).toHaveLength(1);
    clock.advance(1);
    await reader.read();
    expect(runs()).toHaveLength(2);
  });

  it('are not waited for where the program hangs', async () => {
    const { env, runs } = nvidiaSmi('exec sleep 1000');
    expect(await askNvidiaSmi({ env, timeoutMs: 500 })).toEqual(new Map());
    expect(runs()).toHaveLength(1);
  });
});
