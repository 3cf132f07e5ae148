import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { openBench, profileId } from '../../testing/run-bench.ts';

describe('stopping', () => {
  it.each([
    [{ exitCode: 0 }],
    [{ exitCode: 7 }],
    [{ signal: 'SIGINT' }],
    [{ signal: 'SIGABRT' }],
    [{ lost: true }],
  ])('ends as stopped, however the miner ends: %j', async (exit) => {
    await using bench = await openBench();
    bench.pty.endsBy = { interrupt: exit };
    const { id } = await bench.startHashing();
    expect(await bench.runs.stop(id)).toMatchObject({
      state: 'stopped',
      endReason: 'user',
      endedAt: bench.clock.now(),
      reason: null,
      lastLines: [],
      pid: null,
    });
    expect(bench.notes()).toEqual(['start', 'stop']);
    expect(bench.clock.pending).toBe(0);
  });

  it('asks, asks firmly, then kills until it is gone', async () => {
    await using bench = await openBench();
    bench.pty.endsBy = {};
    const { id, process } = await bench.startHashing();
    const stopped = bench.runs.stop(id);
    expect(process.signals).toEqual(['interrupt']);
    bench.clock.advance(4_999);
    expect(process.signals).toEqual(['interrupt']);
    bench.clock.advance(1);
    expect(process.signals).toEqual(['interrupt', 'terminate']);
    bench.clock.advance(5_000);
    expect(process.signals).toEqual(['interrupt', 'terminate', 'kill']);
    expect(bench.runs.get(id).state).toBe('stopping');
    process.endsBy = { kill: { signal: 'SIGKILL' } };
    bench.clock.advance(5_000);
    expect(process.signals).toEqual(['interrupt', 'terminate', 'kill', 'kill']);
    expect((await stopped).state).toBe('stopped');
  });

  it('is one stop for all who ask', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    const answers = await Promise.all([
      bench.runs.stop(id),
      bench.runs.stop(id),
      bench.runs.stopAll('shutdown'),
    ]);
    expect(answers[0]).toEqual(answers[1]);
    expect(process.signals).toEqual(['interrupt']);
    expect(bench.notes()).toEqual(['start', 'stop']);
  });

  it('works while it backs off', async () => {
    await using bench = await openBench();
    const { id } = await bench.runs.start(profileId);
    (await bench.process(0)).end({ exitCode: 1 });
    await bench.state('backing-off');
    expect(await bench.runs.stop(id)).toMatchObject({ state: 'stopped', retryAt: null });
    bench.clock.advance(600_000);
    expect(bench.pty.processes).toHaveLength(1);
    expect(bench.clock.pending).toBe(0);
  });

  it('works while it is being prepared', async () => {
    const prepared = Promise.withResolvers<string>();
    await using bench = await openBench({ resolvePool: () => prepared.promise });
    const { id } = await bench.runs.start(profileId);
    const stopped = bench.runs.stop(id);
    expect(bench.runs.get(id).state).toBe('stopping');
    prepared.resolve('stratum+tcp://127.0.0.1:1');
    expect((await stopped).state).toBe('stopped');
    expect(bench.pty.processes).toHaveLength(0);
    expect(readdirSync(bench.folder)).toEqual([]);
  });

  it('works while the terminal makes the process', async () => {
    await using bench = await openBench();
    const gate = Promise.withResolvers<void>();
    const spawn = bench.pty.spawn.bind(bench.pty);
    let isAsked = false;
    bench.pty.spawn = async (options) => {
      isAsked = true;
      await gate.promise;
      return spawn(options);
    };
    const { id } = await bench.runs.start(profileId);
    await until('the wish for a process', () => isAsked);
    const stopped = bench.runs.stop(id);
    gate.resolve();
    expect((await stopped).state).toBe('stopped');
    expect(bench.pty.processes[0]?.signals).toEqual(['interrupt']);
    expect(existsSync(bench.folder) && readdirSync(bench.folder)).toEqual([]);
  });

  it('is gentle to a miner that hangs already', async () => {
    await using bench = await openBench();
    bench.pty.endsBy = { terminate: { signal: 'SIGTERM' } };
    const { id, process } = await bench.startHashing();
    bench.api.isSilent = true;
    await bench.clock.advanceAsync(62_000, 1_000);
    expect(process.signals).toEqual(['interrupt']);
    const stopped = bench.runs.stop(id);
    bench.clock.advance(5_000);
    expect((await stopped).state).toBe('stopped');
    expect(process.signals).toEqual(['interrupt', 'terminate']);
  });
});
