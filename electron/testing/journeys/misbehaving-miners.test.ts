import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Api } from '../../contract/index.ts';
import { MinerId } from '../../contract/values/ids.ts';
import { practicePoolUrl } from '../../contract/values/profile.ts';
import type { Run } from '../../contract/values/run.ts';
import { until } from '../until.ts';
import { openBrowser } from './browser.ts';
import { processesOf } from './processes-of.ts';
import { root, startRealService, type RealService } from './real-service.ts';
import { tempFolder } from '../temp-folder.ts';

const start = (folder: string): Promise<RealService> => {
  const program = [join(root, 'electron/testing/journeys/scripted-service.ts'), '--root', root];
  return startRealService({ folder, program });
};

/** Starts the scripted miner with a behaviour. */
async function startScripted(api: Api, behaviour: string): Promise<Run> {
  const { id } = await api.call('profiles.create', {
    name: 'Scripted',
    minerId: MinerId.parse('scripted'),
    algorithm: 'sha256d',
    pools: [{ url: practicePoolUrl, user: behaviour }],
    threads: null,
    throttle: 0,
    resumeAfterRestart: false,
  });
  return api.call('runs.start', { profileId: id });
}

it('a miner that exits at once fails after five times, with the reason and its last lines', async () => {
  using folder = tempFolder();
  await using service = await start(folder.path);
  const { id: runId } = await startScripted(service.api, 'exit=3');
  const failed = await until(
    'the run to fail',
    async () => {
      const run = await service.api.call('runs.get', { runId });
      return run.state === 'failed' && run;
    },
    60_000,
  );
  expect(failed).toMatchObject({ endReason: 'failed', pid: null });
  expect(failed.reason).toMatch(/5 times|five/i);
  expect(failed.reason).toMatch(/3/);
  expect(failed.lastLines.join('\n')).toContain('cannot find my GPU');
  const journal = await service.api.call('history.journal', {});
  expect(journal.filter(({ kind }) => kind === 'crash')).toHaveLength(5);
  expect(journal[0]?.kind).toBe('failed');
});

// Memory and processes are read from /proc.
it.runIf(process.platform === 'linux')(
  'a flood of 1 MB a second leaves page and memory in order, and stop works',
  async () => {
    using folder = tempFolder();
    await using service = await start(folder.path);
    const { id: runId } = await startScripted(service.api, 'flood=1000000');
    await using browser = await openBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(service.openUrl);
    await page.getByRole('link', { name: 'Console', exact: true }).click();
    const terminal = page.getByTestId('console-terminal');
    await expect.poll(() => terminal.textContent(), { timeout: 20_000 }).not.toBe('');

    const linesSoFar = async (): Promise<number> =>
      (await service.api.call('runs.log', { runId, limit: 1 })).nextSeq;
    const before = { memory: residentMegabytes(service.pid), lines: await linesSoFar() };
    // The page answers while it draws: the longest wait for a frame says how long it hung.
    const longestFrameMs = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let [last, longest] = [performance.now(), 0];
          const end = last + 10_000;
          const frame = (): void => {
            const now = performance.now();
            longest = Math.max(longest, now - last);
            last = now;
            if (now < end) requestAnimationFrame(frame);
            else resolve(longest);
          };
          requestAnimationFrame(frame);
        }),
    );
    expect(longestFrameMs).toBeLessThan(1_500);
    expect(await linesSoFar()).toBeGreaterThan(before.lines + 10_000);
    expect(residentMegabytes(service.pid) - before.memory).toBeLessThan(100);
    const kept = await service.api.call('runs.log', { runId, limit: 5_000 });
    expect(kept.lines.length).toBeLessThanOrEqual(5_000);

    const stopped = await service.api.call('runs.stop', { runId });
    expect(stopped).toMatchObject({ state: 'stopped', endReason: 'user' });
    expect(processesOf(folder.path).filter((line) => line.includes('scripted-miner'))).toEqual([]);
  },
);

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
