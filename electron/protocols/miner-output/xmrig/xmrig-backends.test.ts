import { describe, expect, it } from 'vitest';
import { recordedBody } from '../../../testing/recorded-miner.ts';
import { unknownDevice } from '../miner-report.ts';
import { readXmrigBackends } from './xmrig-backends.ts';

describe('readXmrigBackends', () => {
  it('knows no device before work begins', () => {
    const body = recordedBody('xmrig-api-early.2-backends.http');
    expect(readXmrigBackends(body, 'A processor')).toEqual({ devices: [], threads: null });
  });

  it('takes the sum of the miner where it has one, else of the threads', () => {
    const body = recordedBody('xmrig-api-paused.2-backends.http') as [object];
    expect(readXmrigBackends(body, null).devices[0]?.hashrate).toBe(259.22);
    const without = [{ ...body[0], hashrate: undefined }];
    expect(readXmrigBackends(without, null).devices[0]?.hashrate).toBeCloseTo(259.21, 6);
  });

  // As the source of 6.x writes a card's part; no such card was at hand.
  const card = (index: number, rate: number, more: object = {}): object => ({
    index,
    threads: 32,
    hashrate: [rate, null, null],
    name: 'NVIDIA GeForce RTX 3060',
    bus_id: '01:00.0',
    health: { temperature: 61, power: 117, clock: 1800, mem_clock: 7300, fan_speed: [55, 57] },
    ...more,
  });

  it('puts the threads of a card together', () => {
    const cuda = {
      type: 'cuda',
      enabled: true,
      threads: [card(1, 300), card(0, 500), card(1, 20)],
    };
    expect(readXmrigBackends([cuda], null)).toEqual({
      threads: null,
      devices: [
        {
          ...unknownDevice(0, 'gpu'),
          name: 'NVIDIA GeForce RTX 3060',
          busId: '01:00.0',
          hashrate: 500,
          temperature: 61,
          fanPercent: 55,
          power: 117,
        },
        expect.objectContaining({ index: 1, hashrate: 320 }),
      ],
    });
  });

  it('leaves out what a card does not say', () => {
    const opencl = { type: 'opencl', threads: [card(0, 9, { health: { rpm: 1480 }, bus_id: 7 })] };
    expect(readXmrigBackends([opencl], null).devices[0]).toMatchObject({
      busId: null,
      temperature: null,
      fanPercent: null,
      hashrate: 9,
    });
  });

  it.each([
    ['no list', { error: 'FORBIDDEN' }],
    ['nothing', undefined],
    ['text', 'ok'],
    ['other things', [1, null, 'cpu', {}]],
    ['a backend without threads', [{ type: 'cpu', threads: {} }]],
  ])('has no devices where there is %s', (_, body) => {
    expect(readXmrigBackends(body, null)).toEqual({ devices: [], threads: null });
  });

  it('reads no more cards than a rig can have', () => {
    const threads = Array.from({ length: 1000 }, (_, index) => card(index, 1));
    expect(readXmrigBackends([{ type: 'cuda', threads }], null).devices).toHaveLength(256);
  });
});
