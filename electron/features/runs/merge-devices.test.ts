import { describe, expect, it } from 'vitest';
import { unknownDevice, type DeviceReport } from '../../protocols/miner-output/miner-report.ts';
import { mergeDevices } from './merge-devices.ts';

const card = (index: number, values: Partial<DeviceReport> = {}): DeviceReport => ({
  ...unknownDevice(index, 'gpu'),
  ...values,
});
const processor = (values: Partial<DeviceReport> = {}): DeviceReport => ({
  ...unknownDevice(0, 'cpu'),
  ...values,
});
const merged = (
  answered: readonly DeviceReport[],
  printed: readonly DeviceReport[],
  isPrintedNewer = false,
) => mergeDevices({ answered, printed, isPrintedNewer });

describe('mergeDevices', () => {
  it.each([
    [false, 30],
    [true, 29],
  ])('fills gaps, and takes what was told last: the output %s', (isPrintedNewer, hashrate) => {
    const answered = [card(0, { hashrate: 30, temperature: 61 })];
    const printed = [card(0, { hashrate: 29, accepted: 7 })];
    expect(merged(answered, printed, isPrintedNewer)).toEqual([
      card(0, { hashrate, temperature: 61, accepted: 7 }),
    ]);
  });

  it('keeps a processor and a card of the same number apart', () => {
    const answered = [processor({ hashrate: 5 }), card(0, { hashrate: 30 })];
    const printed = [processor({ temperature: 70 }), card(0, { temperature: 61 })];
    expect(merged(answered, printed)).toEqual([
      processor({ hashrate: 5, temperature: 70 }),
      card(0, { hashrate: 30, temperature: 61 }),
    ]);
  });

  it.each([false, true])('knows a card by its place where the numbers differ: %s', (isNewer) => {
    // BzMiner's interface begins with the processor, its tables with the cards, in another order.
    const answered = [
      processor({ hashrate: 5 }),
      card(1, { busId: '01:00.0', hashrate: 30 }),
      card(2, { busId: '0b:00.0', hashrate: 22 }),
    ];
    const printed = [
      card(0, { busId: '0b:00.0', temperature: 55 }),
      card(1, { busId: '01:00.0', temperature: 60 }),
    ];
    expect(merged(answered, printed, isNewer)).toEqual([
      processor({ hashrate: 5 }),
      card(1, { busId: '01:00.0', hashrate: 30, temperature: 60 }),
      card(2, { busId: '0b:00.0', hashrate: 22, temperature: 55 }),
    ]);
  });

  it('does not mix cards on different places that have one number', () => {
    const answered = [card(0, { busId: '01:00.0', hashrate: 30 })];
    const printed = [card(0, { busId: '0b:00.0', temperature: 55 })];
    expect(merged(answered, printed)).toEqual(answered);
  });

  it('takes the number where one of the two tells no place', () => {
    const answered = [card(0, { hashrate: 30 }), card(1, { hashrate: 22 })];
    const printed = [card(1, { busId: '0b:00.0' }), card(0, { busId: '01:00.0' })];
    expect(merged(answered, printed)).toEqual([
      card(0, { busId: '01:00.0', hashrate: 30 }),
      card(1, { busId: '0b:00.0', hashrate: 22 }),
    ]);
  });

  it('adds what only one of the two knows', () => {
    expect(merged([card(0)], [])).toEqual([card(0)]);
    expect(merged([], [card(0)])).toEqual([card(0)]);
    expect(merged([card(1)], [card(0), processor()])).toEqual([processor(), card(0), card(1)]);
  });
});
