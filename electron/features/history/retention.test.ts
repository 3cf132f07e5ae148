import { describe, expect, it } from 'vitest';
import { seedHistory } from '../../testing/seed-history.ts';
import { TestHistory } from '../../testing/test-history.ts';
import { dayMs, hourMs, minuteMs } from './resolution.ts';

const now = Date.UTC(2026, 0, 1);

function oldest(test: TestHistory, table: string): number | undefined {
  return test.sql.get<{ at: number | null }>(`SELECT min(at) AS at FROM ${table}`)?.at ?? undefined;
}

describe('retention', () => {
  it('removes minutes and hours by their own ages, a few thousand rows at a time', async () => {
    await using test = new TestHistory();
    const { minuteRows } = seedHistory(test.sql, { runs: 2, days: 10, to: now });
    Object.assign(test.retention, { minuteRetentionDays: 2, hourRetentionDays: 5 });
    const count = (): number =>
      test.sql.get<{ n: number }>('SELECT count(*) AS n FROM minute_samples')?.n ?? 0;
    test.history.prune();
    expect(count()).toBe(minuteRows - 2_000);
    test.clock.advance(30_000);
    const at = test.clock.now();
    expect(oldest(test, 'minute_samples')).toBe(now - 2 * dayMs + minuteMs);
    expect(oldest(test, 'hour_samples')).toBe(now - 5 * dayMs + hourMs);
    expect(oldest(test, 'journal')).toBeGreaterThanOrEqual(at - 5 * dayMs - 30_000);
    expect(oldest(test, 'journal')).toBeLessThan(at - 5 * dayMs + hourMs);
  });

  it('works by itself soon after the start and then every hour', async () => {
    await using test = new TestHistory();
    Object.assign(test.retention, { minuteRetentionDays: 1 });
    test.open('a');
    test.mine(now - dayMs, now - dayMs + 3 * hourMs, { a: 100 });
    test.clock.advance(minuteMs);
    expect(oldest(test, 'minute_samples')).toBe(now - dayMs + minuteMs);
    test.clock.advance(2 * hourMs);
    expect(oldest(test, 'minute_samples')).toBe(now - dayMs + 2 * hourMs);
  });

  it('removes a run when it ended longer ago than anything else is kept', async () => {
    await using test = new TestHistory();
    Object.assign(test.retention, { hourRetentionDays: 5 });
    const old = test.open('old', now - 20 * dayMs);
    test.history.ended({ runId: old, endedAt: now - 6 * dayMs, endReason: 'user' });
    const kept = test.open('kept', now - 20 * dayMs);
    test.history.ended({ runId: kept, endedAt: now - 4 * dayMs, endReason: 'user' });
    test.open('going-on', now - 20 * dayMs);
    test.history.prune();
    const left = test.history.sessions({ limit: 10 }).map(({ runId }) => runId);
    expect(left.toSorted()).toEqual(['going-on', 'kept']);
  });

  it('keeps 100,000 journal entries at most', async () => {
    await using test = new TestHistory();
    test.sql.run(
      `INSERT INTO journal (at, kind, text)
       WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 103000)
       SELECT ?, 'notice', 'x' FROM k`,
      [now],
    );
    test.history.prune();
    test.clock.advance(1_000);
    expect(test.sql.get('SELECT count(*) AS n, min(id) AS first FROM journal')).toEqual({
      n: 100_000,
      first: 3_001,
    });
  });

  it('leaves no timer behind', async () => {
    const test = new TestHistory();
    seedHistory(test.sql, { runs: 1, days: 40, to: now });
    test.history.prune();
    await test[Symbol.asyncDispose]();
    expect(test.clock.pending).toBe(0);
  });
});
