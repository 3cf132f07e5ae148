import { describe, expect, it } from 'vitest';
import { mutatedText } from '../../testing/mutated-text.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { unknownFigures } from './card-figures.ts';
import { readNvidiaSmi } from './nvidia-smi-figures.ts';

/** The figures of one row, in the order in which they are asked for. */
const figuresOf = (row: string) => [...readNvidiaSmi(row).values()];

describe('the figures of NVIDIA cards', () => {
  it('are read card by card, by their place on the bus', () => {
    // Made in our order of columns. The words are those that people posted of drivers 440.64
    // (Ricks-Lab/gpu-utils#83) and 460.91 (system-monitoring-center#57), the figures partly.
    const output = [
      '00000000:08:00.0, 56, N/A, 100, 185.95, 89',
      '00000000:0A:00.0, 36, N/A, 30, 18.20, 20',
      '00000000:C1:00.0, 41, 58, [N/A], 317.04, 100',
      '',
    ].join('\n');
    expect([...readNvidiaSmi(output)]).toEqual([
      ['08:00.0', { ...unknownFigures, temperature: 56, fanPercent: 100, power: 185.95, load: 89 }],
      ['0a:00.0', { ...unknownFigures, temperature: 36, fanPercent: 30, power: 18.2, load: 20 }],
      [
        'c1:00.0',
        { ...unknownFigures, temperature: 41, memoryTemperature: 58, power: 317.04, load: 100 },
      ],
    ]);
  });

  it('of a fan that stands still and a card without work are 0, which is not unknown', () => {
    expect(figuresOf('0000:01:00.0, 33, N/A, 0, 9.51, 0')).toEqual([
      { ...unknownFigures, temperature: 33, fanPercent: 0, power: 9.51, load: 0 },
    ]);
  });

  it.each([
    '[N/A]',
    'N/A',
    '[Not Supported]',
    '[Unknown Error]',
    '[GPU is lost]',
    '[GPU requires reset]',
    '[Insufficient Permissions]',
    'ERR!',
    '',
    '-1',
    'NaN',
    'Infinity',
    '0x41',
    '1e2',
    '41 C',
    '9'.repeat(400),
  ])('are not known where it says %j', (word) => {
    const row = ['00000000:01:00.0', word, word, word, word, word].join(', ');
    expect(figuresOf(row)).toEqual([unknownFigures]);
  });

  it('are not known where no card can have them', () => {
    expect(figuresOf('00000000:01:00.0, 0, 255, 101, 0.00, 400')).toEqual([unknownFigures]);
    expect(figuresOf('00000000:01:00.0, 150, 511, 65535, 5000, 100.1')).toEqual([unknownFigures]);
  });

  it.each([
    '',
    'No devices were found',
    'NVIDIA-SMI has failed because it couldn’t communicate with the NVIDIA driver.',
    'Unable to determine the device handle for GPU 0000:0A:00.0: GPU is lost.  Reboot the system to recover this GPU',
    'Field "temperature.memory" is not a valid field to query.',
    'pci.bus_id, temperature.gpu, temperature.memory, fan.speed [%], power.draw [W], utilization.gpu [%]',
    '00000000:01:00.0, 56, N/A, 100, 185.95',
    '00000000:01:00.0, 56, N/A, 100, 185.95, 89, 7',
    '00000000:01:00, 56, N/A, 100, 185.95, 89',
    '01:00.0, 56, N/A, 100, 185.95, 89',
    '00000000:01:00.9, 56, N/A, 100, 185.95, 89',
    '[N/A], 56, N/A, 100, 185.95, 89',
    ',,,,,',
  ])('are none in %j', (output) => {
    expect(figuresOf(output)).toEqual([]);
  });

  it('are of 256 cards at most', () => {
    const rows = Array.from({ length: 999 }, (_, at) => {
      const bus = (at % 256).toString(16).padStart(2, '0');
      return `00000000:${bus}:0${Math.floor(at / 256)}.0, 56, N/A, 100, 185.95, 89`;
    });
    expect(figuresOf(rows.join('\n'))).toHaveLength(256);
  });

  it('never hold what cannot be, whatever is printed', () => {
    const random = seededRandom(11);
    const output =
      '00000000:08:00.0, 56, 64, 100, 185.95, 89\n00000000:0A:00.0, 36, N/A, 30, 18, 2';
    for (let run = 0; run < Number(process.env['FUZZ_COUNT'] ?? 3_000); run += 1) {
      for (const [busId, figures] of readNvidiaSmi(mutatedText(output, random))) {
        expect(busId).toMatch(/^[\da-f]{2}:[\da-f]{2}\.[0-7]$/);
        for (const figure of Object.values(figures)) {
          expect(figure === null || (figure >= 0 && figure < 5_000)).toBe(true);
        }
      }
    }
  });
});
