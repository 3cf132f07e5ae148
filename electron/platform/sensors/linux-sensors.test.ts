import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxTemperature } from './linux-temperature.ts';
import { PackagePower } from './package-power.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sensors-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string | number>>): Promise<void> {
  for (const [path, value] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${value}\n`);
  }
}

describe('linuxTemperature', () => {
  it('takes the whole package of an Intel processor', async () => {
    await write({
      'hwmon0/name': 'acpitz',
      'hwmon0/temp1_input': 27_800,
      'hwmon1/name': 'coretemp',
      'hwmon1/temp1_label': 'Package id 0',
      'hwmon1/temp1_input': 61_000,
      'hwmon1/temp2_label': 'Core 0',
      'hwmon1/temp2_input': 63_000,
    });
    expect(await linuxTemperature(folder)).toBe(61);
  });

  it('takes the hottest of two processors', async () => {
    await write({
      'hwmon0/name': 'coretemp',
      'hwmon0/temp1_label': 'Package id 0',
      'hwmon0/temp1_input': 61_000,
      'hwmon1/name': 'coretemp',
      'hwmon1/temp1_label': 'Package id 1',
      'hwmon1/temp1_input': 66_000,
    });
    expect(await linuxTemperature(folder)).toBe(66);
  });

  it('prefers Tdie of an AMD processor, which is the true one', async () => {
    await write({
      'hwmon2/name': 'k10temp',
      'hwmon2/temp1_label': 'Tctl',
      'hwmon2/temp1_input': 85_250,
      'hwmon2/temp2_label': 'Tdie',
      'hwmon2/temp2_input': 58_250,
    });
    expect(await linuxTemperature(folder)).toBe(58.25);
  });

  it('takes what has no name on a small board', async () => {
    await write({ 'hwmon0/name': 'cpu_thermal', 'hwmon0/temp1_input': 48_312 });
    expect(await linuxTemperature(folder)).toBe(48.312);
  });

  it('knows nothing where there is no processor sensor or it says 0', async () => {
    expect(await linuxTemperature(join(folder, 'missing'))).toBeNull();
    await write({
      'hwmon0/name': 'nvme',
      'hwmon0/temp1_input': 40_000,
      'hwmon1/name': 'coretemp',
      'hwmon1/temp1_input': 0,
      'hwmon1/temp2_input': 'nonsense',
    });
    expect(await linuxTemperature(folder)).toBeNull();
  });
});

describe('PackagePower', () => {
  const energy = (microjoules: number, name = 'intel-rapl:0') => ({
    [`${name}/energy_uj`]: microjoules,
  });
  const rapl = (name: string, label: string, microjoules: number) => ({
    [`${name}/name`]: label,
    [`${name}/max_energy_range_uj`]: 100_000_000,
    ...energy(microjoules, name),
  });

  it('is the energy of all packages since it was last asked', async () => {
    let now = 0;
    const power = new PackagePower(folder, () => now);
    await write({
      ...rapl('intel-rapl:0', 'package-0', 5_000_000),
      ...rapl('intel-rapl:1', 'package-1', 0),
      ...rapl('intel-rapl:0:0', 'core', 0),
      ...rapl('intel-rapl:2', 'psys', 0),
    });
    expect(await power.read()).toBeNull();
    await write({ ...energy(65_000_000), ...energy(20_000_000, 'intel-rapl:1') });
    await write({ ...energy(9_000_000, 'intel-rapl:0:0'), ...energy(90_000_000, 'intel-rapl:2') });
    now = 2_000;
    expect(await power.read()).toBe(40);
    now = 2_100;
    expect(await power.read()).toBe(40);
  });

  it('goes on when the counter begins again', async () => {
    let now = 0;
    const power = new PackagePower(folder, () => now);
    await write(rapl('intel-rapl:0', 'package-0', 99_000_000));
    await power.read();
    await write(energy(4_000_000));
    now = 1_000;
    expect(await power.read()).toBe(5);
  });

  it('is unknown without hardware, and where the counter does not move', async () => {
    let now = 0;
    const power = new PackagePower(join(folder, 'powercap'), () => now);
    expect(await power.read()).toBeNull();
    now = 1_000;
    await write({
      'powercap/intel-rapl:0/name': 'package-0',
      'powercap/intel-rapl:0/energy_uj': 0,
    });
    expect(await power.read()).toBeNull();
    now = 2_000;
    expect(await power.read()).toBeNull();
    // Without permission the counter is there and cannot be read.
    await rm(join(folder, 'powercap/intel-rapl:0/energy_uj'));
    now = 3_000;
    expect(await power.read()).toBeNull();
  });
});
