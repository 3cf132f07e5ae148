import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { operations, type HandlerInput, type Output } from '../../contract/index.ts';
import { MinerId } from '../../contract/values/ids.ts';
import type { Miner } from '../../contract/values/miner.ts';
import {
  exampleId,
  exampleRelease,
  openWorkshop,
  type Workshop,
} from '../../testing/install-workshop.ts';
import { sampleMiner } from '../../testing/sample-miner.ts';
import { until } from '../../testing/until.ts';
import type { SignedBundle } from './catalogue/catalogue-bundle.ts';
import { minerHandlers } from './miner-handlers.ts';
import type { Driver } from './ports.ts';

type Name = keyof ReturnType<typeof minerHandlers>;

/** The miner as its driver would tell it. */
function minerOf({ installs }: Workshop): Miner {
  const versions = [...installs.versions(exampleId)];
  const active = versions.find((version) => version.active);
  return sampleMiner({
    id: exampleId,
    name: 'Example',
    version: active?.version ?? '',
    installed: active !== undefined && active.problem === null,
    verification: active?.verification ?? null,
    folder: installs.folder(exampleId),
    versions,
    newer: installs.newer(exampleId),
    problem: active?.problem ?? null,
  });
}

/** Calls as a door does: what goes in and comes out is checked by the contract. */
function callerOf(shop: Workshop, { mirror = null }: { readonly mirror?: string | null } = {}) {
  const driver = {
    get miner() {
      return minerOf(shop);
    },
  } as Driver;
  const updates: SignedBundle[] = [];
  const changes: string[] = [];
  const handlers = minerHandlers({
    drivers: () => [driver],
    installs: shop.installs,
    catalogue: {
      update: (signed) => Promise.resolve(void updates.push(signed)),
      serial: 2_026_112_201,
      entries: [],
    },
    mirror: () => mirror,
    changed: () => changes.push('miners'),
  });
  const call = async <Called extends Name>(
    name: Called,
    input: z.input<(typeof operations)[Called]['input']>,
  ): Promise<Output<Called>> => {
    const checked = operations[name].input.parse(input) as HandlerInput<Called>;
    const answer = await handlers[name](checked);
    return z.parse(operations[name].output, answer) as Output<Called>;
  };
  return { call, updates, changes };
}

describe('the operations on miners', () => {
  it('lead from the list to a program that can be started, and back', async () => {
    await using shop = await openWorkshop({
      releases: [await exampleRelease('2'), await exampleRelease('1')],
    });
    const { call } = callerOf(shop);
    const minerId = exampleId;
    const mirror = shop.server.url;
    expect(await call('miners.list', {})).toMatchObject([{ id: 'example', installed: false }]);
    const releases = await call('miners.releases', { minerId, mirror });
    expect(releases.map(({ version }) => version)).toEqual(['2', '1']);
    for (const version of ['1', '2']) {
      const job = await call('miners.install', { minerId, mirror, version });
      expect(job).toMatchObject({ minerId, state: 'looking-up' });
      await shop.ended();
    }
    expect(await call('miners.installs', {})).toMatchObject([{ state: 'done', version: '2' }]);
    const [newest] = (await call('miners.get', { minerId })).versions;
    const executableSha256 = newest?.verification.executableSha256 ?? '';
    const agreed = await call('miners.consent', { minerId, version: '2', executableSha256 });
    expect(agreed).toMatchObject({ version: '2', installed: true, problem: null });
    expect(await call('miners.verify', { minerId })).toMatchObject({ installed: true });
    expect(await call('miners.activate', { minerId })).toMatchObject({
      version: '1',
      installed: false,
    });
    expect(await call('miners.remove', { minerId, version: '1' })).toEqual({});
    expect(await call('miners.get', { minerId })).toMatchObject({ version: '2' });
    await call('miners.remove', { minerId });
    expect(await call('miners.get', { minerId })).toMatchObject({ version: '', versions: [] });
  });

  it('end an installation', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    const { call } = callerOf(shop);
    shop.server.spoil('/releases/latest', { kind: 'silent' });
    await call('miners.install', { minerId: exampleId, mirror: shop.server.url });
    expect(await call('miners.cancelInstall', { minerId: exampleId })).toMatchObject({
      state: 'cancelled',
      problem: null,
    });
  });

  it('know only the miners that there are', async () => {
    await using shop = await openWorkshop();
    const { call } = callerOf(shop);
    const minerId = MinerId.parse('nobody');
    await expect(call('miners.get', { minerId })).rejects.toMatchObject({
      code: 'no-such-miner',
      userMessage: 'This rig knows no miner called “nobody”.',
      suggestion: 'Choose a miner from the list.',
    });
    await expect(call('miners.install', { minerId })).rejects.toMatchObject({
      code: 'no-such-miner',
    });
  });

  it('install from the mirror of the settings where a call names none', async () => {
    await using shop = await openWorkshop({ releases: [await exampleRelease('1')] });
    const { call } = callerOf(shop, { mirror: shop.server.url });
    expect(await call('miners.releases', { minerId: exampleId })).toMatchObject([{ version: '1' }]);
    await call('miners.install', { minerId: exampleId });
    await until('the end', async () =>
      (await call('miners.installs', {})).every(({ state }) => state === 'done'),
    );
    expect(await call('miners.get', { minerId: exampleId })).toMatchObject({ version: '1' });
  });

  it('hand an update of the catalogue on as bytes, and tell that miners changed', async () => {
    await using shop = await openWorkshop({ releases: [] });
    const { call, updates, changes } = callerOf(shop);
    const bundle = Buffer.from('{"serial":2026112201}').toString('base64');
    const signature = Buffer.alloc(64, 7).toString('base64');
    expect(await call('miners.updateCatalogue', { bundle, signature })).toEqual({
      serial: 2_026_112_201,
      miners: 0,
    });
    expect(updates.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
      '{"serial":2026112201}',
    ]);
    expect(updates[0]?.signature).toHaveLength(64);
    expect(changes).toEqual(['miners']);
  });
});
