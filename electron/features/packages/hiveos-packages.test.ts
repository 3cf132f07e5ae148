import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { tarGzOf } from '../../testing/archives/build-archive.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { packed, type Files } from '../../testing/ravinos/sample-packages.ts';
import { hostileHive, tonLike, verusLike } from '../../testing/shell-packages/hiveos-packages.ts';
import { until } from '../../testing/until.ts';
import { freeLoopbackPort } from '../miners/free-port.ts';
import type { PackageDriver } from './ports.ts';

let workshop: PackageWorkshop;
beforeEach(async () => {
  workshop = await PackageWorkshop.open();
});
afterEach(() => workshop[Symbol.asyncDispose]());

const anySignal = new AbortController().signal;

async function agreed(files: Files, name: string): Promise<PackageDriver> {
  const { id, archiveSha256 } = await workshop.bring(await tarGzOf(packed(files)), name);
  await workshop.packages.consent(id, archiveSha256);
  return workshop.driver(id);
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => errorBody(error),
  );

const textOf = (files: readonly { name: string; text: string }[], name: string): string =>
  files.find((file) => file.name === name)?.text ?? '';

/** Without any command in it. */
function bareFolder(at: PackageWorkshop): string {
  mkdirSync(at.at('bare'));
  return at.at('bare');
}

describe('a package of HiveOS that mines with the processor', () => {
  it('is imported with all that it says of itself', async () => {
    const archive = await tarGzOf(packed(verusLike(4068)));
    const custom = await workshop.bring(archive, 'verus_cpu-3.8.3.tar.gz');
    expect(custom).toMatchObject({
      id: 'custom-verus-cpu',
      format: 'hiveos',
      package: 'verus_cpu-3.8.3',
      name: 'verus_cpu',
      version: '3.8.3',
      executables: [
        'verus_cpu/h-run.sh',
        'verus_cpu/3.8.3/verus-cpu',
        'verus_cpu/h-config.sh',
        'verus_cpu/h-stats.sh',
        'verus_cpu/nc',
      ],
      findings: [],
      consentedAt: null,
    });
    expect(custom.scripts.map(({ path }) => path)).toEqual([
      'verus_cpu/h-config.sh',
      'verus_cpu/h-manifest.conf',
      'verus_cpu/h-run.sh',
      'verus_cpu/h-stats.sh',
    ]);
  });

  it('is started as there, and its figures are read in spite of the wrong line', async () => {
    const port = await freeLoopbackPort();
    await workshop.reopen({ devices: () => Promise.resolve([]) });
    const driver = await agreed(verusLike(port), 'verus_cpu-3.8.3.tar.gz');
    const prepared = await workshop.prepare(driver, {
      algorithm: 'verushash',
      settings: { hashAlgorithm: 'verus' },
      extraArguments: ['-t', '2'],
    });
    const words = '-a verus -o stratum+tcp://pool.example:3333 -u EQwallet.shed -p x -t 2';
    expect(textOf(prepared.files, 'pools.conf').trim()).toBe(words);
    const { text } = workshop.start(prepared);
    await until('the miner to mine', () => text().includes('verus with'));
    expect(text().trim()).toBe(`verus with ${words} -b 127.0.0.1:${port}`);
    const report = await until('figures', () => prepared.pollStats(anySignal));
    expect(report).toMatchObject({
      hashrate: 746_190,
      accepted: 3,
      rejected: 0,
      uptimeMs: 75_000,
      devices: [{ index: 0, kind: 'cpu', hashrate: 746_190 }],
    });
    const log = join(prepared.folder, 'system/var/log/miner/custom/verus_cpu.log');
    expect(readFileSync(log, 'utf8')).toBe(text());
  });

  it('is not started where its script finds that something is missing', async () => {
    const driver = await agreed(verusLike(4068), 'verus_cpu-3.8.3.tar.gz');
    const pools = [{ url: '', user: 'me', password: '' }];
    expect(await failure(workshop.prepare(driver, { pools }))).toMatchObject({
      code: 'script-failed',
      message: 'h-config.sh of the package failed (1): nothing in CUSTOM_URL',
    });
  });

  it('shows no password', async () => {
    const driver = await agreed(verusLike(4068), 'verus_cpu-3.8.3.tar.gz');
    const pools = [{ url: 'tcp://a:1', user: 'me', password: 'very secret' }];
    const { files, secrets } = await workshop.prepare(driver, { pools });
    expect(JSON.stringify(files)).not.toContain('very secret');
    expect(textOf(files, 'wallet.conf')).toContain('CUSTOM_PASS="***"');
    expect(secrets).toEqual(['very secret']);
  });
});

describe('a package of HiveOS that mines with cards', () => {
  it('tells its figures card by card, and none before it has any', async () => {
    const driver = await agreed(tonLike, 'TON_Miner_HiveOS-2.1.1.tar.gz');
    const prepared = await workshop.prepare(driver);
    expect(JSON.parse(textOf(prepared.files, 'hive-config.json'))).toEqual({
      rig: 'shed',
      wallet: 'EQwallet.shed',
    });
    expect(await prepared.pollStats(anySignal)).toMatchObject({ hashrate: 0, devices: [] });
    const { text } = workshop.start(prepared);
    await until('the miner to mine', () => text().includes('ton with'));
    expect(text()).toBe('ton with -w EQwallet.shed -r shed\n');
    const report = await until('figures', async () => {
      const found = await prepared.pollStats(anySignal);
      return found !== null && found.hashrate !== 0 && found;
    });
    expect(report).toMatchObject({ hashrate: 90_500_000, accepted: 12, rejected: 1 });
    expect(report.devices).toMatchObject([
      { name: 'RTX 3070', busId: '01:00.0', hashrate: 60_500_000, temperature: null },
      { name: 'RTX 3060', busId: '0b:00.0', hashrate: 30_000_000, fanPercent: null },
    ]);
    expect(workshop.warnings).toEqual([]);
  });

  it('gets the extra arguments of the profile as its configuration', async () => {
    const driver = await agreed(tonLike, 'TON_Miner_HiveOS-2.1.1.tar.gz');
    const settings = { userConfig: 'OWN_RIGNAME=barn' };
    const { files } = await workshop.prepare(driver, { settings });
    expect(JSON.parse(textOf(files, 'hive-config.json'))).toMatchObject({ rig: 'barn' });
  });

  it('is not started where its script calls exit', async () => {
    const driver = await agreed(tonLike, 'TON_Miner_HiveOS-2.1.1.tar.gz');
    const pools = [{ url: 'tcp://a:1', user: '', password: '' }];
    expect(await failure(workshop.prepare(driver, { pools }))).toMatchObject({
      message: 'h-config.sh of the package failed (1): there is no wallet',
    });
  });

  it('comes as .zip and .tgz as well, with one folder or none', async () => {
    const plain = Object.fromEntries(
      Object.entries(tonLike).map(([path, text]) => [path.split('/').slice(1).join('/'), text]),
    );
    const bare = await workshop.import(plain, 'TON_Miner_HiveOS-2.1.1.zip');
    expect(bare).toMatchObject({ format: 'hiveos', findings: [], version: '2.1.1' });
    await workshop.packages.consent(bare.id, bare.archiveSha256);
    const { text } = workshop.start(await workshop.prepare(workshop.driver(bare.id)));
    await until('the miner to mine', () => text().includes('ton with -w EQwallet.shed'));
  });

  it('says which programs it needs that are not there, once more at the start', async () => {
    const files = {
      ...tonLike,
      'TON_Miner_HiveOS/h-config.sh':
        'conf=$(netstat -t)\necho x: numactl: command not found\nexit 127\n',
    };
    // A name that no rig has, in place of one that it may have.
    await using bare = await PackageWorkshop.open({ commandFolders: [bareFolder(workshop)] });
    const custom = await bare.bring(await tarGzOf(packed(files)), 'TON_Miner_HiveOS-2.1.1.tar.gz');
    expect(custom.findings).toContainEqual({
      severity: 'warning',
      where: 'TON_Miner_HiveOS/h-config.sh',
      text: 'It needs netstat, which this rig did not have. Install it: apt install net-tools.',
    });
    expect(custom.findings.map(({ where }) => where)).toEqual([
      'TON_Miner_HiveOS/h-config.sh',
      'TON_Miner_HiveOS/h-run.sh',
      'TON_Miner_HiveOS/h-stats.sh',
    ]);
    await bare.packages.consent(custom.id, custom.archiveSha256);
    expect(await failure(bare.prepare(bare.driver(custom.id)))).toMatchObject({
      code: 'script-failed',
      message: 'h-config.sh of the package needs numactl, which this rig does not have.',
      suggestion: 'Install what is missing (apt install numactl), then start again.',
    });
  });
});

describe('a broken package of HiveOS', () => {
  it('is imported with everything that is wrong', async () => {
    const files = {
      'other/h-manifest.conf': 'CUSTOM_NAME=x\nCUSTOM_CONFIG_FILENAME=/hive/custom/else/c\n',
      'readme.txt': 'x',
    };
    const archive = await tarGzOf(packed(files));
    const custom = await workshop.bring(archive, 'thing-1.tar.gz');
    expect(
      custom.findings.map(({ severity, where, text }) => `${severity} ${where}: ${text}`),
    ).toEqual([
      'warning thing-1.tar.gz: After its name HiveOS expects the folder “thing”; here “other” works as well.',
      'warning readme.txt: It lies outside of the folder “other” and is left out.',
      'warning other/h-manifest.conf: CUSTOM_CONFIG_FILENAME: It lies in the folder of “else”, but the package has the folder “other”.',
      'error other/h-run.sh: It is missing.',
      'warning other/h-config.sh: It is missing, so the miner is not told pool and wallet.',
      'warning other/h-stats.sh: It is missing, so nothing tells the hashrate.',
    ]);
    await workshop.packages.consent(custom.id, custom.archiveSha256);
    expect(await failure(workshop.prepare(workshop.driver(custom.id)))).toMatchObject({
      code: 'bad-package',
      message: 'The package cannot be used: other/h-run.sh: It is missing.',
    });
  });

  const withStats = (script: string): Files => ({
    'm/h-manifest.conf': 'CUSTOM_NAME=m\nCUSTOM_CONFIG_FILENAME=/hive/miners/custom/m/c\n',
    'm/h-config.sh': 'echo x > $CUSTOM_CONFIG_FILENAME\n',
    'm/h-run.sh': '#!/bin/sh\nsleep 1000\n',
    'm/h-stats.sh': script,
  });

  it.each([
    ['khs=5; stats="{}"; exit 3', 5_000],
    ['khs=5\nstats=\'{"hs":[5]}\'\nreturn 1', 5_000],
    ['set -eu\nkhs=5\nstats="{}"\nfalse', 5_000],
    ['khs=$(echo 5)\nif then', 5_000],
    ['f() { khs=5; stats="{\\"hs\\": [2, 3]}"; }; f', 5_000],
    ['unset stats; khs=5', 5_000],
  ])('is understood as far as it gets: %j', async (script, hashrate) => {
    const { pollStats } = await workshop.prepare(await agreed(withStats(script), 'm-1.tar.gz'));
    expect((await pollStats(anySignal))?.hashrate).toBe(hashrate);
  });

  it.each([
    ['sleep 1000', 'was ended, because it took longer than 8 s.'],
    [
      'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done',
      'because it printed without end.',
    ],
    ['', 'h-stats.sh said nothing of the miner in “stats”.'],
    ['stats="{"', 'The figures are no JSON.'],
    [
      'jqq() { :; }\nxxd_missing; echo "h-stats.sh: line 1: xxd: command not found" >&2; stats="{}"',
      'It needs xxd, which this rig did not have. Install it: apt install xxd.',
    ],
  ])('that does %j when asked is told of once', async (script, warning) => {
    const { pollStats } = await workshop.prepare(await agreed(withStats(script), 'm-1.tar.gz'));
    await pollStats(anySignal);
    expect(workshop.warnings.join('\n')).toContain(warning);
  });
});

describe('a hostile package of HiveOS', () => {
  it('reaches nothing of the person, neither by its scripts nor by its miner', async () => {
    const outside = workshop.at('outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'id_rsa'), 'my key');
    const driver = await agreed(hostileHive(outside), 'hostile-1.tar.gz');
    const prepared = await workshop.prepare(driver);
    const said = textOf(prepared.files, 'h-config.sh');
    for (const deed of [
      'write',
      'overwrite',
      'read',
      'remove',
      'profile',
      'system',
      'sudo',
      'net',
    ]) {
      expect(said).toContain(`${deed} refused`);
    }
    const { text } = workshop.start(prepared);
    await until('the miner to end', () => text().includes('all tried'));
    await prepared.pollStats(anySignal);
    const ofStats = readFileSync(join(prepared.cwd, 'said.txt'), 'utf8');
    expect(said + text() + ofStats).not.toContain('DONE');
    expect(ofStats).toContain('read refused');

    expect(readFileSync(join(outside, 'id_rsa'), 'utf8')).toBe('my key');
    for (const name of ['written', 'by-sudo', 'by-manifest', 'hostile.log']) {
      expect(existsSync(join(outside, name))).toBe(false);
    }
  });
});
