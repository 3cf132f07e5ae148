import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openBench, profileId, scriptedDriver } from '../../testing/run-bench.ts';

describe('a run', () => {
  it('goes from starting over warming up to running with the first hashrate', async () => {
    await using bench = await openBench();
    const changes = bench.collect('run.changed');
    const run = await bench.runs.start(profileId);
    expect(run).toMatchObject({
      state: 'starting',
      profileName: 'Practice',
      minerName: 'Scripted miner',
      poolUrl: 'practice://local',
      pid: null,
      reading: null,
    });
    await bench.state('warming-up');
    expect(bench.runs.get(run.id).pid).toBe(1000);
    bench.api.hashing(0, { hashrate: { total: [0, 0, 0], highest: null } });
    await bench.clock.advanceAsync(6_000, 1_000);
    expect(bench.runs.get(run.id).state).toBe('warming-up');
    bench.api.hashing(1234.5);
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(run.id)).toMatchObject({
      state: 'running',
      reading: { hashrate: 1234.5, source: 'api', accepted: 1, threads: 2, poolConnected: true },
    });
    expect(changes.map(({ state }) => state)).toEqual(['starting', 'warming-up', 'running']);
  });

  it('takes readings from the output where there is no API', async () => {
    await using bench = await openBench({ drivers: () => [scriptedDriver({ api: null })] });
    const readings = bench.collect('run.reading');
    const { id } = await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    process.print('[2026-11-21 07:15:14.151]  cpu      accepted (3/1) diff 100 (7 ms)\r\n');
    process.print('[2026-11-21 07:15:15.151]  miner    speed 10s/60s/15m 1.5 n/a n/a kH/s max ');
    process.print('1.5 kH/s\r\n');
    await bench.clock.advanceAsync(6_000, 1_000);
    expect(readings).toHaveLength(1);
    expect(readings[0]).toMatchObject({
      source: 'output',
      hashrate: 1500,
      accepted: 3,
      rejected: 1,
      difficulty: 100,
      poolLatencyMs: 7,
    });
    expect(bench.runs.get(id).state).toBe('running');
  });

  it('goes on telling a printed hashrate until it is too old', async () => {
    await using bench = await openBench({ drivers: () => [scriptedDriver({ api: null })] });
    const readings = bench.collect('run.reading');
    await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    process.print(
      '[2026-11-21 07:15:15.151]  miner    speed 10s/60s/15m 9.0 n/a n/a H/s max 9 H/s\n',
    );
    for (let waitedMs = 0; waitedMs < 180_000; waitedMs += 20_000) {
      process.print('.');
      await bench.clock.advanceAsync(20_000, 2_000);
    }
    const times = readings.map(({ at }) => at);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBe(8_000);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(150_000);
    expect(new Set(readings.map(({ hashrate }) => hashrate))).toEqual(new Set([9]));
  });

  it('never believes another program that answers at its address', async () => {
    await using bench = await openBench();
    bench.api.isOpen = true;
    bench.api.hashing(5_000_000);
    const { id } = await bench.runs.start(profileId);
    await bench.state('warming-up');
    await bench.clock.advanceAsync(10_000, 1_000);
    expect(bench.runs.get(id)).toMatchObject({ state: 'warming-up', reading: null });
  });

  it('hides secrets in its log and removes its files', async () => {
    await using bench = await openBench();
    const { process, id } = await bench.startHashing();
    expect(readdirSync(bench.folder)).toEqual([`${id}-0`]);
    process.print('login with hunter2-secret\r\ntoken=secret-token;\r\nlast words');
    await bench.runs.stop(id);
    const { lines } = bench.runs.log(id, { limit: 10 });
    expect(lines.map(({ text }) => text)).toEqual(['login with •••', 'token=•••;', 'last words']);
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  it('is written down from start to stop with its counts', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    process.end({ exitCode: 3 });
    await bench.state('backing-off');
    await bench.clock.advanceAsync(2_000, 1_000);
    await bench.process(1);
    await bench.state('warming-up');
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).reading?.accepted).toBe(2);
    await bench.runs.stop(id);
    const { startedAt, endedAt } = bench.runs.get(id);
    expect(bench.written.map((call) => ('data' in call ? call.data : call.kind))).toEqual([
      {
        runId: id,
        profileId: 'practice',
        profileName: 'Practice',
        minerId: 'scripted',
        algorithm: 'rx/0',
        poolUrl: 'practice://local',
        startedAt,
      },
      'start',
      { runId: id, accepted: 1, rejected: 0, restarts: 0 },
      'crash',
      'restart',
      { runId: id, accepted: 1, rejected: 0, restarts: 1 },
      { runId: id, accepted: 2, rejected: 0, restarts: 1 },
      'stop',
      { runId: id, endedAt, endReason: 'user' },
    ]);
  });
});

describe('an exit nobody asked for', () => {
  it.each([
    [{ exitCode: 0 }, 'The miner ended by itself (exit code 0).'],
    [{ exitCode: 2 }, 'The miner ended with exit code 2.'],
    [{ signal: 'SIGSEGV' }, 'The miner crashed on a wrong memory access (SIGSEGV).'],
    [{ lost: true }, 'The terminal host was lost, and the miner with it.'],
  ])('after %j backs off, says why, and starts again', async (exit, reason) => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    process.print('one\r\n\u001b[31mtwo\u001b[0m\r\n\r\nthree');
    process.end(exit);
    await bench.state('backing-off');
    expect(bench.runs.get(id)).toMatchObject({
      reason,
      lastLines: ['one', 'two', 'three'],
      retryAt: bench.clock.now() + 2_000,
      pid: null,
      reading: { hashrate: null, accepted: 1, poolConnected: null },
    });
    await bench.clock.advanceAsync(2_000, 1_000);
    await bench.process(1);
    expect(bench.runs.get(id)).toMatchObject({ reason: null, retryAt: null, restarts: 1 });
    expect(bench.notes()).toEqual(['start', 'crash', 'restart']);
    expect(bench.texts()[1]).toBe(reason);
  });

  it('waits twice as long each time, and gives up after five quick ones', async () => {
    await using bench = await openBench();
    const { id } = await bench.runs.start(profileId);
    const delays: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      const process = await bench.process(index);
      process.print(`attempt ${index}\r\n`);
      process.end({ exitCode: 1 });
      const { retryAt } = await bench.state('backing-off');
      delays.push((retryAt ?? 0) - bench.clock.now());
      bench.clock.advance(delays.at(-1) ?? 0);
    }
    expect(delays).toEqual([2_000, 4_000, 8_000, 16_000]);
    const last = await bench.process(4);
    last.print('cannot open the device\r\n');
    last.end({ exitCode: 1 });
    const failed = await bench.state('failed');
    expect(failed).toMatchObject({
      reason:
        'The miner ended with exit code 1. ' +
        'It ended 5 times in a row within two minutes of its start.',
      lastLines: ['cannot open the device'],
      endReason: 'failed',
      restarts: 4,
      retryAt: null,
    });
    expect(bench.notes().slice(-2)).toEqual(['crash', 'failed']);
    expect(bench.clock.pending).toBe(0);
    // What is over is over: the profile can be started anew.
    await bench.runs.stop(id);
    expect(bench.runs.get(id).state).toBe('failed');
    expect((await bench.runs.start(profileId)).id).not.toBe(id);
  });

  it('after long running is the first one again', async () => {
    await using bench = await openBench();
    await bench.runs.start(profileId);
    (await bench.process(0)).end({ exitCode: 1 });
    await bench.state('backing-off');
    bench.clock.advance(2_000);
    const second = await bench.process(1);
    await bench.state('warming-up');
    bench.api.hashing(1000);
    await bench.clock.advanceAsync(130_000, 2_000);
    second.end({ exitCode: 1 });
    const { retryAt } = await bench.state('backing-off');
    expect(retryAt).toBe(bench.clock.now() + 2_000);
  });

  it('never gives up on processes that lived for two minutes', async () => {
    await using bench = await openBench();
    await bench.runs.start(profileId);
    for (let index = 0; index < 8; index += 1) {
      const process = await bench.process(index);
      await bench.state('warming-up');
      bench.clock.advance(120_000);
      process.end({ exitCode: 1 });
      await bench.state('backing-off');
      bench.clock.advance(300_000);
    }
    await bench.process(8);
    expect(bench.runs.list()[0]?.restarts).toBe(8);
  });

  it('may be a start that fails', async () => {
    await using bench = await openBench();
    bench.pty.refusal = new Error('spawn ENOENT');
    await bench.runs.start(profileId);
    const { reason } = await bench.state('backing-off');
    expect(reason).toBe('The miner could not be started: spawn ENOENT.');
    bench.pty.refusal = null;
    bench.clock.advance(2_000);
    await bench.process(0);
  });

  it('is not waited for where somebody retries', async () => {
    await using bench = await openBench();
    const { id } = await bench.runs.start(profileId);
    (await bench.process(0)).end({ exitCode: 1 });
    await bench.state('backing-off');
    expect(bench.runs.retry(id)).toMatchObject({ state: 'starting', retryAt: null });
    await bench.process(1);
    await bench.clock.advanceAsync(4_000, 1_000);
    expect(bench.pty.processes).toHaveLength(2);
  });
});

describe('a hang', () => {
  it('is silence of the output and the API for a minute', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    bench.api.isSilent = true;
    await bench.clock.advanceAsync(30_000, 1_000);
    process.print('.');
    await bench.clock.advanceAsync(59_000, 1_000);
    expect(process.signals).toEqual([]);
    await bench.clock.advanceAsync(3_000, 1_000);
    expect(process.signals).toEqual(['interrupt']);
    const run = await bench.state('backing-off');
    expect(run.reason).toBe('The miner hung: nothing came from it for 60 seconds.');
    await bench.clock.advanceAsync(2_000, 1_000);
    await bench.process(1);
    expect(bench.notes()).toEqual(['start', 'hang', 'restart']);
    expect(bench.runs.get(id).restarts).toBe(1);
  });

  it('is silence for as long as the launch allows', async () => {
    const driver = scriptedDriver({ api: null, silenceLimitMs: 180_000 });
    await using bench = await openBench({ drivers: () => [driver] });
    await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    process.print(
      '[2026-11-21 07:15:15.151]  miner    speed 10s/60s/15m 9.0 n/a n/a H/s max 9 H/s\n',
    );
    await bench.clock.advanceAsync(178_000, 2_000);
    expect(process.signals).toEqual([]);
    await bench.clock.advanceAsync(4_000, 2_000);
    expect(process.signals).toEqual(['interrupt']);
  });

  it.each([
    ['0 H/s', 0],
    ['no hashrate', null],
  ])('is %s for two minutes while the API answers', async (_, hashrate) => {
    await using bench = await openBench();
    const { process } = await bench.startHashing();
    bench.api.hashing(hashrate);
    await bench.clock.advanceAsync(110_000, 1_000);
    expect(process.signals).toEqual([]);
    await bench.clock.advanceAsync(14_000, 1_000);
    const run = await bench.state('backing-off');
    expect(run.reason).toBe('The miner hung: it reported 0 H/s for 120 seconds.');
  });

  it('is not an outage of the pool, unless that lasts ten minutes', async () => {
    await using bench = await openBench();
    const { process } = await bench.startHashing();
    bench.api.hashing(0, { connection: { pool: '', uptime: 0, ping: 0 } });
    await bench.clock.advanceAsync(590_000, 2_000);
    expect(process.signals).toEqual([]);
    await bench.clock.advanceAsync(14_000, 2_000);
    expect((await bench.state('backing-off')).reason).toBe(
      'The miner found no pool for 10 minutes.',
    );
  });

  it('is never seen in a warm-up, which is capped', async () => {
    await using bench = await openBench();
    await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    bench.api.isSilent = true;
    await bench.clock.advanceAsync(598_000, 2_000);
    expect(process.signals).toEqual([]);
    await bench.clock.advanceAsync(4_000, 2_000);
    expect((await bench.state('backing-off')).reason).toBe(
      'The miner showed no hashrate within 10 minutes of starting.',
    );
  });

  it('is not the sleep of the computer', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    bench.api.isSilent = true;
    await bench.clock.advanceAsync(40_000, 1_000);
    // Eight hours pass between two looks at the miner.
    bench.clock.sleep(8 * 3_600_000);
    await bench.clock.advanceAsync(40_000, 1_000);
    expect(process.signals).toEqual([]);
    expect(bench.runs.get(id).state).toBe('running');
  });
});
