import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardSensors } from '../../protocols/packages/hiveos-cards.ts';
import { tarGzOf } from '../../testing/archives/build-archive.ts';
import { measuredCard } from '../../testing/measured-card.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { packed, type Files } from '../../testing/ravinos/sample-packages.ts';
import { sensorLike } from '../../testing/shell-packages/hiveos-packages.ts';
import { until } from '../../testing/until.ts';

let workshop: PackageWorkshop;
let measured: CardSensors[];
beforeEach(async () => {
  measured = [
    measuredCard('01:00.0', { temperature: 56, fanPercent: 100, power: 185.95, load: 89 }),
    measuredCard('0b:00.0', {
      temperature: 61,
      fanPercent: 42,
      power: 119.6,
      memoryTemperature: 84,
    }),
  ];
  workshop = await PackageWorkshop.open({ sensors: () => Promise.resolve(measured) });
});
afterEach(() => workshop[Symbol.asyncDispose]());

const anySignal = new AbortController().signal;

async function prepared(files: Files, name = 'sensors-1.0.tar.gz') {
  const { id, archiveSha256 } = await workshop.bring(await tarGzOf(packed(files)), name);
  await workshop.packages.consent(id, archiveSha256);
  return workshop.prepare(workshop.driver(id));
}

describe('the sensors of the cards', () => {
  it('are what a package of HiveOS finds, anew each time that it is asked', async () => {
    const ready = await prepared(sensorLike);
    const { folder, pollStats, files } = ready;
    expect(files.find(({ name }) => name === 'config')?.text.trim()).toBe('["56","61"]');
    const { text } = workshop.start(ready);
    await until('the miner to begin', () => text().includes('it began'));
    expect(text()).toContain('"power":["186","120"]');
    expect((await pollStats(anySignal))?.devices).toMatchObject([
      { busId: '01:00.0', temperature: 56, fanPercent: 100, power: 185.95 },
      { busId: '0b:00.0', temperature: 61, fanPercent: 42, power: 119.6, memoryTemperature: 84 },
    ]);
    measured = [
      measuredCard('01:00.0', { temperature: 57, fanPercent: 0 }),
      measuredCard('0b:00.0'),
    ];
    expect((await pollStats(anySignal))?.devices).toMatchObject([
      { temperature: 57, fanPercent: 0, power: null },
      { temperature: null, fanPercent: null, power: null, memoryTemperature: null },
    ]);
    const hive = join(folder, 'system/run/hive');
    expect(JSON.parse(readFileSync(join(hive, 'gpu-stats.json'), 'utf8'))).toMatchObject({
      busids: ['01:00.0', '0b:00.0'],
      temp: ['57', '0'],
      fan: ['0', '0'],
    });
    expect(readdirSync(hive).toSorted()).toEqual([
      'agent.conf',
      'gpu-detect.json',
      'gpu-stats.json',
    ]);
    expect(workshop.warnings).toEqual([]);
  });

  it('fill what a package does not tell of its cards', async () => {
    const { pollStats } = await prepared({
      ...sensorLike,
      'sensors/h-stats.sh':
        'khs=1; stats=\'{"hs": [1, 2, 3], "temp": [70, 0], "fan": [35], "bus_numbers": [11, 1, 4]}\'\n',
    });
    expect((await pollStats(anySignal))?.devices).toMatchObject([
      { busId: '0b:00.0', temperature: 70, fanPercent: 35, power: 119.6 },
      { busId: '01:00.0', temperature: 56, fanPercent: 100, power: 185.95 },
      { busId: '04:00.0', temperature: null, fanPercent: null, power: null },
    ]);
  });

  it('are told of once where they cannot be written, and the package is still asked', async () => {
    const { pollStats } = await prepared({
      ...sensorLike,
      'sensors/h-config.sh':
        'echo x > $CUSTOM_CONFIG_FILENAME\nrm $GPU_STATS_JSON; mkdir -p $GPU_STATS_JSON/mine\n',
      'sensors/h-stats.sh': 'khs=1; stats=\'{"hs": [1], "bus_numbers": [1]}\'\n',
    });
    for (let times = 0; times < 2; times += 1) {
      expect(await pollStats(anySignal)).toMatchObject({
        hashrate: 1_000,
        devices: [{ busId: '01:00.0', temperature: 56 }],
      });
    }
    expect(workshop.warnings).toEqual(['The figures of the cards could not be written.']);
  });

  it('are not written where a package leads to outside of its folder', async () => {
    const outside = workshop.at('outside');
    mkdirSync(outside);
    const { pollStats } = await prepared({
      ...sensorLike,
      'sensors/h-config.sh': [
        'echo x > $CUSTOM_CONFIG_FILENAME',
        'rm -r $HIVE_ROOT/run/hive',
        `ln -s ${outside} $HIVE_ROOT/run/hive`,
      ].join('\n'),
      'sensors/h-stats.sh': 'khs=1; stats="{}"\n',
    });
    expect((await pollStats(anySignal))?.hashrate).toBe(1_000);
    expect(readdirSync(outside)).toEqual([]);
    expect(workshop.warnings).toContain('The figures of the cards could not be written.');
  });
});
