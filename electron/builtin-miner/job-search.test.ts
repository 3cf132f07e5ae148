import { describe, expect, it } from 'vitest';
import type { PreparedJob } from '../platform/kernels/kernel.ts';
import { toHex } from '../protocols/stratum/bitcoin/hex.ts';
import { bitcoinWork, verusWork } from '../testing/sample-work.ts';
import { sha256d } from '../testing/sha256d.ts';
import { bitcoin } from './dialects/bitcoin.ts';
import type { Dialect } from './dialects/dialect.ts';
import { verus } from './dialects/verus.ts';

import { JobSearch, type Stretch } from './job-search.ts';
import type { ScanWork } from './scan-messages.ts';

const all = 2 ** 32;

/** Prepares jobs that know only their header, and counts those that are not given back. */
function openKernel() {
  const headers = new Map<PreparedJob, Uint8Array>();
  return {
    open: headers,
    hash: sha256d,
    prepareJob(header: Uint8Array): PreparedJob {
      const refuse = (): never => {
        throw new Error('nothing is hashed here');
      };
      const job = { check: refuse, scan: refuse, [Symbol.dispose]: () => void headers.delete(job) };
      headers.set(job, Uint8Array.from(header));
      return job;
    },
    /** All that is hashed but the nonce. */
    keyOf({ prepared, tail }: Stretch): string {
      const header = headers.get(prepared) ?? new Uint8Array();
      const fixed = header.subarray(0, header.length - tail.length);
      return `${toHex(fixed)} ${toHex(tail.subarray(0, -4))}`;
    },
  };
}

function openSearch(dialect: Dialect, thread = 0, threads = 1) {
  const kernel = openKernel();
  return { kernel, search: new JobSearch(dialect, kernel, thread, threads) };
}

/** One byte is the thread's choice, so that all rounds can be walked through. */
const small: readonly (readonly [string, Dialect, ScanWork])[] = [
  ['bitcoin', bitcoin, { id: 1, ...bitcoinWork({ extranonce2Bytes: 1 }) }],
  ['verus', verus, { id: 1, ...verusWork({ extranonce1: new Uint8Array(10).fill(7) }) }],
];

describe.each(small)('the search of a %s job', (_name, dialect, work) => {
  it.each([1, 2, 3, 7])('covers each nonce of each round once with %d threads', (threads) => {
    const covered = new Map<string, [number, number][]>();
    for (let thread = 0; thread < threads; thread += 1) {
      const { kernel, search } = openSearch(dialect, thread, threads);
      search.begin(work);
      for (let next = search.next(2 ** 31); next; next = search.next(2 ** 31)) {
        const key = kernel.keyOf(next);
        covered.set(key, [...(covered.get(key) ?? []), [next.start, next.start + next.count]]);
        search.advance(next.count);
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

  it('does not begin anew when the same job comes under another name', () => {
    const { kernel, search } = openSearch(dialect);
    search.begin(work);
    const first = search.next(10);
    const firstKey = first && kernel.keyOf(first);
    search.begin({ ...work, id: 2 });
    const second = search.next(10);
    expect(second).toMatchObject({ workId: 2, start: 0, choice: Uint8Array.of(1) });
    expect(second && kernel.keyOf(second)).not.toBe(firstKey);
  });

  it('keeps no more than one job prepared, and none at its end', () => {
    const { kernel, search } = openSearch(dialect);
    search.begin(work);
    expect(kernel.open.size).toBe(0);
    for (let round = 0; round < 3; round += 1) {
      search.next(10);
      expect(kernel.open.size).toBe(1);
      search.advance(all);
    }
    search.begin(null);
    expect(kernel.open.size).toBe(0);
    search.begin(work);
    search.next(10);
    search[Symbol.dispose]();
    expect(kernel.open.size).toBe(0);
  });

  it('gives stretches no longer than asked for, and none without work', () => {
    const { search } = openSearch(dialect, 1, 2);
    expect(search.next(10)).toBeNull();
    search.begin(work);
    expect(search.next(10)).toMatchObject({ start: 2 ** 31, count: 10, target: work.aim.target });
    search.advance(2 ** 31 - 3);
    expect(search.next(10)).toMatchObject({ start: all - 3, count: 3 });
    search.begin(null);
    expect(search.next(10)).toBeNull();
  });
});
