import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabaseFile } from './read-database.ts';
import { runCli, startRealService } from './real-service.ts';
import { processesOf } from './processes-of.ts';
import { tempFolder } from '../temp-folder.ts';

const Summary = z.object({
  runId: z.string(),
  hashrate: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  samples: z.number(),
  algorithm: z.string(),
  kernel: z.string(),
  checkedWith: z.string(),
  dataFolder: z.string(),
});

/** What still runs, where that can be seen. */
const left = (folder: string): string[] =>
  process.platform === 'linux' ? processesOf(folder) : [];

describe('the command line', () => {
  it('demonstrates itself, keeps what it measured and leaves no process', async () => {
    using folder = tempFolder();
    const args = ['demo', '--seconds', '22', '--threads', '1', '--json', '--data', folder.path];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    const summary = Summary.parse(JSON.parse(stdout));
    expect(summary.hashrate).toBeGreaterThan(0);
    expect(summary.accepted).toBeGreaterThanOrEqual(1);
    expect(summary.rejected).toBe(0);
    expect(summary.samples).toBeGreaterThanOrEqual(2);
    expect(summary.dataFolder).toBe(folder.path);
    expect(left(folder.path)).toEqual([]);

    using database = openDatabaseFile(folder.path);
    expect(database.all('select id, end_reason, accepted from runs')).toEqual([
      { id: summary.runId, end_reason: 'user', accepted: summary.accepted },
    ]);
    const { n } = database.all('select sum(n) as n from minute_samples where run_num > 0')[0] as {
      n: number;
    };
    expect(n).toBe(summary.samples);
  });

  it('mines VerusHash in the running service, whose pool checks the shares another way', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const args = ['demo', '--algorithm', 'verushash', '--seconds', '15', '--json'];
    const { code, stdout } = await runCli([...args, '--data', folder.path]);
    expect(code).toBe(0);
    const { accepted, rejected, algorithm, kernel, checkedWith } = Summary.parse(
      JSON.parse(stdout),
    );
    expect(accepted).toBeGreaterThanOrEqual(1);
    expect(rejected).toBe(0);
    expect(algorithm).toBe('verushash');
    expect(kernel).toMatch(/^(native|wasm) [a-z0-9-]+$/);
    expect(checkedWith).toMatch(/^(native|wasm) [a-z0-9-]+$/);
    expect(checkedWith).not.toBe(kernel);
    const { practicePools } = await service.api.call('system.info', {});
    expect(practicePools).toEqual([
      { algorithm, address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string, checkedWith },
    ]);
  });

  it('starts, shows and stops a run of the running service', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const at = ['--json', '--data', folder.path];
    await service.api.call('profiles.createPractice', {});

    const started = await runCli(['start', 'practice', ...at]);
    expect([started.code, started.stderr]).toEqual([0, '']);
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(started.stdout));
    await expect
      .poll(async () => (await runCli(['status', ...at])).stdout, { timeout: 20_000 })
      .toContain('"state": "running"');

    const log = await runCli(['log', id, '--search', 'accepted', ...at]);
    expect(log.code).toBe(0);
    const stopped = await runCli(['stop', ...at]);
    expect(JSON.parse(stopped.stdout)).toMatchObject([{ id, state: 'stopped', endReason: 'user' }]);

    const again = await runCli(['stop', ...at]);
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([1, { code: 'no-such-run' }]);
    const unknown = await runCli(['start', 'Nobody', ...at]);
    expect([unknown.code, JSON.parse(unknown.stdout)]).toMatchObject([
      1,
      { code: 'no-such-profile', suggestion: expect.stringContaining('Practice') as string },
    ]);
  });

  it('says that nothing runs, with an exit code of its own', async () => {
    using folder = tempFolder();
    const { code, stdout } = await runCli(['status', '--json', '--data', folder.path]);
    expect([code, JSON.parse(stdout)]).toMatchObject([3, { code: 'service-not-running' }]);
  });

  it('refuses a second service on one data folder and names the first', async () => {
    using folder = tempFolder();
    await using service = await startRealService({ folder: folder.path });
    const second = await runCli(['serve', '--json', '--data', folder.path]);
    expect([second.code, JSON.parse(second.stdout)]).toMatchObject([
      1,
      { code: 'already-served', message: expect.stringContaining(service.url) as string },
    ]);
  });

  it('examines a computer with and without a service', async () => {
    using folder = tempFolder();
    const alone = await runCli(['doctor', '--json', '--data', folder.path]);
    const ids = z.array(z.object({ id: z.string(), status: z.string() }));
    const found = ids.parse(JSON.parse(alone.stdout));
    expect(found.find(({ id }) => id === 'terminal')).toMatchObject({ status: 'ok' });
    expect(found.find(({ id }) => id === 'runtime')).toMatchObject({ status: 'ok' });

    await using _service = await startRealService({ folder: folder.path });
    const asked = await runCli(['doctor', '--json', '--data', folder.path]);
    const more = ids.parse(JSON.parse(asked.stdout));
    expect(more.find(({ id }) => id === 'database')).toMatchObject({ status: 'ok' });
    expect(more.find(({ id }) => id === 'web-app')).toMatchObject({ status: 'ok' });
  });

  it.each([
    [['demo', '--seconds', 'x']],
    [['demo', '--algorithm', 'rx/0']],
    [['serve', '--port', '70000']],
    [['practice-pool']],
    [['practice-pool', '--dialect', 'getwork']],
    [['practice-pool', '--dialect', 'verus', '--algorithm', 'scrypt']],
    [['practice-pool', '--dialect', 'hds', '--difficulty', '0']],
    [['no-such-command']],
    [['log', '--lines', '0']],
  ])('refuses %j with the exit code of wrong usage', async (args) => {
    expect((await runCli(args)).code).toBe(2);
  });
});
