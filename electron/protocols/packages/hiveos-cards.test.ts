import { describe, expect, it } from 'vitest';
import { hiveosGpuStats, packageCards } from './hiveos-cards.ts';

const cards = packageCards([
  { kind: 'amd', name: 'RX 6800', busId: '0B:00.0', memoryBytes: null },
  { kind: 'intel', name: 'Intel 9bc5', busId: '00:02.0', memoryBytes: null },
  { kind: 'nvidia', name: 'RTX 2080', busId: '08:00.0', memoryBytes: null },
]);

describe('what HiveOS tells its packages of the cards', () => {
  it('is what the system measures, in whole numbers, and 0 where it does not', () => {
    const sensors = [
      {
        busId: '08:00.0',
        temperature: 56,
        memoryTemperature: null,
        hotSpotTemperature: null,
        fanPercent: 100,
        power: 185.95,
        load: 89,
      },
      {
        busId: '0b:00.0',
        temperature: 61.4,
        memoryTemperature: 84,
        hotSpotTemperature: 78.5,
        fanPercent: 0,
        power: 145,
        load: null,
      },
    ];
    expect(hiveosGpuStats(cards, sensors)).toEqual({
      busids: ['00:02.0', '08:00.0', '0b:00.0'],
      brand: ['cpu', 'nvidia', 'amd'],
      temp: ['0', '56', '61'],
      fan: ['0', '100', '0'],
      power: ['0', '186', '145'],
      load: ['0', '89', '0'],
      mtemp: ['0', '0', '84'],
      jtemp: ['0', '0', '79'],
    });
  });

  it('is nothing but 0 where nothing is measured', () => {
    expect(hiveosGpuStats(cards)).toMatchObject({ temp: ['0', '0', '0'], jtemp: ['0', '0', '0'] });
  });
});
