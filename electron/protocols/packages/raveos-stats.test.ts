import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { raveosDevices } from './raveos-config.ts';
import { readRaveosStats, type RaveosFigures } from './raveos-stats.ts';

const devices = raveosDevices([
  { kind: 'nvidia', name: 'RTX 3070', busId: '01:00.0', memoryBytes: null },
  { kind: 'amd', name: 'RX 6800', busId: '0b:00.0', memoryBytes: null },
]);
const read = (stats: unknown): RaveosFigures => readRaveosStats(JSON.stringify(stats), devices);

const figures = {
  mpu: [
    {
      id: 0,
      pci: '01:00.0',
      type: 'NVIDIA',
      hash_rate1: 1_500_000_000,
      hash_rate2: 0,
      temp: 61,
      shares: { accepted: 10, invalid: 1, rejected: 2 },
    },
    {
      id: 1,
      pci: '0B:00.0',
      type: 'AMD',
      hash_rate1: 900_000_000.5,
      shares: { accepted: 5, invalid: 0, rejected: 0 },
    },
  ],
  fans: [{ percent: 40, rpm: 1200 }],
  shares: { accepted: 15, invalid: 1, rejected: 2 },
  errors: [],
  log_file: '/w/miner.log',
  last_log_file_size: 0,
  have_driver_error: false,
  api_port: 40_001,
};

describe('the figures of a package', () => {
  it('are read in H/s, card by card', () => {
    const { report, warnings, errors } = read(figures);
    expect(report).toMatchObject({
      hashrate: 2_400_000_000.5,
      accepted: 15,
      rejected: 2,
      invalid: 1,
    });
    expect(report?.devices).toMatchObject([
      {
        index: 0,
        kind: 'gpu',
        name: 'RTX 3070',
        busId: '01:00.0',
        hashrate: 1_500_000_000,
        temperature: 61,
        fanPercent: 40,
        accepted: 10,
        rejected: 2,
        invalid: 1,
        power: null,
      },
      { index: 1, name: 'RX 6800', busId: '0b:00.0', hashrate: 900_000_000.5, temperature: null },
    ]);
    expect([...warnings, ...errors]).toEqual([]);
  });

  it('count no shares under a name that is not known, and say so', () => {
    const { report, warnings } = read({
      mpu: [{ id: 0, hash_rate1: 5, shares: { accpeted: 7, rejected: 1 } }],
      shares: { accpeted: 7 },
    });
    expect(report).toMatchObject({ hashrate: 5, accepted: 0, rejected: 1, invalid: 0 });
    expect(warnings).toEqual([
      '“mpu[0].shares.accpeted” is not known and was dropped.',
      '“shares.accpeted” is not known and was dropped.',
    ]);
  });

  it('are summed up where only the cards are counted', () => {
    const { report } = read({ ...figures, shares: { accepted: 0, invalid: 0, rejected: 0 } });
    expect(report).toMatchObject({ accepted: 15, rejected: 2, invalid: 1 });
  });

  it.each([
    [-1, '“mpu[0].hash_rate1” is less than 0.'],
    ['nan', '“mpu[0].hash_rate1” must be a number.'],
    [1e22, '“mpu[0].hash_rate1” is more than can be.'],
    [{}, '“mpu[0].hash_rate1” must be a number.'],
  ])('take a hashrate of %j as not said', (rate, warning) => {
    const { report, warnings } = read({ mpu: [{ hash_rate1: rate }] });
    expect(report?.hashrate).toBeNull();
    expect(warnings).toEqual([warning]);
  });

  it('understand a number that was written as text', () => {
    const { report, warnings } = read({ mpu: [{ hash_rate1: '12.5' }] });
    expect(report?.hashrate).toBe(12.5);
    expect(warnings).toEqual(['“mpu[0].hash_rate1” must be a number; it is a text.']);
  });

  it.each([
    ['', 'The figures are no JSON.'],
    ['[]', 'The figures are no object.'],
    ['null', 'The figures are no object.'],
    [`"${'x'.repeat(1024 * 1024)}"`, 'The figures are longer than 1048576 characters.'],
  ])('are nothing where they are no object', (text, warning) => {
    expect(readRaveosStats(text, devices)).toEqual({
      report: null,
      warnings: [warning],
      errors: [],
    });
  });

  it('are read as far as they go where lists and objects are something else', () => {
    const { report, warnings } = read({ mpu: {}, fans: 'x', shares: [], errors: 3, more: 1 });
    expect(report).toMatchObject({ hashrate: null, accepted: 0, devices: [] });
    expect(warnings).toEqual([
      '“more” is not known and was dropped.',
      '“fans” must be a list.',
      '“mpu” must be a list.',
      '“shares” must be an object.',
      '“errors” must be a list.',
    ]);
  });

  it('have each card once, and 64 at most', () => {
    const mpu = Array.from({ length: 100 }, (_, at) => ({ id: at % 70, hash_rate1: 1 }));
    const { report, warnings } = read({ mpu: [...mpu.slice(0, 2), ...mpu] });
    expect(report?.devices).toHaveLength(62);
    expect(warnings).toEqual(['“mpu” has more than 64 entries.']);
  });

  it('pass on what the script found wrong', () => {
    const { errors } = read({ errors: ['GPU 1 lost', 5], have_driver_error: true });
    expect(errors).toEqual(['GPU 1 lost', 'The driver of a device failed.']);
  });

  it('never hold what cannot be, whatever a script writes', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom('NaN', '-1', '7', -1, 1e308),
    );
    const shares = fc.dictionary(
      fc.constantFrom('accepted', 'accpeted', 'rejected', 'invalid'),
      value,
    );
    const mpu = fc.record(
      {
        id: value,
        pci: value,
        type: value,
        hash_rate1: value,
        temp: value,
        shares: fc.oneof(shares, value),
      },
      { requiredKeys: [] },
    );
    const stats = fc.record(
      {
        mpu: fc.oneof(fc.array(fc.oneof(mpu, value)), value),
        fans: value,
        shares: fc.oneof(shares, value),
        errors: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(stats, value), (written) => {
        const { report, warnings } = readRaveosStats(JSON.stringify(written) ?? '', devices);
        expect(warnings.length).toBeLessThanOrEqual(30);
        for (const one of report === null ? [] : [report, ...report.devices]) {
          for (const number of [one.hashrate, one.accepted, one.rejected, one.invalid]) {
            expect(number === null || (Number.isFinite(number) && number >= 0)).toBe(true);
          }
        }
        const indexes = report?.devices.map(({ index }) => index) ?? [];
        expect(new Set(indexes).size).toBe(indexes.length);
      }),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 3_000), seed: 5 },
    );
  });
});
