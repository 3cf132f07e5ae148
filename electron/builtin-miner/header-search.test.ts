import { describe, expect, it } from 'vitest';
import { blockHeader } from '../protocols/stratum/bitcoin/block-header.ts';
import { targetBytes, targetOf } from '../protocols/stratum/bitcoin/difficulty.ts';
import { fromHex, toHex } from '../protocols/stratum/bitcoin/hex.ts';
import { sha256d } from '../testing/sha256d.ts';
import { HeaderSearch } from './header-search.ts';
import type { ScanWork } from './scan-messages.ts';

const kernel = { hash: sha256d };
const all = 2 ** 32;

function workWith(id: number, extranonce2Bytes: number): ScanWork {
  return {
    id,
    job: {
      id: 'job',
      previousHash: new Uint8Array(32).fill(1),
      coinbase1: fromHex('01'),
      coinbase2: fromHex('02'),
      merkleBranch: [new Uint8Array(32).fill(3)],
      version: 0x2000_0000,
      bits: 0x1d00_ffff,
      time: 1_800_000_000,
      cleanJobs: false,
    },
    extranonce: { extranonce1: fromHex('aabb'), extranonce2Bytes },
    difficulty: 0.5,
  };
}

/** Walks through all there is to do in steps. @returns what was covered */
function walk(search: HeaderSearch, step: number): { key: string; start: number; count: number }[] {
  const stretches = [];
  for (let next = search.next(step); next; next = search.next(step)) {
    stretches.push({ key: toHex(next.header), start: next.start, count: next.count });
    search.advance(next.count);
  }
  return stretches;
}

describe('HeaderSearch', () => {
  it.each([1, 2, 3, 7])('covers each nonce of each extranonce once with %d threads', (threads) => {
    const covered = new Map<string, [number, number][]>();
    for (let thread = 0; thread < threads; thread += 1) {
      const search = new HeaderSearch(kernel, thread, threads);
      search.begin(workWith(1, 1));
      for (const { key, start, count } of walk(search, 2 ** 31)) {
        covered.set(key, [...(covered.get(key) ?? []), [start, start + count]]);
      }
    }
    expect(covered.size).toBe(256);
    for (const ranges of covered.values()) {
      let covers = 0;
      for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
        expect(from).toBe(covers);
        covers = to;
      }
      expect(covers).toBe(all);
    }
  });

  it('makes the header that the pool will make of the share', () => {
    const search = new HeaderSearch(kernel, 0, 1);
    const work = workWith(1, 4);
    search.begin(work);
    const stretch = search.next(1);
    const extranonce2 = fromHex('00000000');
    expect(stretch?.extranonce2).toEqual(extranonce2);
    const { extranonce1 } = work.extranonce;
    const choice = { extranonce1, extranonce2, time: work.job.time, nonce: 0 };
    expect(stretch?.header).toEqual(blockHeader(work.job, choice, sha256d));
    expect(stretch?.target).toEqual(targetBytes(targetOf(0.5)));
  });

  it('does not begin anew when the same job comes under another name', () => {
    const search = new HeaderSearch(kernel, 0, 1);
    search.begin(workWith(1, 4));
    const first = search.next(10);
    search.begin(workWith(2, 4));
    const second = search.next(10);
    expect(search.workId).toBe(2);
    expect(second?.start).toBe(0);
    expect(second?.extranonce2).toEqual(fromHex('00000001'));
    expect(second?.header).not.toEqual(first?.header);
  });

  it('gives stretches no longer than asked for, and none without work', () => {
    const search = new HeaderSearch(kernel, 1, 2);
    expect(search.next(10)).toBeNull();
    search.begin(workWith(1, 4));
    expect(search.next(10)).toMatchObject({ start: 2 ** 31, count: 10 });
    search.advance(2 ** 31 - 3);
    expect(search.next(10)).toMatchObject({ start: all - 3, count: 3 });
    search.begin(null);
    expect(search.next(10)).toBeNull();
    expect(search.workId).toBeNull();
  });
});
