import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../base/log.ts';
import { practicePoolUrl } from '../contract/values/profile.ts';
import { migrations } from '../platform/database/migrations.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { seedHistory } from './seed-history.ts';

/** What the seeded hashrates are multiplied by, so that they look like a processor's SHA-256d. */
const scale = 45_000;
/** The newest part of the window is left to the live run. */
const hourMs = 3_600_000;
const endedBeforeMs = 10 * 60_000;

/** Fills a data folder as if its owner had mined for a month: profiles, history and journal. */
export async function seedRig(folder: string, now = Date.now()): Promise<void> {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ firstRunDone: true }), {
    mode: 0o600,
  });
  writeFileSync(
    join(folder, 'profiles.json'),
    JSON.stringify({ version: 1, profiles: [profile('practice', 'Practice'), other] }),
    { mode: 0o600 },
  );
  await using sql = openDatabase({
    file: join(folder, 'rigwright.db'),
    migrations,
    log: silentLog,
    notify: () => undefined,
    now: () => now,
  });
  seedHistory(sql, { runs: 1, days: 30, to: now - endedBeforeMs });
  for (const table of ['minute_samples', 'hour_samples']) {
    sql.run(`update ${table} set sum = sum * ${scale}, min = min * ${scale}, max = max * ${scale}`);
  }
  // A night of rest is a gap; the journal tells of it and of one crash.
  const night = now - 12 * hourMs;
  for (const table of ['minute_samples', 'hour_samples']) {
    sql.run(`delete from ${table} where at between ? and ?`, [night, night + 3 * hourMs]);
  }
  sql.run('delete from journal');
  const entries = [
    [night, 'stop', 'Stopped “Practice”.'],
    [night + 3 * hourMs, 'start', 'Started “Practice”.'],
    [now - 4 * hourMs, 'crash', '“Practice” ended with signal SIGSEGV.'],
    [now - 4 * hourMs + 2_000, 'restart', '“Practice” runs again.'],
  ] as const;
  for (const [at, kind, text] of entries) {
    sql.run("insert into journal (at, run_id, kind, text) values (?, 'run-1', ?, ?)", [
      at,
      kind,
      text,
    ]);
  }
}

const profile = (id: string, name: string) => ({
  id,
  name,
  minerId: 'builtin',
  algorithm: 'sha256d',
  pools: [{ url: practicePoolUrl, user: 'practice', hasPassword: false }],
  threads: null,
  throttle: 0,
  resumeAfterRestart: false,
  createdAt: 1_790_000_000_000,
  updatedAt: 1_790_000_000_000,
});

const other = {
  ...profile('home', 'Home pool'),
  pools: [
    { url: 'stratum+tcp://pool.example:3333', user: 'wallet.rig1', hasPassword: false },
    { url: 'stratum+tcp://backup.example:3333', user: 'wallet.rig1', hasPassword: false },
  ],
  threads: 1,
  throttle: 25,
  resumeAfterRestart: true,
};
