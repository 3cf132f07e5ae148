import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceReading, Reading } from '../../contract/values/reading.ts';
import { decodeListeners } from '../../platform/processes/listeners.ts';
import { releaseOf } from '../miner-stand-in/archive-of.ts';
import { password, wallet } from '../miner-stand-in/case-parts.ts';
import type { CatalogueCase } from '../miner-stand-in/catalogue-case.ts';
import { catalogueCases } from '../miner-stand-in/catalogue-cases.ts';
import { ccminerVerusCase } from '../miner-stand-in/cases/ccminer-verus.ts';
import { xmrigCase } from '../miner-stand-in/cases/xmrig.ts';
import { MiningSite } from '../miner-stand-in/mining-site.ts';
import { startRun } from '../miner-stand-in/start-run.ts';
import type { Switches } from '../miner-stand-in/switches.ts';
import { PtyWorkshop } from '../pty-workshop.ts';
import { shippedEntries } from '../shipped-catalogue.ts';
import { until } from '../until.ts';

// The stand-ins are scripts, which only Linux starts as programs.
const isLinux = process.platform === 'linux';
const entries = shippedEntries().filter(({ release }) => release !== null);
let site: MiningSite;
let pty: PtyWorkshop;
beforeAll(async () => {
  pty = new PtyWorkshop();
  site = await MiningSite.open(entries);
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await pty[Symbol.asyncDispose]();
});

const start = ({ id, profile }: CatalogueCase, switches: Partial<Switches> = {}) =>
  startRun(site, id, { ...profile, wallet, pty: pty.client, switches });

/** Of a reading the figures that are wanted; null where there is none yet. */
const figuresOf = (reading: Reading | null, wanted: Partial<Reading>): Partial<Reading> | null =>
  reading &&
  Object.fromEntries(Object.keys(wanted).map((name) => [name, reading[name as keyof Reading]]));

const knownOf = (device: DeviceReading): Partial<DeviceReading> =>
  Object.fromEntries(Object.entries(device).filter(([, value]) => value !== null));

const addresses = { loopback: '0100007F', everywhere: '00000000' };
/** Of those who listen on a port, as the kernel writes them. */
const listeningOn = (port: number): string[] =>
  ['tcp', 'tcp6']
    .flatMap((table) => decodeListeners(readFileSync(`/proc/net/${table}`, 'utf8'), port))
    .map(({ address }) => address);

it('has a case for every miner that can be installed', () => {
  expect(catalogueCases.map(({ id }) => id).toSorted()).toEqual(
    entries.map(({ id }) => id as string).toSorted(),
  );
});

describe.skipIf(!isLinux).concurrent.each(catalogueCases)('$id', (each) => {
  const { id, asked, api, output } = each;
  // One after the other: a stand-in looks at its start at the file of switches beside it.
  const installed = Promise.withResolvers<unknown>();
  let turn = installed.promise;
  const startNext = (switches: Partial<Switches> = {}) => {
    const started = turn.then(() => start(each, switches));
    turn = started.catch(() => undefined);
    return started;
  };

  it('installs with proof of what it is, and starts after a consent where that is weak', async () => {
    try {
      await site.install(id);
      const installs = site.installs(id);
      const { id: minerId, release } = site.entry(id);
      const isSigned = release?.checksums?.signature != null;
      const [version] = installs.versions(minerId);
      const { asset, tag } = releaseOf(id);
      const paths = site.server.requests.map(({ path }) => decodeURIComponent(path));
      expect(paths).toContain(`/repos/${release?.repository}/releases/latest`);
      expect(paths).toContain(`/${release?.repository}/releases/download/${tag}/${asset}`);
      expect(version?.verification.level).toBe(isSigned ? 'signed' : 'stated');
      const refused = installs.executable(minerId).then(
        () => null,
        (error: { code: string }) => error.code,
      );
      expect(await refused).toBe(isSigned ? null : 'needs-consent');
      if (!isSigned) await site.consent(id);
      expect(await installs.executable(minerId)).toMatchObject({ version: version?.version });
    } finally {
      installed.resolve(undefined);
    }
  });

  it('is told what the profile says, and nothing that it would pass over', async () => {
    await using run = await startNext();
    const { api: at, ...understood } = run.asked;
    expect(understood).toEqual(asked);
    const { launch, api: face } = site.entry(id);
    const { apiUrl, arguments: shown, files, folder } = run.runs.config(run.runId);
    expect(apiUrl?.endsWith(`://127.0.0.1:${at?.port}`)).toBe(true);
    expect(listeningOn(at?.port ?? 0)).toEqual([
      face?.loopback === true ? addresses.loopback : addresses.everywhere,
    ]);

    const { pid } = run.runs.get(run.runId);
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    for (const secret of [wallet, password]) {
      expect(commandLine.includes(secret)).toBe(launch?.secretsInArguments);
      expect(JSON.stringify([shown, files])).not.toContain(secret);
      expect(run.log().join('\n')).not.toContain(secret);
    }
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual(files.map(() => 0o600));
  });

  it.each([
    { by: 'its interface', switches: { output: false }, wanted: { source: 'api', ...api } },
    { by: 'its output', switches: { api: false }, wanted: { source: 'output', ...output } },
  ] as const)('is read by $by alone', async ({ switches, wanted }) => {
    await using run = await startNext(switches);
    const reading = await run.reading((each) => isDeepStrictEqual(figuresOf(each, wanted), wanted));
    expect(figuresOf(reading, wanted)).toEqual(wanted);
  });

  it('is read by both as the devices that its interface tells', async () => {
    await using run = await startNext();
    const told = (api.devices?.length ? api : output).devices ?? [];
    // Once both have told, and some answers later.
    let answers = 0;
    const reading = await run.reading(
      ({ source }) => source === 'api' && run.log().length > 0 && (answers += 1) > 5,
    );
    expect(reading?.devices).toHaveLength(told.length);
    expect(reading?.devices).toMatchObject(told.map(knownOf));
  });
});

describe.skipIf(!isLinux)('XMRig', () => {
  it('is paused and resumed by its interface', async () => {
    await using run = await start(xmrigCase);
    await run.reading(({ source, hashrate }) => source === 'api' && hashrate === 354.63);
    await run.runs.pause(run.runId);
    expect(run.runs.get(run.runId).state).toBe('paused');
    await until('its word for it', () => run.log().some((line) => line.includes('paused')));
    await run.runs.resume(run.runId);
    await until('its word for it', () => run.log().some((line) => line.includes('resumed')));
    expect(run.runs.get(run.runId).state).not.toBe('paused');
  });

  it('shows what each thread does when the key for it is pressed', async () => {
    await using run = await start(xmrigCase, { api: false });
    run.runs.sendKeys(run.runId, 'h');
    const reading = await run.reading(({ hashrate }) => hashrate === 352.2);
    expect(reading).toMatchObject({
      source: 'output',
      hashrate: 352.2,
      devices: [{ index: 0, kind: 'cpu', hashrate: 352.2 }],
    });
  });
});

it.skipIf(!isLinux)('takes what a miner ends with on Ctrl+C for no failure', async () => {
  await using run = await start(ccminerVerusCase);
  await run.runs.stop(run.runId);
  expect(run.runs.get(run.runId)).toMatchObject({ state: 'stopped', endReason: 'user' });
});
