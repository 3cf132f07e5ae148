import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ownsPort } from '../../platform/processes/port-owner.ts';
import { minerDialect } from '../../protocols/miner-output/miner-dialect.ts';
import { unknownDevice, type MinerDialect } from '../../protocols/miner-output/miner-report.ts';
import { PtyWorkshop } from '../../testing/pty-workshop.ts';
import { openBench, profileId } from '../../testing/run-bench.ts';
import { scriptedMinerInfo } from '../../testing/scripted-miner/scripted-miner-info.ts';
import { scriptedMiner } from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';
import { freeLoopbackPort } from '../miners/free-port.ts';
import { callMinerApi } from './miner-api.ts';
import type { Launch, OwnsPort, RunParts } from './ports.ts';

const workshop = new PtyWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

const strangers: ChildProcess[] = [];
afterEach(async () => {
  for (const stranger of strangers.splice(0)) {
    stranger.kill('SIGKILL');
    if (stranger.exitCode === null && stranger.signalCode === null) await once(stranger, 'exit');
  }
});

type Kind = 'xmrig' | 'cpuminer' | 'claymore';
/** All print as XMRig does; they differ in how they answer. */
const dialects: Readonly<Record<Kind, MinerDialect>> = {
  xmrig: minerDialect('xmrig', 'xmrig'),
  cpuminer: minerDialect('cpuminer', 'xmrig'),
  claymore: minerDialect('ethminer', 'xmrig'),
};
const token = 'the-token-of-this-run';

interface Start {
  readonly flags?: readonly string[];
  /** Where its API is sought; its own port where left out. */
  readonly port?: number;
  readonly ownsPort?: OwnsPort;
  readonly launch?: Partial<Launch>;
}

/** The scripted miner under a real terminal, its API asked for real. */
async function startReal(kind: Kind, { flags = [], port, launch, ...ports }: Start = {}) {
  const warnings: string[] = [];
  const log: RunParts['log'] = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => void warnings.push(message),
    error: (message, fields) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
    with: () => log,
  };
  const bench = await openBench({
    pty: workshop.client,
    callApi: callMinerApi,
    ownsPort,
    log,
    ...ports,
    drivers: () => [
      {
        miner: scriptedMinerInfo(),
        dialect: dialects[kind],
        async prepare({ folder }) {
          const own = await freeLoopbackPort();
          const api = ['--api', kind, '--api-port', String(own), '--api-token', token];
          const scheme = kind === 'xmrig' ? 'http' : 'tcp';
          return {
            file: process.execPath,
            args: [scriptedMiner, ...api, ...flags],
            cwd: folder,
            env: {},
            api: { url: `${scheme}://127.0.0.1:${port ?? own}`, token },
            secrets: [token],
            files: [],
            ...launch,
          };
        },
      },
    ],
  });
  const { id } = await bench.runs.start(profileId);
  return {
    ...bench,
    warnings,
    run: () => bench.runs.get(id),
    /** Lets supervised time pass, in looks of two seconds, until the run has such a reading. */
    tells: (what: string, source: 'api' | 'output', hashrate: number) =>
      until(what, () => {
        const { reading } = bench.runs.get(id);
        if (reading?.source === source && reading.hashrate === hashrate) return reading;
        bench.clock.advance(2_000);
        return null;
      }),
  };
}

/** Another miner, which runs for an hour as it says. @returns the port where it answers */
async function startStranger(kind: Kind, uptimeSeconds: number): Promise<number> {
  const api = ['--api', kind, '--api-port', '0', '--api-uptime', String(uptimeSeconds)];
  const stranger = fork(scriptedMiner, [...api, '--hashrate', '666'], { silent: true });
  strangers.push(stranger);
  let text = '';
  stranger.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [, port] = await until('the stranger', () => /api (\d+)/.exec(text));
  return Number(port);
}

const speaking = ['--speed', '0.05', '--hashrate', '4000'];

describe('a real miner with an API over TCP', () => {
  it('is read as cpuminer answers', async () => {
    await using bench = await startReal('cpuminer', { flags: ['--hashrate', '4000'] });
    const reading = await bench.tells('the answer', 'api', 4000);
    expect(reading.devices).toEqual([{ ...unknownDevice(0, 'cpu'), hashrate: 4000 }]);
    expect(bench.warnings).toEqual([]);
  });

  it('is read as miners after Claymore answer, device by device', async () => {
    await using bench = await startReal('claymore', { flags: ['--hashrate', '4000'] });
    const reading = await bench.tells('the answer', 'api', 4000);
    expect(reading).toMatchObject({ accepted: 7, rejected: 1, invalid: 0 });
    expect(reading.devices).toEqual([
      { ...unknownDevice(0, 'gpu'), hashrate: 2000, temperature: 61, fanPercent: 40 },
      { ...unknownDevice(1, 'gpu'), hashrate: 2000, temperature: 58, fanPercent: 0 },
    ]);
    await bench.runs.stop(bench.run().id);
    expect(bench.run().reading).toMatchObject({ accepted: 7, devices: [], hashrate: null });
  });

  it('is read by its output where its API is silent', async () => {
    const flags = [...speaking, '--api-fault', 'silent'];
    await using bench = await startReal('claymore', { flags });
    await bench.tells('the output', 'output', 4000);
    expect(bench.run().state).toBe('running');
  });

  it('is read by its output once its API falls silent', async () => {
    const flags = [...speaking, '--api-fault', 'silent', '--api-fault-after', '1'];
    await using bench = await startReal('cpuminer', { flags });
    await bench.tells('the answer', 'api', 4000);
    await bench.tells('the output', 'output', 4000);
    expect(bench.run().state).toBe('running');
  });
});

describe('a stranger at the port of a real miner', () => {
  const older = async (kind: Kind) => startStranger(kind, 3_600);

  it.each(['cpuminer', 'claymore'] as const)(
    'that is older is not believed, by its %s age alone',
    async (kind) => {
      const port = await older(kind);
      const tellsNothing = async (): Promise<null> => null;
      await using bench = await startReal(kind, { flags: speaking, port, ownsPort: tellsNothing });
      await bench.tells('the output', 'output', 4000);
      expect(bench.warnings).toEqual([expect.stringContaining('not proved') as string]);
    },
  );

  it.skipIf(process.platform !== 'linux')('that is as young is not believed', async () => {
    const port = await startStranger('cpuminer', 0);
    await using bench = await startReal('cpuminer', { flags: speaking, port });
    await bench.tells('the output', 'output', 4000);
    expect(bench.warnings).toEqual([expect.stringContaining('not proved') as string]);
  });

  it('that does not know the token is not believed', async () => {
    const port = await startStranger('xmrig', 0);
    await using bench = await startReal('xmrig', { flags: speaking, port });
    await bench.tells('the output', 'output', 4000);
    expect(bench.run().reading?.source).toBe('output');
  });
});
