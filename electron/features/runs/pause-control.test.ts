import { describe, expect, it } from 'vitest';
import { openBench, profileId, scriptedDriver } from '../../testing/run-bench.ts';

describe('a pause', () => {
  it('goes through the API, and a resumed run has to hash again before it runs', async () => {
    await using bench = await openBench();
    const { id } = await bench.startHashing();
    expect(await bench.runs.pause(id)).toMatchObject({ state: 'paused', pausedUntil: null });
    bench.api.hashing(1000, { paused: true });
    await bench.clock.advanceAsync(300_000, 2_000);
    expect(bench.runs.get(id)).toMatchObject({ state: 'paused', reading: { hashrate: 0 } });
    bench.api.hashing(null);
    expect(await bench.runs.resume(id)).toMatchObject({ state: 'warming-up' });
    bench.api.hashing(900);
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).state).toBe('running');
    expect(bench.api.commands).toEqual(['pause', 'resume']);
    expect(bench.notes()).toEqual(['start', 'pause', 'resume']);
  });

  it('ends by itself when its time is over', async () => {
    await using bench = await openBench();
    const { id } = await bench.startHashing();
    const begun = bench.clock.now();
    expect(await bench.runs.pause(id, 60_000)).toMatchObject({ pausedUntil: begun + 60_000 });
    bench.api.hashing(0, { paused: true });
    await bench.clock.advanceAsync(59_000, 1_000);
    expect(bench.runs.get(id).state).toBe('paused');
    await bench.clock.advanceAsync(1_000, 1_000);
    expect(bench.runs.get(id)).toMatchObject({ state: 'warming-up', pausedUntil: null });
    expect(bench.api.commands).toEqual(['pause', 'resume']);
  });

  it('can be made longer or without end while it lasts', async () => {
    await using bench = await openBench();
    const { id } = await bench.startHashing();
    await bench.runs.pause(id, 10_000);
    bench.api.hashing(0, { paused: true });
    await bench.runs.pause(id, 60_000);
    await bench.clock.advanceAsync(30_000, 1_000);
    expect(bench.runs.get(id).state).toBe('paused');
    expect(await bench.runs.pause(id)).toMatchObject({ pausedUntil: null });
    await bench.clock.advanceAsync(600_000, 10_000);
    expect(bench.runs.get(id).state).toBe('paused');
    expect(bench.api.commands).toEqual(['pause']);
  });

  it('is typed as a key where the miner has no API', async () => {
    await using bench = await openBench({ drivers: () => [scriptedDriver({ api: null })] });
    const { id } = await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    await bench.runs.pause(id);
    expect(process.written).toEqual(['p']);
    await bench.clock.advanceAsync(600_000, 10_000);
    expect(bench.runs.get(id).state).toBe('paused');
    await bench.runs.resume(id);
    expect(process.written).toEqual(['p', 'r']);
  });

  it('is seen when somebody makes and ends it at the miner', async () => {
    await using bench = await openBench();
    const { id } = await bench.startHashing();
    bench.api.hashing(1000, { paused: true });
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).state).toBe('paused');
    bench.api.hashing(1000);
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).state).toBe('running');
    expect(bench.notes()).toEqual(['start', 'pause', 'resume']);
    expect(bench.api.commands).toEqual([]);
  });

  it('is seen in the output of a miner without API', async () => {
    await using bench = await openBench({ drivers: () => [scriptedDriver({ api: null })] });
    const { id } = await bench.runs.start(profileId);
    const process = await bench.process(0);
    await bench.state('warming-up');
    process.print('[2026-11-21 07:11:08.635]  miner    paused, press  r  to resume\r\n');
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).state).toBe('paused');
    process.print('[2026-11-21 07:11:11.589]  miner    resumed\r\n');
    await bench.clock.advanceAsync(2_000, 1_000);
    expect(bench.runs.get(id).state).toBe('warming-up');
  });

  it('outlives a crash', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    await bench.runs.pause(id, 100_000);
    process.end({ exitCode: 1 });
    await bench.state('backing-off');
    await bench.clock.advanceAsync(2_000, 1_000);
    await bench.process(1);
    await bench.state('warming-up');
    await bench.clock.advanceAsync(4_000, 1_000);
    expect(bench.runs.get(id).state).toBe('paused');
    expect(bench.api.commands).toEqual(['pause', 'pause']);
    bench.api.hashing(0, { paused: true });
    await bench.clock.advanceAsync(96_000, 1_000);
    expect(bench.runs.get(id).state).toBe('warming-up');
  });

  it('is refused where the miner cannot', async () => {
    const driver = scriptedDriver();
    const miner = { ...driver.miner, canPause: false };
    await using bench = await openBench({ drivers: () => [{ ...driver, miner }] });
    const { id } = await bench.startHashing();
    await expect(bench.runs.pause(id)).rejects.toMatchObject({
      code: 'cannot-pause',
      userMessage: 'Scripted miner cannot be paused.',
    });
    expect(bench.runs.get(id).state).toBe('running');
  });

  it('is refused where nothing runs', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    process.end({ exitCode: 1 });
    await bench.state('backing-off');
    await expect(bench.runs.pause(id)).rejects.toMatchObject({ code: 'not-running' });
    await expect(bench.runs.resume(id)).rejects.toMatchObject({ code: 'not-running' });
    await bench.runs.stop(id);
    await expect(bench.runs.pause(id)).rejects.toMatchObject({ code: 'not-running' });
  });

  it('is refused where the miner does not obey', async () => {
    const driver = scriptedDriver();
    const dialect = { ...driver.dialect, pauseKey: null };
    await using bench = await openBench({ drivers: () => [{ ...driver, dialect }] });
    const { id } = await bench.startHashing();
    bench.api.isSilent = true;
    await expect(bench.runs.pause(id)).rejects.toMatchObject({ code: 'cannot-pause' });
    expect(bench.runs.get(id).state).toBe('running');
  });

  it('ends with a stop', async () => {
    await using bench = await openBench();
    const { id } = await bench.startHashing();
    await bench.runs.pause(id, 60_000);
    expect(await bench.runs.stop(id)).toMatchObject({ state: 'stopped', pausedUntil: null });
    expect(bench.clock.pending).toBe(0);
  });
});
