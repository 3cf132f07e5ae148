import { describe, expect, it } from 'vitest';
import { toHex } from '../bitcoin/hex.ts';
import { headerBytes, headerNonce, nonceSpaceOffset, verusHeader } from './block-header.ts';
import { isHeaderNonceFree, nonceSpace, pbaasHeaderCount, solutionVersion } from './solution.ts';

function solutionOf(version: number, headers: number): Uint8Array {
  const solution = new Uint8Array(1_344);
  new DataView(solution.buffer).setUint32(0, version, true);
  solution[5] = headers;
  return solution;
}

describe('a solution', () => {
  it.each([
    [4, 1, true],
    [6, 1, true],
    [7, 0, true],
    [7, 1, false],
    [8, 13, false],
    // All four bytes count, as one number.
    [0x0001_0007, 1, false],
  ])('of version %i with %i PBaaS headers leaves the nonce free: %s', (version, count, free) => {
    const solution = solutionOf(version, count);
    expect(solutionVersion(solution)).toBe(version);
    expect(pbaasHeaderCount(solution)).toBe(count);
    expect(isHeaderNonceFree(solution)).toBe(free);
  });

  it('is read wherever its bytes stand', () => {
    const around = new Uint8Array(1_400);
    around.set(solutionOf(7, 1), 9);
    expect(solutionVersion(around.subarray(9))).toBe(7);
  });
});

describe('nonceSpace', () => {
  it('has the extranonce first and the counter last', () => {
    const extranonce1 = Uint8Array.of(1, 2, 3, 4);
    expect(toHex(nonceSpace({ extranonce1 }))).toBe('010203040000000000000000000000');
    const middle = Uint8Array.of(5, 6);
    const space = nonceSpace({ extranonce1, middle, counter: 0xfedc_ba98 });
    expect(toHex(space)).toBe('010203040506000000000098badcfe');
  });

  it('has room for 11 bytes before the counter and no more', () => {
    const extranonce1 = new Uint8Array(8).fill(9);
    const full = nonceSpace({ extranonce1, middle: new Uint8Array(3).fill(8) });
    expect(toHex(full)).toBe('090909090909090908080800000000');
    expect(() => nonceSpace({ extranonce1, middle: new Uint8Array(4) })).toThrow(
      new RangeError('extranonces have 12 bytes, at most 11 fit'),
    );
  });
});

describe('a header', () => {
  const job = {
    id: '1',
    version: 0x0001_0004,
    previousHash: new Uint8Array(32),
    merkleRoot: new Uint8Array(32),
    saplingRoot: new Uint8Array(32),
    time: 0,
    bits: 0,
    cleanJobs: false,
    solution: solutionOf(7, 1),
  };

  it('has 1,487 bytes, the last 15 of them for the client', () => {
    expect(headerBytes).toBe(1_487);
    expect(nonceSpaceOffset).toBe(1_472);
    expect(verusHeader(job, new Uint8Array(32))).toHaveLength(1_487);
  });

  it('takes a nonce of 32 bytes only', () => {
    expect(() => verusHeader(job, new Uint8Array(31))).toThrow(RangeError);
  });

  it('has a nonce that begins with the extranonce', () => {
    const nonce = headerNonce(Uint8Array.of(1, 2, 3, 4));
    expect(toHex(nonce)).toBe(`01020304${'00'.repeat(28)}`);
    expect(() => headerNonce(new Uint8Array(4), new Uint8Array(29))).toThrow(RangeError);
  });
});
