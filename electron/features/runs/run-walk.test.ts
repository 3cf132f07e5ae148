import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.ts';
import { openBench, profileId } from '../../testing/run-bench.ts';

type Bench = Awaited<ReturnType<typeof openBench>>;

/** What people, miners and computers do to a run, in any order. */
const actions: Readonly<Record<string, (bench: Bench) => unknown>> = {
  start: ({ runs }) => runs.start(profileId),
  pause: ({ runs }) => runs.pause(newest(runs)),
  'pause for a time': ({ runs }) => runs.pause(newest(runs), 20_000),
  resume: ({ runs }) => runs.resume(newest(runs)),
  retry: ({ runs }) => runs.retry(newest(runs)),
  // Nobody waits for it: other things happen meanwhile.
  stop: ({ runs }) => void runs.stop(newest(runs)).catch(refused),
  crash: ({ pty }) => pty.processes.at(-1)?.end({ exitCode: 1 }),
  'lose the host': ({ pty }) => pty.processes.at(-1)?.end({ lost: true }),
  hash: ({ api }) => api.hashing(1000),
  idle: ({ api }) => api.hashing(0),
  'pause at the miner': ({ api }) => api.hashing(0, { paused: true }),
  silence: ({ api }) => void (api.isSilent = true),
  speech: ({ api }) => void (api.isSilent = false),
  deafness: ({ pty }) => void (pty.endsBy = {}),
  hearing: ({ pty }) => void (pty.endsBy = { interrupt: { exitCode: 0 } }),
  sleep: ({ clock }) => clock.sleep(3_600_000),
  'let seconds pass': ({ clock }) => clock.advanceAsync(6_000, 2_000),
  'let a minute pass': ({ clock }) => clock.advanceAsync(70_000, 2_000),
};

const newest = (runs: Bench['runs']) => runs.list()[0]?.id ?? ('nobody' as never);

function refused(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

describe('a run', () => {
  it('stands whatever happens in whatever order', { timeout: 60_000 }, async () => {
    const walk = fc.array(fc.constantFrom(...Object.keys(actions)), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(walk, async (names) => {
        await using bench = await openBench();
        for (const name of ['start', ...names]) {
          try {
            await actions[name]?.(bench);
          } catch (error) {
            refused(error);
          }
          // Files are made and removed between the moves.
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        bench.pty.endsBy = { interrupt: { exitCode: 0 } };
        for (const process of bench.pty.processes) process.end({ signal: 'SIGKILL' });
        await bench.runs.stopAll('user');
        for (const run of bench.runs.list()) {
          expect(['stopped', 'failed']).toContain(run.state);
          expect(run).toMatchObject({ pid: null, retryAt: null, pausedUntil: null });
        }
        expect(bench.clock.pending).toBe(0);
        const opened = bench.written.filter(({ what }) => what === 'opened').length;
        expect(bench.written.filter(({ what }) => what === 'ended')).toHaveLength(opened);
      }),
      { numRuns: 60 },
    );
  });
});
