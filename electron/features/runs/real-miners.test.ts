import { afterAll, describe, expect, it } from 'vitest';
import { xmrigDialect } from '../../protocols/miner-output/xmrig-dialect.ts';
import { PtyWorkshop } from '../../testing/pty-workshop.ts';
import { openBench, profileId } from '../../testing/run-bench.ts';
import { scriptedMinerInfo } from '../../testing/scripted-miner/scripted-miner-info.ts';
import { processesOf, scriptedMiner } from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';
import { freeLoopbackPort } from '../miners/free-port.ts';
import { callMinerApi } from './miner-api.ts';
import type { MinerDriver } from './ports.ts';

const workshop = new PtyWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

/** Starts the scripted miner, a real program, with these flags. */
function realDriver(flags: readonly string[], withApi = false): MinerDriver {
  return {
    miner: scriptedMinerInfo({ canPause: false }),
    dialect: xmrigDialect,
    async prepare({ folder }) {
      const port = await freeLoopbackPort();
      const token = 'the-token-of-this-run';
      const apiFlags = ['--api-port', String(port), '--api-token', token];
      return {
        file: process.execPath,
        args: [scriptedMiner, ...flags, ...(withApi ? apiFlags : [])],
        cwd: folder,
        env: {},
        api: withApi ? { url: `http://127.0.0.1:${port}`, token } : null,
        secrets: [token],
        files: [],
      };
    },
  };
}

/** Real processes under a real terminal; only the time of their supervision is in our hand. */
async function startReal(flags: readonly string[], withApi = false) {
  const bench = await openBench({
    pty: workshop.client,
    callApi: callMinerApi,
    drivers: () => [realDriver(flags, withApi)],
  });
  const { id } = await bench.runs.start(profileId);
  const has = (search: string): boolean =>
    bench.runs.log(id, { limit: 1, search }).lines.length > 0;
  return {
    ...bench,
    id,
    run: () => bench.runs.get(id),
    printed: (text: string) => until(`the line “${text}”`, () => has(text)),
    /** Lets supervised time pass, in looks of two seconds, until the run is in this state. */
    comesTo: (state: string) =>
      until(`the state ${state}`, async () => {
        if (bench.runs.get(id).state === state) return true;
        bench.clock.advance(2_000);
        return false;
      }),
  };
}

describe('a run of a real program', () => {
  it('runs by what its API says, and starts again after kill -9', async () => {
    await using bench = await startReal([], true);
    await bench.printed('ready');
    await bench.comesTo('running');
    expect(bench.run().reading).toMatchObject({ hashrate: 1000, source: 'api' });
    const { pid } = bench.run();
    process.kill(pid ?? 0, 'SIGKILL');
    await bench.state('backing-off');
    expect(bench.run().reason).toBe(
      'The miner was killed (SIGKILL), by somebody or because memory ran out.',
    );
    await bench.comesTo('running');
    expect(bench.run().pid).not.toBe(pid);
    expect(bench.notes()).toEqual(['start', 'crash', 'restart']);
    await bench.runs.stop(bench.id);
    expect(await processesOf(bench.id)).toEqual([]);
  });

  it('reads its output where it has no API, and starts again after a crash', async () => {
    await using bench = await startReal(['--speed', '0.05', '--crash-after', '1']);
    await bench.printed('speed');
    await bench.comesTo('running');
    expect(bench.run().reading).toMatchObject({ hashrate: 1000, source: 'output' });
    await bench.state('backing-off');
    expect(bench.run().reason).toBe('The miner crashed on a wrong memory access (SIGSEGV).');
    bench.clock.advance(2_000);
    await bench.state('warming-up');
    expect(bench.run().restarts).toBe(1);
  });

  it('fails after five exits at once, with the reason and the last lines', async () => {
    const flags = ['--print', '0:no device found', '--exit-after', '0.1', '--exit-code', '3'];
    await using bench = await startReal(flags);
    await until('the end', () => {
      const { state, retryAt } = bench.run();
      if (state === 'backing-off') bench.clock.advance((retryAt ?? 0) - bench.clock.now());
      return state === 'failed';
    });
    expect(bench.run().reason).toMatch(/^The miner ended with exit code 3\. It ended 5 times/);
    expect(bench.run().lastLines).toEqual([
      expect.stringMatching(/^ready \d+$/) as string,
      'no device found',
    ]);
    expect(bench.notes().filter((kind) => kind === 'crash')).toHaveLength(5);
  });

  it.skipIf(process.platform === 'win32')(
    'is killed with its children where it ignores all requests',
    async () => {
      await using bench = await startReal(['--ignore', 'INT,TERM,HUP', '--child']);
      await bench.printed('ready');
      expect(await processesOf(bench.id)).toHaveLength(2);
      const stopped = bench.runs.stop(bench.id);
      await bench.printed('ignored SIGINT');
      bench.clock.advance(5_000);
      await bench.printed('ignored SIGTERM');
      expect(bench.run().state).toBe('stopping');
      bench.clock.advance(5_000);
      expect(await stopped).toMatchObject({ state: 'stopped', endReason: 'user' });
      expect(await processesOf(bench.id)).toEqual([]);
    },
  );

  it.each(['exit7', 'abort'])('is stopped, although it ends by %s', async (way) => {
    await using bench = await startReal(['--on-int', way]);
    await bench.printed('ready');
    await bench.state('warming-up');
    expect(await bench.runs.stop(bench.id)).toMatchObject({ state: 'stopped', reason: null });
    expect(bench.notes()).toEqual(['start', 'stop']);
  });

  it('may print without end: the log stays small and a stop works', async () => {
    await using bench = await startReal(['--flood', '4000000']);
    await until('many lines', () => bench.runs.log(bench.id, { limit: 1 }).nextSeq > 50_000);
    const { lines, firstSeq, nextSeq } = bench.runs.log(bench.id, { limit: 10_000 });
    expect(lines).toHaveLength(5_000);
    expect(nextSeq - firstSeq).toBe(5_000);
    const begun = performance.now();
    await bench.runs.stop(bench.id);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(bench.run().state).toBe('stopped');
  });

  it('is started again by a new terminal host where the old one is killed', async () => {
    await using bench = await startReal([]);
    await bench.printed('ready');
    await bench.state('warming-up');
    process.kill(workshop.client.hostPid ?? 0, 'SIGKILL');
    await bench.state('backing-off');
    expect(bench.run().reason).toBe('The terminal host was lost, and the miner with it.');
    expect(await processesOf(bench.id)).toEqual([]);
    bench.clock.advance(2_000);
    await bench.state('warming-up');
  });
});
