import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DiskJsonFile } from '../../../platform/files/disk-json-file.ts';
import {
  exampleArchive,
  exampleId,
  exampleRelease,
  openInstalls,
  openWorkshop,
  programOf,
  type Workshop,
} from '../../../testing/install-workshop.ts';
import { tempFolder } from '../../../testing/temp-folder.ts';
import { until } from '../../../testing/until.ts';
import type { Installs } from './installs.ts';

const victim = fileURLToPath(new URL('../../../testing/install-victim.ts', import.meta.url));

/** @returns whether it was killed at the step, and did not end by itself */
async function runVictim(
  { folder, mirror }: { readonly folder: string; readonly mirror: string },
  what: 'install' | 'remove',
  step: number,
): Promise<boolean> {
  const args = [victim, folder, mirror, what, String(step)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(`the program failed with ${code}`);
  return signal === 'SIGKILL';
}

const openIn = (folder: string): Promise<Installs> =>
  openInstalls({
    folder: join(folder, 'miners'),
    file: new DiskJsonFile({
      file: join(folder, 'miners.json'),
      notify: () => undefined,
      now: Date.now,
    }),
  });

async function installIn(folder: string, mirror: string): Promise<void> {
  await using installs = await openIn(folder);
  installs.install({ minerId: exampleId, mirror });
  await until('the end', () => installs.jobs()[0]?.state === 'done');
}

/** What the next start finds: the program of the version, or null where there is none. */
async function found(folder: string): Promise<string | null> {
  await using installs = await openIn(folder);
  const [version, ...more] = installs.versions(exampleId);
  expect(more).toEqual([]);
  if (!version) return null;
  await installs.verify(exampleId);
  expect(installs.versions(exampleId)[0]?.problem).toContain('Nobody vouches');
  return readFileSync(version.executable, 'utf8');
}

const old = '#!/bin/sh\necho old\n';

/** Kills it at each step in turn. @returns what the next start found each time */
async function killedEverywhere(
  what: 'install' | 'remove',
  isInstalled: boolean,
): Promise<(string | null)[]> {
  const outcomes: (string | null)[] = [];
  for (let step = 0; step < 50; step += 1) {
    using folder = tempFolder();
    const miners = join(folder.path, 'miners');
    await using shop: Workshop = await openWorkshop({ folder: miners });
    const places = { folder: folder.path, mirror: shop.server.url };
    if (isInstalled) {
      shop.serve(await exampleRelease('1', { data: await exampleArchive('1', old) }));
      await installIn(folder.path, shop.server.url);
    }
    shop.serve(await exampleRelease('1'));
    const isKilled = await runVictim(places, what, step);
    outcomes.push(await found(folder.path));
    expect(shop.left()).toHaveLength(outcomes.at(-1) === null ? 0 : 3);
    if (!isKilled) return outcomes;
  }
  throw new Error('it never ended by itself');
}

describe.runIf(process.platform === 'linux')('a program that is killed at any moment', () => {
  const fresh = programOf('1');
  it('while it installs leaves a whole version or none', async () => {
    // Before and after: the archive taken, unpacked, put in place, recorded; then not killed.
    expect(await killedEverywhere('install', false)).toEqual([
      ...Array<null>(7).fill(null),
      fresh,
      fresh,
    ]);
  }, 120_000);

  it('while it replaces a version leaves the old one or the new one', async () => {
    // As above, and between unpacking and putting in place: the old one moved aside.
    expect(await killedEverywhere('install', true)).toEqual([
      ...Array<string>(9).fill(old),
      fresh,
      fresh,
    ]);
  }, 120_000);

  it('while it removes a version leaves it or nothing', async () => {
    // Before and after: moved aside, recorded; then not killed.
    expect(await killedEverywhere('remove', true)).toEqual([old, old, old, null, null]);
  }, 120_000);
});
