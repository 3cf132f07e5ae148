import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { systemProcesses } from '../../platform/processes/system-processes.ts';
import { PtyWorkshop } from '../../testing/pty-workshop.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { daemon, listArguments, type Files } from '../../testing/ravinos/sample-packages.ts';
import { tonLike } from '../../testing/shell-packages/hiveos-packages.ts';
import { launched } from '../../testing/shell-packages/mmpos-packages.ts';
import { openBench, profile, profileId } from '../../testing/run-bench.ts';
import { until } from '../../testing/until.ts';

const pty = new PtyWorkshop();
afterAll(() => pty[Symbol.asyncDispose]());

/** A package under the real supervisor and a real terminal; only its time is in our hand. */
async function startPackage(files: Files, archive: string) {
  const workshop = await PackageWorkshop.open();
  const driver = await workshop.agreed(files, archive);
  const bench = await openBench({
    pty: pty.client,
    drivers: () => workshop.packages.drivers(),
    startable: () => ({ ...profile, minerId: driver.miner.id, algorithm: 'ton' }),
  });
  const { id } = await bench.runs.start(profileId);
  return {
    workshop,
    bench,
    id,
    run: () => bench.runs.get(id),
    printed: (search: string) =>
      until(
        `the line “${search}”`,
        () => bench.runs.log(id, { limit: 1, search }).lines.length > 0,
        20_000,
      ),
    comesTo: (state: string) =>
      until(
        `the state ${state}`,
        () => {
          if (bench.runs.get(id).state === state) return true;
          bench.clock.advance(2_000);
          return false;
        },
        20_000,
      ),
    /** A shell lets what it puts into the background ignore Ctrl+C, so it takes some time. */
    async stop() {
      const stopped = bench.runs.stop(id).then(() => 'stopped');
      const tick = async (): Promise<string> => {
        bench.clock.advance(1_000);
        return new Promise((resolve) => setTimeout(resolve, 20, ''));
      };
      await until('the run to stop', () => Promise.race([stopped, tick()]));
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await workshop[Symbol.asyncDispose]();
    },
  };
}

/** Processes with the mark of a run, whatever session they are in. */
async function processesOf(runId: string): Promise<number[]> {
  const all = await systemProcesses.list();
  return all.filter(({ mark }) => mark?.startsWith(runId) === true).map(({ pid }) => pid);
}

describe('a run of a package', () => {
  it('shows what the stats script says, and stops', async () => {
    await using run = await startPackage(listArguments, 'lister-1.0.zip');
    await run.printed('mining with -w me');
    await run.comesTo('running');
    expect(run.run().reading).toMatchObject({
      source: 'api',
      hashrate: 14_500_000,
      accepted: 3,
      devices: [{ busId: '01:00.0' }, { busId: '0b:00.0' }],
    });
    await run.stop();
    expect(await processesOf(run.id)).toEqual([]);
  });

  it('lives as long as what it put into the background, and stops that, too', async () => {
    await using run = await startPackage(daemon, 'daemon-1.0.zip');
    await run.printed('the miner is started');
    await run.printed('GPU #0: 120 it/s');
    await run.comesTo('running');
    expect(run.run()).toMatchObject({ restarts: 0, reading: { hashrate: 200, accepted: 4 } });
    const commands = (await processesOf(run.id)).map((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
    );
    expect(commands.some((command) => command.includes('./worker'))).toBe(true);
    await run.stop();
    expect(await processesOf(run.id)).toEqual([]);
  });

  it('ends with its reason when what it put into the background ends', async () => {
    const brief = { ...daemon, worker: '#!/bin/sh\nsleep 0.5\necho "card lost" >> "$1"\n' };
    await using run = await startPackage(brief, 'daemon-1.0.zip');
    await run.printed('card lost');
    await run.bench.state('backing-off');
    expect(run.run().reason).toBe('The miner ended by itself (exit code 0).');
  });

  it('made for HiveOS shows what its stats script says, and stops', async () => {
    await using run = await startPackage(tonLike, 'TON_Miner_HiveOS-2.1.1.zip');
    await run.printed('ton with -w me');
    await run.comesTo('running');
    expect(run.run().reading).toMatchObject({
      source: 'api',
      hashrate: 90_500_000,
      accepted: 12,
      devices: [{ busId: '01:00.0' }, { busId: '0b:00.0' }],
    });
    await run.stop();
    expect(await processesOf(run.id)).toEqual([]);
  });

  it('made for mmpOS shows what its stats script says, and stops', async () => {
    await using run = await startPackage(launched, 'myminer-1.0.zip');
    await run.printed('mining');
    await run.comesTo('running');
    expect(run.run().reading).toMatchObject({ hashrate: 90_500_000, accepted: 2 });
    await run.stop();
    expect(await processesOf(run.id)).toEqual([]);
  });
});
