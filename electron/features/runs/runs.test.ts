import { mkdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MinerId, ProfileId, RunId } from '../../contract/values/ids.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { openBench, profile, profileId, scriptedDriver } from '../../testing/run-bench.ts';
import type { MinerDriver } from './ports.ts';
import { runHandlers } from './run-handlers.ts';

const nobody = RunId.parse('nobody');

describe('Runs', () => {
  it('runs a profile once at a time', async () => {
    await using bench = await openBench();
    const { runs } = bench;
    const both = await Promise.allSettled([runs.start(profileId), runs.start(profileId)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await bench.state('warming-up');
    await expect(runs.start(profileId)).rejects.toMatchObject({
      code: 'already-running',
      userMessage: '“Practice” is running already.',
    });
    await runs.stop(runs.list()[0]?.id ?? nobody);
    expect((await runs.start(profileId)).state).toBe('starting');
  });

  it('runs several profiles side by side and lists the newest first', async () => {
    await using bench = await openBench({
      startable: (id) => ({ ...profile, id, name: id }),
    });
    for (const id of ['a', 'b', 'c']) await bench.runs.start(ProfileId.parse(id));
    expect(bench.runs.list().map((run) => run.profileName)).toEqual(['c', 'b', 'a']);
    await bench.process(2);
    await bench.runs.stopAll('shutdown');
    expect(bench.runs.list().map((run) => [run.state, run.endReason])).toEqual([
      ['stopped', 'shutdown'],
      ['stopped', 'shutdown'],
      ['stopped', 'shutdown'],
    ]);
    expect(bench.texts()).toContain('Stopped: Rigwright was closed.');
    await expect(bench.runs.start(profileId)).rejects.toMatchObject({ code: 'shutting-down' });
  });

  it('forgets the oldest of more than fifty runs that are over', async () => {
    await using bench = await openBench();
    const ids: RunId[] = [];
    for (let n = 0; n < 53; n += 1) {
      const { id } = await bench.runs.start(profileId);
      await bench.runs.stop(id);
      ids.push(id);
    }
    expect(bench.runs.list()).toHaveLength(51);
    expect(bench.runs.list().map(({ id }) => id)).toEqual(ids.slice(2).toReversed());
    expect(() => bench.runs.get(ids[0] ?? nobody)).toThrow('no run');
  });

  it('refuses a miner it does not know or that is not installed', async () => {
    await using none = await openBench({ drivers: () => [] });
    await expect(none.runs.start(profileId)).rejects.toMatchObject({ code: 'no-such-miner' });
    const driver = scriptedDriver();
    const miner = { ...driver.miner, installed: false };
    await using bench = await openBench({ drivers: () => [{ ...driver, miner }] });
    await expect(bench.runs.start(profileId)).rejects.toMatchObject({
      code: 'miner-not-installed',
    });
    expect(bench.runs.list()).toEqual([]);
  });

  it('gives the driver addresses that can be connected to', async () => {
    const driver = scriptedDriver();
    const urls: string[][] = [];
    await using bench = await openBench({
      drivers: () => [
        {
          ...driver,
          prepare: (request) => {
            urls.push(request.pools.map(({ url }) => url));
            return driver.prepare(request);
          },
        },
      ],
    });
    await bench.runs.start(profileId);
    const process = await bench.process(0);
    process.end({ exitCode: 1 });
    await bench.state('backing-off');
    bench.clock.advance(2_000);
    await bench.process(1);
    expect(urls).toEqual([['stratum+tcp://127.0.0.1:3333'], ['stratum+tcp://127.0.0.1:3333']]);
  });

  it('says so where a run is not there', async () => {
    await using bench = await openBench();
    const handlers = runHandlers(bench.runs);
    expect(() => handlers['runs.get']({ runId: nobody })).toThrow('no run nobody');
    await expect(handlers['runs.stop']({ runId: nobody })).rejects.toMatchObject({
      code: 'no-such-run',
    });
  });

  it('types keys into the terminal and finds them in the log', async () => {
    await using bench = await openBench();
    const { id, process } = await bench.startHashing();
    const handlers = runHandlers(bench.runs);
    expect(handlers['runs.sendKeys']({ runId: id, keys: 'h' })).toEqual({});
    expect(process.written).toEqual(['h']);
    process.print('Hashrate 1000\r\nother\r\n');
    expect(handlers['runs.log']({ runId: id, limit: 10, search: 'HASH' })).toEqual({
      lines: [{ seq: 0, at: bench.clock.now(), text: 'Hashrate 1000' }],
      firstSeq: 0,
      nextSeq: 2,
    });
    await handlers['runs.stop']({ runId: id });
    expect(() => handlers['runs.sendKeys']({ runId: id, keys: 'h' })).toThrow('stopped');
    expect(() => handlers['runs.retry']({ runId: id })).toThrow('stopped');
  });

  it('goes on where nothing can be written down', async () => {
    const fail = (): never => {
      throw new Error('disk full');
    };
    await using bench = await openBench({
      recorder: { opened: fail, counted: fail, ended: fail, note: fail },
    });
    const { id } = await bench.startHashing();
    expect((await bench.runs.stop(id)).state).toBe('stopped');
  });

  it('removes what a killed program left behind', async () => {
    using folder = tempFolder();
    const left = join(folder.path, 'run-1-0');
    mkdirSync(left);
    writeFileSync(join(left, 'config.json'), '{"password":"secret"}');
    await using bench = await openBench({ folder: folder.path });
    expect(bench.runs.list()).toEqual([]);
    expect(existsSync(left)).toBe(false);
  });

  it('says whether a miner is running', async () => {
    await using bench = await openBench();
    const ids = ['scripted', 'other'].map((id) => MinerId.parse(id));
    const running = () => ids.map((id) => bench.runs.isMinerRunning(id));
    expect(running()).toEqual([false, false]);
    const { id } = await bench.startHashing();
    expect(running()).toEqual([true, false]);
    await bench.runs.stop(id);
    expect(running()).toEqual([false, false]);
  });

  it('shows what the latest process was started with, without secrets', async () => {
    const api = { url: 'tcp://127.0.0.1:4028', token: 'secret-token' };
    const files = [{ name: 'config.json', text: '{"pass":"hunter2-secret"}' }];
    const args = ['--api-token', 'secret-token', '--pass=hunter2-secret', '--threads', '2'];
    await using bench = await openBench({
      drivers: () => [scriptedDriver({ api, args, files, file: '/miners/one/miner' })],
    });
    const handlers = runHandlers(bench.runs);
    const { id } = await bench.runs.start(profileId);
    expect(() => handlers['runs.config']({ runId: id })).toThrow('starting');
    await bench.process(0);
    expect(handlers['runs.config']({ runId: id })).toEqual({
      executable: '/miners/one/miner',
      folder: join(bench.folder, `${id}-0`),
      arguments: ['--api-token', '•••', '--pass=•••', '--threads', '2'],
      files: [{ name: 'config.json', text: '{"pass":"•••"}' }],
      apiUrl: 'tcp://127.0.0.1:4028',
    });
    await bench.runs.stop(id);
    expect(bench.runs.config(id).executable).toBe('/miners/one/miner');
  });

  it('takes drivers and their miners as they are at the moment', async () => {
    const drivers: MinerDriver[] = [];
    await using bench = await openBench({ drivers: () => drivers });
    await expect(bench.runs.start(profileId)).rejects.toMatchObject({ code: 'no-such-miner' });
    drivers.push(scriptedDriver());
    expect((await bench.runs.start(profileId)).state).toBe('starting');
  });

  it('hands the whole plan of the profile to the driver', async () => {
    const driver = scriptedDriver();
    const requests: object[] = [];
    await using bench = await openBench({
      startable: () => ({ ...profile, coin: 'XMR', devices: [0, 2], settings: { donate: 1 } }),
      drivers: () => [
        {
          ...driver,
          prepare: (request) => {
            requests.push(request);
            return driver.prepare(request);
          },
        },
      ],
    });
    await bench.runs.start(profileId);
    await bench.process(0);
    expect(requests).toEqual([
      expect.objectContaining({
        algorithm: 'rx/0',
        coin: 'XMR',
        devices: [0, 2],
        settings: { donate: 1 },
        extraArguments: [],
        worker: 'shed',
      }),
    ]);
  });
});
