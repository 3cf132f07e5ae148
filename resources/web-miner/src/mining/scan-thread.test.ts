import { describe, expect, it } from 'vitest';
import type { FoundNonce } from '../../../../electron/platform/kernels/kernel.ts';
import type { ScanReport } from './scan-messages.ts';
import { ScanThread } from './scan-thread.ts';

const header = Uint8Array.from({ length: 1_487 }, (_, index) => index % 251);
const target = new Uint8Array(32).fill(1);
const order = { kind: 'job', workId: 1, header, target } as const;

/** A thread whose kernel takes 10 ms a scan, and finds what it is told to. */
function openThread(winners: readonly number[] = []) {
  const reports: ScanReport[] = [];
  const scans: [start: number, count: number][] = [];
  let time = 0;
  let open = 0;
  const thread = new ScanThread({
    kernel: {
      prepareJob(given, rule) {
        expect(given).toEqual(header);
        expect(rule).toBe('miner');
        open += 1;
        return {
          check: () => new Uint8Array(32),
          scan(tail, aim, start, count): FoundNonce | null {
            expect(tail).toEqual(header.slice(-15));
            expect(aim).toBe(target);
            scans.push([start, count]);
            time += 10;
            const nonce = winners.find((winner) => winner >= start && winner < start + count);
            return nonce === undefined ? null : { nonce, hash: new Uint8Array(32) };
          },
          [Symbol.dispose]: () => {
            open -= 1;
          },
        };
      },
    },
    report: (report) => reports.push(report),
    now: () => time,
  });
  return { thread, reports, scans, openJobs: () => open };
}

describe('a mining thread', () => {
  it('searches its blocks to their ends, and asks for more before it has none', () => {
    const { thread, reports, scans } = openThread();
    thread.obey({ ...order, blocks: [{ first: 0, count: 1_500 }] });
    thread.obey({ kind: 'block', workId: 1, first: 9_000, count: 100 });
    thread.obey({ kind: 'block', workId: 2, first: 0, count: 100 });
    while (thread.isBusy) thread.step();
    expect(scans).toEqual([
      [0, 1_024],
      [1_024, 476],
      [9_000, 100],
    ]);
    expect(reports.filter(({ kind }) => kind === 'hungry')).toHaveLength(2);
    expect(hashesIn(reports)).toBe(1_600);
  });

  it('goes on behind a nonce that it found', () => {
    const { thread, reports, scans } = openThread([3, 4]);
    thread.obey({ ...order, blocks: [{ first: 0, count: 10 }] });
    while (thread.isBusy) thread.step();
    expect(scans.map(([start]) => start)).toEqual([0, 4, 5]);
    expect(reports.filter(({ kind }) => kind === 'found')).toEqual([
      { kind: 'found', workId: 1, nonce: 3 },
      { kind: 'found', workId: 1, nonce: 4 },
    ]);
    expect(hashesIn(reports)).toBe(10);
  });

  it('rests as long as the pace asks, and does nothing at a pace of 0', () => {
    const { thread } = openThread();
    thread.obey({ ...order, blocks: [{ first: 0, count: 2 ** 20 }] });
    expect(thread.step()).toBe(0);
    thread.obey({ kind: 'pace', workPercent: 25 });
    expect(thread.step()).toBe(30);
    thread.obey({ kind: 'pace', workPercent: 0 });
    expect(thread.isBusy).toBe(false);
    thread.obey({ kind: 'pace', workPercent: 100 });
    expect(thread.isBusy).toBe(true);
  });

  it('leaves a job for the next one, and keeps the memory of none', () => {
    const { thread, scans, openJobs } = openThread();
    thread.obey({ ...order, blocks: [{ first: 0, count: 2 ** 20 }] });
    thread.step();
    thread.obey({ ...order, workId: 2, blocks: [{ first: 50, count: 10 }] });
    expect(openJobs()).toBe(1);
    thread.step();
    expect(scans.at(-1)).toEqual([50, 10]);
    thread.obey({ kind: 'rest' });
    expect(thread.isBusy).toBe(false);
    expect(openJobs()).toBe(0);
  });
});

function hashesIn(reports: readonly ScanReport[]): number {
  return reports.reduce((sum, report) => sum + (report.kind === 'hashes' ? report.count : 0), 0);
}
