import { join } from 'node:path';
import type { HistoryQuery } from '../../electron/contract/values/history.ts';
import { seedHistory } from '../../electron/testing/seed-history.ts';
import { tempFolder } from '../../electron/testing/temp-folder.ts';
import { TestHistory } from '../../electron/testing/test-history.ts';
import { FakeClock } from '../../electron/testing/fake-clock.ts';
import { below, figureOf, type Suite } from './report.ts';

const days = 30;
const runs = 4;
const rounds = 21;

/** A query of 30 days of 4 runs, from a file on this disk. */
export async function historySuite(): Promise<Suite> {
  using folder = tempFolder();
  const clock = new FakeClock();
  const file = join(folder.path, 'bench.db');
  await using tested = new TestHistory({ clock, file });
  const { from, to, minuteRows } = seedHistory(tested.sql, { runs, days, to: clock.now() });

  const time = (query: HistoryQuery): number[] =>
    Array.from({ length: rounds }, () => {
      const started = performance.now();
      tested.history.query(query);
      return performance.now() - started;
    });
  const window = { from, to };
  const goal = below(50);
  return {
    name: `history: ${days} days of ${runs} runs, ${minuteRows.toLocaleString('en')} minute rows`,
    figures: [
      figureOf('all runs together, 300 points', 'ms', time({ ...window, maxPoints: 300 }), goal),
      figureOf('all runs together, 2,000 points', 'ms', time({ ...window, maxPoints: 2000 }), goal),
      figureOf(
        'one run, 2,000 points',
        'ms',
        time({ ...window, maxPoints: 2000, runId: 'run-1' as never }),
        goal,
      ),
      figureOf(
        'one profile, 2,000 points',
        'ms',
        time({ ...window, maxPoints: 2000, profileId: 'profile-1' as never }),
        goal,
      ),
    ],
  };
}
