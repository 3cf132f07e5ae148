import { describe, expect, it } from 'vitest';
import { encodeRequest } from '../envelope.ts';
import { BadStratumMessageError } from '../stratum-errors.ts';
import { decodeClientMessage } from './client-messages.ts';
import {
  decodeConfigured,
  encodeConfigure,
  encodeConfigured,
  type Configuration,
} from './configure.ts';
import { decodeServerMessage } from './server-messages.ts';

const rolling = { versionRolling: { mask: 0x1fff_e000, minBitCount: 2 } };
const everything: Configuration = {
  ...rolling,
  minimumDifficulty: 2_048,
  subscribeExtranonce: true,
  others: ['info'],
};

function configure(...params: unknown[]): string {
  return encodeRequest(1, 'mining.configure', params);
}

describe('what a client asks for', () => {
  it.each([
    // The example of BIP 310.
    [
      configure(['minimum-difficulty', 'version-rolling'], {
        'minimum-difficulty.value': 2_048,
        'version-rolling.mask': '1fffe000',
        'version-rolling.min-bit-count': 2,
      }),
      { ...rolling, minimumDifficulty: 2_048, others: [] },
    ],
    // As programs in the field write it.
    [
      configure(['version-rolling'], { 'version-rolling.mask': '1fffe000' }),
      { versionRolling: { mask: 0x1fff_e000, minBitCount: 0 }, others: [] },
    ],
    [
      configure(['version-rolling'], {
        'version-rolling.mask': 'FFFFFFFF',
        'version-rolling.min-bit-count': '2',
      }),
      { versionRolling: { mask: 0xffff_ffff, minBitCount: 2 }, others: [] },
    ],
    [
      configure(['version-rolling']),
      { versionRolling: { mask: 0xffff_ffff, minBitCount: 0 }, others: [] },
    ],
    [configure(['subscribe-extranonce'], null), { subscribeExtranonce: true, others: [] }],
    [configure([], {}), { others: [] }],
    [configure(['info'], { 'info.hw-version': 'x' }), { others: ['info'] }],
    [encodeConfigure(1, everything), everything],
    [encodeConfigure(1, { others: [] }), { others: [] }],
  ])('%s', (line, configuration) => {
    expect(decodeClientMessage(line)).toEqual({ kind: 'configure', id: 1, configuration });
  });

  it.each([
    [configure(), 'mining.configure: 0'],
    [configure('version-rolling', {}), 'mining.configure: 0 Invalid'],
    [configure([7], {}), 'mining.configure: 0.0 Invalid'],
    [configure(Array.from({ length: 33 }, String), {}), 'mining.configure: 0 Too big'],
    [configure(['x'.repeat(65)], {}), 'mining.configure: 0.0 Too big'],
    [configure([], 7), 'mining.configure: 1 Invalid'],
    [
      configure(['version-rolling'], { 'version-rolling.mask': 'all' }),
      'mining.configure: 1.version-rolling.mask must be 1 to 8 hexadecimal digits',
    ],
    [configure(['minimum-difficulty'], {}), 'the minimum difficulty is missing'],
    [
      configure(['minimum-difficulty'], { 'minimum-difficulty.value': 0 }),
      'mining.configure: 1.minimum-difficulty.value Too small',
    ],
  ])('refuses %s', (line, problem) => {
    const decode = (): unknown => decodeClientMessage(line);
    expect(decode).toThrow(BadStratumMessageError);
    expect(decode).toThrow(problem);
    expect(decode).toThrow(expect.objectContaining({ requestId: 1 }));
  });
});

describe('what a pool answers', () => {
  const nothing = { versionMask: null, minimumDifficulty: false, subscribeExtranonce: false };
  const all = { versionMask: 0x1800_0000, minimumDifficulty: true, subscribeExtranonce: true };

  function answered(line: string): unknown {
    const message = decodeServerMessage(line);
    return message.kind === 'answer' && decodeConfigured(message.result);
  }

  it('comes back as it was said', () => {
    expect(answered(encodeConfigured(1, everything, all))).toEqual(all);
    expect(answered(encodeConfigured(1, everything, nothing))).toEqual(nothing);
    expect(answered(encodeConfigured(1, { others: [] }, all))).toEqual(nothing);
  });

  it('speaks of what was asked for only', () => {
    expect(JSON.parse(encodeConfigured(1, everything, all))).toMatchObject({
      result: {
        'version-rolling': true,
        'version-rolling.mask': '18000000',
        'minimum-difficulty': true,
        'subscribe-extranonce': true,
        info: false,
      },
    });
    const { result } = JSON.parse(encodeConfigured(1, { ...rolling, others: [] }, nothing)) as {
      result: unknown;
    };
    expect(result).toEqual({ 'version-rolling': false });
  });

  it.each([
    [{ 'version-rolling': true, 'version-rolling.mask': '18000000' }, 0x1800_0000],
    [{ 'version-rolling.mask': '1fffe000', 'version-rolling.min-bit-count': 2 }, 0x1fff_e000],
    [{ 'version-rolling': true }, null],
    [{ 'version-rolling': true, 'version-rolling.mask': '00000000' }, null],
    [{ 'version-rolling': false, 'version-rolling.mask': '18000000' }, null],
    [{ 'version-rolling': 'not here', 'version-rolling.mask': '18000000' }, null],
    [{}, null],
  ])('%j', (result, versionMask) => {
    expect(decodeConfigured(result)).toEqual({ ...nothing, versionMask });
  });

  it.each([null, true, [], 'no', { 'version-rolling.mask': 7 }, { 'version-rolling': 1 }])(
    'is not %j',
    (result) => {
      expect(() => decodeConfigured(result)).toThrow(BadStratumMessageError);
    },
  );
});
