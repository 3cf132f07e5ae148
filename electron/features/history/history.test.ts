import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskFullError } from '../../base/storage-error.ts';
import type { Sql } from '../../base/sql.ts';
import type { EndReason } from '../../contract/values/run.ts';
import { TestHistory } from '../../testing/test-history.ts';
import { historyHandlers } from './handlers.ts';
import { dayMs, hourMs, minuteMs } from './resolution.ts';

const now = Date.UTC(2026, 0, 1);
const page = { limit: 50 };

function runAndEnd(test: TestHistory, name: string, endReason: EndReason): void {
  const runId = test.open(name);
  test.history.ended({ runId, endedAt: test.clock.now() + 1, endReason });
}

describe('sessions', () => {
  it('tell of a run what it was, what it did and why it ended', async () => {
    await using test = new TestHistory();
    const runId = test.open('a-1');
    test.mine(now, now + minuteMs, { 'a-1': 100 });
    test.mine(now + minuteMs, now + 2 * minuteMs, { 'a-1': 300 });
    test.history.counted({ runId, accepted: 5, rejected: 1, restarts: 2 });
    test.history.ended({ runId, endedAt: now + 2 * minuteMs, endReason: 'user' });
    expect(test.history.sessions(page)).toEqual([
      {
        runId: 'a-1',
        profileId: 'a',
        profileName: 'Profile a-1',
        minerId: 'builtin',
        algorithm: 'sha256d',
        poolUrl: 'practice://local',
        startedAt: now,
        endedAt: now + 2 * minuteMs,
        endReason: 'user',
        accepted: 5,
        rejected: 1,
        restarts: 2,
        averageHashrate: 200,
        maxHashrate: 300,
      },
    ]);
  });

  it('know no hashrate of a run that was never measured', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.mine(now, now + minuteMs, { a: null });
    expect(test.history.sessions(page)[0]).toMatchObject({
      endedAt: null,
      averageHashrate: null,
      maxHashrate: null,
    });
  });

  it('come newest first, page by page', async () => {
    await using test = new TestHistory();
    for (let index = 1; index <= 5; index += 1) test.open(`a-${index}`, now + index);
    const names = (before?: number): string[] =>
      test.history.sessions({ before, limit: 2 }).map(({ runId }) => runId);
    expect(names()).toEqual(['a-5', 'a-4']);
    expect(names(now + 4)).toEqual(['a-3', 'a-2']);
    expect(names(now + 2)).toEqual(['a-1']);
  });

  it('never end before they began, even when the clock was set back', async () => {
    await using test = new TestHistory();
    const runId = test.open('a');
    test.history.ended({ runId, endedAt: now - hourMs, endReason: 'user' });
    expect(test.history.sessions(page)[0]?.endedAt).toBe(now);
  });
});

describe('the journal', () => {
  it('announces each entry with the id it is kept under', async () => {
    await using test = new TestHistory();
    test.history.note({ runId: null, at: now, kind: 'notice', text: 'hello' });
    expect(test.announced).toEqual([
      { id: 1, at: now, runId: null, kind: 'notice', text: 'hello' },
    ]);
    expect(test.history.journal(page)).toEqual(test.announced);
  });

  it('comes newest first, page by page, and cuts what is no sentence', async () => {
    await using test = new TestHistory();
    for (const text of ['one', 'two', 'x'.repeat(5_000)]) {
      test.history.note({ runId: null, at: now, kind: 'notice', text });
    }
    const [long, two] = test.history.journal({ limit: 2 });
    expect(long?.text).toHaveLength(500);
    expect(two?.text).toBe('two');
    expect(test.history.journal({ before: 2, limit: 2 }).map(({ text }) => text)).toEqual(['one']);
  });
});

describe('runs that were interrupted', () => {
  it('end where they were last seen, mining or paused, with an entry that says so', async () => {
    await using test = new TestHistory();
    test.open('a', now + 3_000);
    test.mine(now, now + 90_000, { a: 100 });
    test.mine(now + 90_000, now + 120_000, { a: null });
    test.clock.advance(hourMs);
    const closed = test.history.closeInterrupted();
    const expected = { runId: 'a', endedAt: now + 120_000, endReason: 'interrupted' };
    expect(closed).toMatchObject([expected]);
    expect(test.history.sessions(page)).toMatchObject([expected]);
    expect(test.announced).toMatchObject([{ at: now + 120_000, runId: 'a', kind: 'interrupted' }]);
    expect(test.history.closeInterrupted()).toEqual([]);
  });

  it('end where they began if they were never seen, and never later than now', async () => {
    await using test = new TestHistory();
    test.open('a');
    test.open('b');
    test.mine(now, now + 3 * minuteMs, { b: 100 });
    test.clock.advance(170_000);
    const ends = test.history.closeInterrupted().map(({ runId, endedAt }) => [runId, endedAt]);
    expect(ends).toEqual([
      ['a', now],
      ['b', now + 170_000],
    ]);
  });
});

describe('profiles to resume', () => {
  it('are those whose newest run the program ended, once', async () => {
    await using test = new TestHistory();
    runAndEnd(test, 'killed-1', 'interrupted');
    runAndEnd(test, 'closed-1', 'shutdown');
    runAndEnd(test, 'stopped-1', 'user');
    runAndEnd(test, 'broken-1', 'failed');
    expect(test.history.takeResumable()).toEqual(['killed', 'closed']);
    expect(test.history.takeResumable()).toEqual([]);
  });

  it('are not those that a person stopped later', async () => {
    await using test = new TestHistory();
    runAndEnd(test, 'a-1', 'shutdown');
    runAndEnd(test, 'a-2', 'user');
    runAndEnd(test, 'b-1', 'user');
    runAndEnd(test, 'b-2', 'shutdown');
    expect(test.history.takeResumable()).toEqual(['b']);
  });

  it('come again when the resumed run is interrupted too, whatever the clock says', async () => {
    await using test = new TestHistory();
    runAndEnd(test, 'a-1', 'shutdown');
    expect(test.history.takeResumable()).toEqual(['a']);
    test.open('a-2', now - dayMs);
    test.history.closeInterrupted();
    expect(test.history.takeResumable()).toEqual(['a']);
  });
});

describe('what was sampled', () => {
  it('is in the file at once, for the minute and for the hour', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'history-'));
    try {
      const file = join(folder, 'history.sqlite');
      await using writer = new TestHistory({ file });
      writer.open('a');
      writer.mine(now, now + 30_000, { a: 100 });
      // The writer is still open: what another connection sees would survive a kill.
      await using reader = new TestHistory({ file });
      const window = { from: now, to: now + 2 * hourMs };
      for (const maxPoints of [2, 120]) {
        const { points } = reader.history.query({ ...window, maxPoints });
        expect(points[0]).toEqual({ at: now, min: 100, avg: 100, max: 100 });
      }
      expect(reader.sql.all('SELECT run_num, n FROM minute_samples ORDER BY 1')).toEqual([
        { run_num: 0, n: 3 },
        { run_num: 1, n: 3 },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a full disk', () => {
  /** A disk that can be filled and freed at will. */
  class Disk {
    isFull = false;
    between = (sql: Sql): Sql => {
      const check = (): void => {
        if (this.isFull) throw new DiskFullError('/data');
      };
      return {
        all: (...call) => sql.all(...call),
        get: (...call) => (check(), sql.get(...call)),
        run: (...call) => (check(), sql.run(...call)),
        transaction: (work) => (check(), sql.transaction(work)),
      };
    };
  }

  it('delays what is written, in its order, and is reported once', async () => {
    const disk = new Disk();
    await using test = new TestHistory({ between: disk.between });
    disk.isFull = true;
    const runId = test.open('a');
    test.history.note({ runId, at: now, kind: 'start', text: 'started' });
    test.mine(now, now + minuteMs, { a: 100 });
    test.history.counted({ runId, accepted: 1, rejected: 0, restarts: 0 });
    test.history.counted({ runId, accepted: 2, rejected: 0, restarts: 0 });
    expect(test.announced).toEqual([]);
    expect(test.notices).toEqual([
      {
        severity: 'problem',
        text: 'History cannot be saved: The disk that holds /data is full, so nothing more could be saved.',
        suggestion: 'Free some space on that disk; mining goes on meanwhile.',
      },
    ]);
    disk.isFull = false;
    test.mine(now + minuteMs, now + 2 * minuteMs, { a: 300 });
    expect(test.announced.map(({ text }) => text)).toEqual(['started']);
    expect(test.history.sessions(page)).toMatchObject([{ accepted: 2, averageHashrate: 200 }]);
  });

  it('makes the oldest samples give way after an hour, never the run itself', async () => {
    const disk = new Disk();
    await using test = new TestHistory({ between: disk.between });
    disk.isFull = true;
    test.open('a');
    test.mine(now, now + hourMs + 5 * minuteMs, { a: 100 });
    disk.isFull = false;
    test.mine(now + hourMs + 5 * minuteMs, now + hourMs + 6 * minuteMs, { a: 100 });
    const { points } = test.history.query({ from: now, to: now + 2 * hourMs, maxPoints: 120 });
    const known = points.filter(({ avg }) => avg !== null).map(({ at }) => (at - now) / minuteMs);
    expect([known[0], known.at(-1), known.length]).toEqual([5, 65, 61]);
  });

  it('is noticed when SQLite itself says so', async () => {
    await using test = new TestHistory();
    test.open('a');
    const pages = test.sql.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    test.sql.get(`PRAGMA max_page_count = ${pages}`);
    const samples = 800;
    const end = now + samples * 10_000;
    test.mine(now, end, { a: 100 });
    expect(test.notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^History cannot be saved: The disk .* is full/),
    ]);
    test.sql.get('PRAGMA max_page_count = 100000');
    test.mine(end, end + 10_000, { a: 100 });
    const count = 'SELECT sum(n) AS n FROM minute_samples WHERE run_num = 1';
    expect(test.sql.get(count)).toEqual({ n: samples + 1 });
  });
});

describe('the handlers', () => {
  it('answer what the history says', async () => {
    await using test = new TestHistory();
    const handlers = historyHandlers(test.history);
    test.history.note({ runId: test.open('a'), at: now, kind: 'start', text: 'started' });
    const query = { from: now, to: now + minuteMs, maxPoints: 2 };
    expect(handlers['history.hashrate'](query)).toMatchObject({ marks: [{ kind: 'start' }] });
    expect(handlers['history.sessions'](page)).toMatchObject([{ runId: 'a' }]);
    expect(handlers['history.journal'](page)).toEqual(test.announced);
  });
});
