import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '../../contract/values/reading.ts';
import { callMinerApi } from '../../features/runs/miner-api.ts';
import type { PtyPort, StartableProfile } from '../../features/runs/ports.ts';
import { ownsPort } from '../../platform/processes/port-owner.ts';
import { openBench, profile, profileId } from '../run-bench.ts';
import { tempFolder } from '../temp-folder.ts';
import { until } from '../until.ts';
import type { MiningSite } from './mining-site.ts';
import type { Asked } from './persona.ts';
import type { Switches } from './switches.ts';

/** Supervised time between two looks at a miner, ms. */
const lookMs = 2_000;
/** So many looks: a quiet miner is not yet taken to hang. */
const mostLooks = 25;

/**
 * Starts an installed miner of a site through its driver, under a real terminal, with its interface asked
 * for real; only supervised time is in the test's hand. Comes back when all is printed.
 */
export async function startRun(
  site: MiningSite,
  id: string,
  {
    pty,
    ...options
  }: Partial<StartableProfile> & {
    readonly pty: PtyPort;
    readonly switches?: Partial<Switches>;
  },
) {
  const { switches = {}, ...wanted } = options;
  await using stack = new AsyncDisposableStack();
  const heard = join(stack.use(tempFolder()).path, 'heard.json');
  const driver = site.driver(id, { ...switches, heard });
  const bench = stack.use(
    await openBench({
      pty,
      callApi: callMinerApi,
      ownsPort,
      drivers: () => [driver],
      startable: () => ({ ...profile, threads: null, minerId: site.entry(id).id, ...wanted }),
    }),
  );
  const { id: runId } = await bench.runs.start(profileId);
  const log = (): string[] => bench.runs.log(runId, { limit: 5_000 }).lines.map(({ text }) => text);
  await until(
    `the stand-in of ${id}`,
    () => {
      const { reason, state } = bench.runs.get(runId);
      const isOver = state === 'backing-off' || state === 'failed';
      if (isOver) throw new Error(`${id} ended: ${reason} ${log().join('\n')}`);
      return existsSync(heard);
    },
    15_000,
  );
  const kept = stack.move();
  return {
    runs: bench.runs,
    clock: bench.clock,
    runId,
    folder: bench.folder,
    log,
    asked: JSON.parse(readFileSync(heard, 'utf8')) as Asked,
    /** The reading once it is as wanted, or as it is after so many looks. */
    async reading(isWanted: (reading: Reading) => boolean): Promise<Reading | null> {
      for (let looks = 0; looks < mostLooks; looks += 1) {
        const { reading } = bench.runs.get(runId);
        if (reading && isWanted(reading)) return reading;
        bench.clock.advance(lookMs);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return bench.runs.get(runId).reading;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
