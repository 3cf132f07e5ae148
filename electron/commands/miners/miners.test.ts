import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MinerId } from '../../contract/values/ids.ts';
import { capturedOutput, openCommandRig, tRexRelease } from '../../testing/command-rig.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { consentMiner } from './consent.ts';
import { installMiner, type InstallOptions } from './install.ts';
import { listMiners } from './list.ts';
import { listReleases } from './releases.ts';
import { showMiner } from './show.ts';
import { updateCatalogue } from './update-catalogue.ts';
import { verifyMiners, type Verified } from './verify.ts';
import { cancelInstall, removeMiner, switchMiner } from './versions.ts';

const minerId = MinerId.parse('t-rex');
const asked: string[] = [];
const answering = (answer: boolean | null): InstallOptions => ({
  yes: false,
  signal: new AbortController().signal,
  ask: (question) => {
    asked.push(question);
    return Promise.resolve(answer);
  },
});
const agreed: InstallOptions = { ...answering(null), yes: true };

const open = async () => openCommandRig([await tRexRelease('0.26.8'), await tRexRelease('0.26.6')]);

describe('rigwright miners', () => {
  afterEach(() => {
    asked.length = 0;
    process.exitCode = undefined;
  });

  it('lists those of the catalogue, those that are there and those for an algorithm', async () => {
    await using rig = await open();
    const all = capturedOutput();
    await listMiners(rig.api, { installed: false }, all);
    expect(all.printed.find((line) => line.startsWith('t-rex '))).toMatch(
      /^t-rex +T-Rex +11 algorithms +NVIDIA +fee 1 % to 2 % +not installed$/,
    );
    const none = capturedOutput();
    await listMiners(rig.api, { installed: true }, none);
    await listMiners(rig.api, { installed: false, algorithm: 'nothing' }, none);
    expect(none.printed).toEqual(['No miner is installed.', 'No miner is known for “nothing”.']);
    const exact = capturedOutput();
    await listMiners(rig.api, { installed: false, algorithm: 'CN/0' }, exact);
    expect(exact.printed.every((line) => /  cn\/0  /.test(line))).toBe(true);
    const partly = capturedOutput();
    await listMiners(rig.api, { installed: false, algorithm: 'progpow-' }, partly);
    expect(partly.printed.find((line) => line.startsWith('t-rex '))).toContain(
      '  progpow-veil, progpow-sero  ',
    );
  });

  it('installs one, asks where nobody vouches for it, and says what was verified', async () => {
    await using rig = await open();
    const output = capturedOutput();
    await installMiner(rig.api, 'T-Rex', answering(true), output);
    const [version] = rig.installs.versions(minerId);
    const { host } = new URL(rig.server.url);
    expect(output.printed).toEqual([
      `Installed T-Rex 0.26.8: ${version?.executable}`,
      `Only compared with its download site. Its SHA-256 is the one that ${host} states, where it was downloaded from; its publisher vouches for nothing.`,
    ]);
    expect(asked).toEqual(['Start T-Rex 0.26.8 all the same?']);
    const told = output.notes.join('\n');
    expect(told).toContain('Nobody vouches for T-Rex 0.26.8: ');
    expect(told).toContain(version?.verification.source);
    expect(told).toContain(`${version?.verification.executableSha256} (program)`);
    expect(output.results).toMatchObject([{ id: 't-rex', version: '0.26.8', installed: true }]);

    const list = capturedOutput();
    await listMiners(rig.api, { installed: true }, list);
    expect(list.printed).toEqual([
      't-rex  T-Rex  0.26.8  11 algorithms  NVIDIA  fee 1 % to 2 %  installed  Only compared with its download site',
    ]);
    const releases = capturedOutput();
    await listReleases(rig.api, 't-rex', {}, releases);
    expect(releases.printed.map((line) => line.replace(/ {2}\d\S* KiB/, ''))).toEqual([
      '0.26.8  2026-01-02  t-rex-0.26.8-linux.tar.gz    installed',
      '0.26.6  2026-01-02  t-rex-0.26.6-linux.tar.gz',
    ]);
  });

  it('lists which release is newer than the one that is started', async () => {
    await using rig = await open();
    await installMiner(rig.api, 't-rex', { ...agreed, version: '0.26.6' }, capturedOutput());
    await listReleases(rig.api, 't-rex', {}, capturedOutput());
    const list = capturedOutput();
    await listMiners(rig.api, { installed: true }, list);
    expect(list.printed[0]).toContain('  installed, newer: 0.26.8  ');
    expect(list.results).toMatchObject([[{ id: 't-rex', newer: { version: '0.26.8' } }]]);
  });

  it.each([
    ['somebody says no', false],
    ['nobody can be asked', null],
  ])('leaves it installed, but not started, where %s', async (_, answer) => {
    await using rig = await open();
    const output = capturedOutput();
    const installed = installMiner(rig.api, 't-rex', answering(answer), output);
    await expect(installed).rejects.toMatchObject({
      code: 'needs-consent',
      userMessage: 'T-Rex 0.26.8 is installed, but is not started before you agree.',
      suggestion: 'Agree with “rigwright miners consent t-rex --version 0.26.8 --yes”.',
      details: { level: 'stated' },
    });
    expect(output.results).toEqual([]);
    const list = capturedOutput();
    await listMiners(rig.api, { installed: true }, list);
    expect(list.printed[0]).toContain('  waits for your consent  ');
    expect(list.notes[0]).toMatch(/^! t-rex: Nobody vouches for T-Rex 0\.26\.8/);

    await consentMiner(rig.api, 't-rex', agreed, output);
    expect(output.printed).toEqual(['You agreed that T-Rex 0.26.8 is started.']);
    expect(output.results).toMatchObject([{ installed: true, problem: null }]);
  });

  it('tells why one was not installed', async () => {
    await using rig = await open();
    const output = capturedOutput();
    rig.server.spoil('t-rex-0.26.8', { kind: 'wrong-bytes' });
    await expect(installMiner(rig.api, 't-rex', agreed, output)).rejects.toMatchObject({
      code: 'checksum-mismatch',
      userMessage: expect.stringContaining('is not the file it should be') as string,
      suggestion: expect.stringContaining('Nothing was installed') as string,
    });
    await expect(
      installMiner(rig.api, 't-rex', { ...agreed, version: '9' }, output),
    ).rejects.toMatchObject({ code: 'release-not-found' });
    expect(output.results).toEqual([]);
  });

  it('cancels, and goes on from there next time', async () => {
    await using rig = await open();
    rig.server.spoil('/objects/', { kind: 'stalled', at: 20_000 });
    const abort = new AbortController();
    const output = capturedOutput();
    const installed = installMiner(rig.api, 't-rex', { ...agreed, signal: abort.signal }, output);
    await until('something to come', () => rig.installs.jobs()[0]?.receivedBytes);
    abort.abort();
    await expect(installed).rejects.toMatchObject({
      code: 'cancelled',
      userMessage: 'Installing T-Rex was cancelled.',
      suggestion: 'What came so far is kept: “rigwright miners install t-rex” goes on from there.',
    });
    await rig.api.call('miners.install', { minerId });
    await cancelInstall(rig.api, 't-rex', output);
    expect(output.printed).toEqual([
      'Cancelled. “rigwright miners install t-rex” goes on from there.',
    ]);
    rig.server.heal();
    await installMiner(rig.api, 't-rex', agreed, output);
    const ranges = rig.server.requests.map(({ headers }) => headers.range).filter(Boolean);
    expect(ranges.at(-1)).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('shows everything about one', async () => {
    await using rig = await open();
    await installMiner(rig.api, 't-rex', { ...agreed, version: '0.26.6' }, capturedOutput());
    await installMiner(rig.api, 't-rex', answering(null), capturedOutput()).catch(() => undefined);
    const output = capturedOutput();
    await showMiner(rig.api, 't-rex', output);
    const { printed } = output;
    expect(printed.slice(0, 2)).toEqual([
      'T-Rex (t-rex)',
      '  Miner for NVIDIA cards: Ethash, Autolykos, KawPow, Octopus and ProgPow kinds.',
    ]);
    const [newer, older] = rig.installs.versions(minerId);
    for (const text of [
      'Licence     Proprietary, free of charge, closed source',
      'Fee         1 %; 2 % for Octopus and Autolykos 2 (as of 2022-10-14).',
      'State       waits for your consent',
      `      program   ${newer?.executable}`,
      `      SHA-256   ${older?.verification.executableSha256} (program)`,
      '  There has been no new version since 2022.',
    ]) {
      expect(printed).toContain(text);
    }
    const at = (start: string): number => printed.findIndex((line) => line.startsWith(start));
    expect(at('  * 0.26.8  installed 20')).toBeGreaterThan(0);
    expect(at('  - 0.26.6  installed 20')).toBeGreaterThan(at('  * 0.26.8'));
    expect(at('      ! Nobody vouches for T-Rex 0.26.8')).toBeGreaterThan(0);
    expect(printed.filter((line) => line.startsWith('      agreed    20'))).toHaveLength(1);
    expect(printed.find((line) => line.startsWith('  protocol'))).toMatch(
      /stratum \| stratum2 +default stratum +Protocol: stratum2 is for NiceHash/,
    );
  });

  it('finds what was changed or is gone, and nothing else', async () => {
    await using rig = await open();
    const none = capturedOutput();
    await verifyMiners(rig.api, undefined, none);
    expect([none.results, none.printed]).toEqual([[[]], ['No miner is installed.']]);
    await installMiner(rig.api, 't-rex', { ...agreed, version: '0.26.6' }, none);
    await installMiner(rig.api, 't-rex', answering(null), none).catch(() => undefined);
    const right = capturedOutput();
    await verifyMiners(rig.api, undefined, right);
    // That nobody agreed to the newer one does not make it a changed one.
    expect(right.printed).toEqual([
      '✓ T-Rex 0.26.8  unchanged  Only compared with its download site',
      '✓ T-Rex 0.26.6  unchanged  Only compared with its download site',
    ]);
    expect(process.exitCode).toBe(undefined);

    const [newer, older] = rig.installs.versions(minerId);
    const program = newer?.executable ?? '';
    const text = readFileSync(program, 'utf8');
    writeFileSync(program, `${text}# more\n`);
    rmSync(older?.executable ?? '');
    const wrong = capturedOutput();
    await verifyMiners(rig.api, 't-rex', wrong);
    expect(wrong.printed[0]).toMatch(/^✗ T-Rex 0\.26\.8 {2}.+ was changed since it was installed/);
    expect(wrong.printed[1]).toMatch(/^✗ T-Rex 0\.26\.6 {2}.+ has disappeared: probably antivirus/);
    const found = wrong.results[0] as Verified[];
    expect(found.map(({ unchanged }) => unchanged)).toEqual([false, false]);
    expect(process.exitCode).toBe(1);

    writeFileSync(program, text);
    const restored = capturedOutput();
    await verifyMiners(rig.api, 't-rex', restored);
    expect(restored.printed[0]).toMatch(/^✓ T-Rex 0\.26\.8/);
  });

  it('switches between versions and removes them', async () => {
    await using rig = await open();
    const quiet = capturedOutput();
    await installMiner(rig.api, 't-rex', { ...agreed, version: '0.26.6' }, quiet);
    await installMiner(rig.api, 't-rex', answering(null), quiet).catch(() => undefined);
    const output = capturedOutput();
    await switchMiner(rig.api, 't-rex', undefined, output);
    await switchMiner(rig.api, 't-rex', '0.26.8', output);
    await removeMiner(rig.api, 't-rex', { version: '0.26.6' }, output);
    expect(output.printed).toEqual([
      'T-Rex 0.26.6 is the one that is started now.',
      'T-Rex 0.26.8 is the one that is started now.',
      'Removed T-Rex 0.26.6.',
    ]);
    expect(output.notes).toEqual([
      expect.stringMatching(/^! Nobody vouches for T-Rex 0\.26\.8/) as string,
    ]);
    await expect(switchMiner(rig.api, 't-rex', undefined, output)).rejects.toMatchObject({
      code: 'no-such-version',
    });
    await expect(removeMiner(rig.api, 't-rex', { version: '1' }, output)).rejects.toMatchObject({
      userMessage: 'T-Rex 1 is not installed.',
      suggestion: 'Installed are: 0.26.8.',
    });
    await removeMiner(rig.api, 't-rex', {}, output);
    expect(output.results.at(-1)).toEqual({ minerId: 't-rex', removed: ['0.26.8'] });
    expect(rig.installs.versions(minerId)).toEqual([]);
    await expect(consentMiner(rig.api, 't-rex', agreed, output)).rejects.toMatchObject({
      userMessage: 'T-Rex is not installed.',
    });
  });

  it.each([
    ['nope', 'no-such-miner', 'There is no miner “nope”.'],
    ['../etc', 'no-such-miner', 'There is no miner “../etc”.'],
  ])('knows no miner %s', async (named, code, userMessage) => {
    await using rig = await open();
    const removed = removeMiner(rig.api, named, {}, capturedOutput());
    await expect(removed).rejects.toMatchObject({ code, userMessage });
  });

  it('takes in a catalogue of two files that can be read', async () => {
    await using rig = await open();
    using folder = tempFolder();
    const [bundle, signature] = ['bundle', 'bundle.sig'].map((name) => join(folder.path, name));
    if (bundle === undefined || signature === undefined) throw new Error('no names');
    const output = capturedOutput();
    const update = (): Promise<void> => updateCatalogue(rig.api, { bundle, signature }, output);
    await expect(update()).rejects.toThrow(`${bundle} cannot be read`);
    writeFileSync(bundle, '');
    writeFileSync(signature, 'x'.repeat(300));
    await expect(update()).rejects.toThrow(`${bundle} is empty.`);
    writeFileSync(bundle, '{}');
    await expect(update()).rejects.toThrow(`${signature} is too large`);
    writeFileSync(signature, Buffer.alloc(64));
    await update();
    expect(output.printed[0]).toMatch(/^The catalogue 1 is in use, with \d+ miners\.$/);
  });
});
