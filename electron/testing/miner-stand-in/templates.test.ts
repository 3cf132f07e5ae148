import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MinerSetting } from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import type { CatalogueEntry } from '../../features/miners/catalogue/catalogue-entry.ts';
import type { PrepareRequest } from '../../features/miners/ports.ts';
import { installedDriver, launchRequest } from '../launch-request.ts';
import { shippedEntries } from '../shipped-catalogue.ts';
import { tempFolder } from '../temp-folder.ts';
import type { Asked } from './persona.ts';
import { personaOf } from './personas.ts';

const entries = shippedEntries().filter(({ release }) => release !== null);
const folder = tempFolder();
afterAll(() => folder[Symbol.dispose]());
let launches = 0;

/** What the real miner would make of what our catalogue starts it with. */
async function understood(entry: CatalogueEntry, changes: Partial<PrepareRequest>): Promise<Asked> {
  launches += 1;
  const own = join(folder.path, String(launches));
  mkdirSync(own);
  const { launch, algorithms } = entry;
  const [algorithm = ''] = Object.keys(algorithms);
  const plain = launchRequest().pools.filter(({ url }) => launch?.tls === true || !/ssl/.test(url));
  const request = launchRequest({ folder: own, algorithm, pools: plain, ...changes });
  const { args } = await installedDriver(entry).prepare(request);
  const persona = await personaOf(entry.id);
  return persona.parse(args, (path) => readFileSync(path, 'utf8'));
}

/** What is amiss in how a launch was understood; null: nothing. */
async function problemOf(
  entry: CatalogueEntry,
  changes: Partial<PrepareRequest>,
): Promise<string | null> {
  const asked = await understood(entry, changes).catch((error: unknown) => String(error));
  if (typeof asked === 'string') return asked;
  const { api, ignored, pools } = asked;
  const host = entry.api?.loopback === true ? '127.0.0.1' : '0.0.0.0';
  if (ignored.length > 0) return `passes over ${ignored.join(' ')}`;
  if (api?.host !== host || api.port !== 5555) return `its interface is at ${JSON.stringify(api)}`;
  return pools[0]?.user === 'the-wallet-of-anna.rig1' ? null : JSON.stringify(pools);
}

async function problemsOf(
  entry: CatalogueEntry,
  variants: Readonly<Record<string, Partial<PrepareRequest>>>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [name, changes] of Object.entries(variants)) {
    const problem = await problemOf(entry, changes);
    if (problem !== null) problems.push(`${name}: ${problem}`);
  }
  return problems;
}

/** Values at the ends of what a setting can be. */
function valuesOf({ kind, min, max, choices }: MinerSetting): MinerSettings[string][] {
  if (kind === 'switch') return [true, false];
  if (kind === 'choice') return choices;
  return kind === 'text' ? ['0xF'] : [min ?? 1, max ?? 9];
}

describe.each(entries)('what $id is started with', (entry) => {
  it('is understood for every algorithm', async () => {
    const names = Object.keys(entry.algorithms);
    const variants = Object.fromEntries(names.map((algorithm) => [algorithm, { algorithm }]));
    // Its README has no name for it: it is told by the coin.
    const undocumented =
      entry.id === 'tt-miner' ? ['progpow-sero: Error: Unknown algo: ProgPowSero'] : [];
    expect(await problemsOf(entry, variants)).toEqual(undocumented);
  });

  it('is understood for every coin', async () => {
    const variants = Object.fromEntries(Object.keys(entry.coins).map((coin) => [coin, { coin }]));
    expect(await problemsOf(entry, variants)).toEqual([]);
  });

  it('is understood with every value of every setting', async () => {
    const variants = entry.settings.flatMap((setting) =>
      valuesOf(setting).map((value): [string, Partial<PrepareRequest>] => [
        `${setting.key} ${String(value)}`,
        { settings: { [setting.key]: value } },
      ]),
    );
    expect(await problemsOf(entry, Object.fromEntries(variants))).toEqual([]);
  });

  it('says the devices or threads, and the pools, that a profile has', async () => {
    const { launch, devices } = entry;
    const asked = await understood(entry, { threads: 3, devices: [1, 2] });
    const isForCards = devices.includes('nvidia') || devices.includes('amd');
    const workers = isForCards ? asked.devices?.split(/[ ,]/) : asked.threads;
    expect(workers).toEqual(isForCards ? ['1', '2'] : 3);
    // The second pool of the example has no password, which is another account, and is over TLS.
    const { sameAccount = false, limit = 1 } = launch?.pools ?? {};
    const several = limit > 1 && launch?.tls === true && !sameAccount;
    const pools = asked.pools.map(({ password, tls }) => `${password} ${String(tls)}`);
    const passwords = several ? ['secret-1 false', 'x true'] : ['secret-1 false'];
    expect(pools.map((pool) => pool.replace(/^ /, 'x '))).toEqual(passwords);
  });

  it('connects over TLS where it can, and is not started where it cannot', async () => {
    const pools = launchRequest().pools.slice(1);
    const told = await understood(entry, { pools }).then(
      (asked) => asked.pools.map(({ tls }) => tls),
      (error: { code: string }) => error.code,
    );
    expect(told).toEqual(entry.launch?.tls === true ? [true] : 'invalid-input');
  });
});

it('would notice what the real one does not know', async () => {
  const changed = (id: string, from: string, to: string): CatalogueEntry => {
    const text = JSON.stringify(shippedEntries().find((entry) => entry.id === id));
    expect(text).toContain(from);
    return JSON.parse(text.replace(from, to)) as CatalogueEntry;
  };
  const seen = [
    await problemOf(changed('rigel', '--api-bind', '--api-listen'), {}),
    await problemOf(changed('rigel', 'xelishashv3":"xelishashv3', 'xelishashv3":"xelis'), {
      algorithm: 'xelishashv3',
    }),
    await problemOf(changed('t-rex', 'no-watchdog', 'no-watch-dog'), {}),
    await problemOf(changed('nbminer', '"api":"{api.host}', '"apis":"{api.host}'), {}),
    await problemOf(changed('lolminer', '"--apihost","{api.host}",', ''), {}),
  ];
  expect(seen).toEqual([
    "Error: unrecognised option '--api-listen'",
    'Error: error: unsupported algorithm: xelis',
    'passes over no-watch-dog',
    'passes over apis',
    'its interface is at {"host":"0.0.0.0","port":5555}',
  ]);
});
