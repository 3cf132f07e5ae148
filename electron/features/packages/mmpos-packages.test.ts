import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { tarGzOf } from '../../testing/archives/build-archive.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { packed, type Files } from '../../testing/ravinos/sample-packages.ts';
import { answering, launched, older } from '../../testing/shell-packages/mmpos-packages.ts';
import { until } from '../../testing/until.ts';
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

describe('a package of mmpOS', () => {
  it('is imported with all that it says of itself', async () => {
    const custom = await workshop.bring(await tarGzOf(packed(launched)), 'myminer-1.0.tgz');
    expect(custom).toMatchObject({
      id: 'custom-myminer',
      format: 'mmpos',
      package: 'myminer-1.0',
      name: 'myminer',
      version: '1.0',
      executables: ['myminer/mmp-launch.sh', 'myminer/miner', 'myminer/mmp-stats.sh'],
      findings: [],
    });
  });

  it('is started with the words of mmpOS, and its figures come from its log', async () => {
    const driver = await agreed(launched, 'myminer-1.0.tgz');
    const prepared = await workshop.prepare(driver, { extraArguments: ['--fast', '%rig_name%'] });
    const { text } = workshop.start(prepared);
    await until('the miner to mine', () => text().split('accepted').length > 2);
    expect(text()).toContain('mining TON pool.example:3333 EQwallet.shed x --fast shed\n');
    const report = await until('figures', () => prepared.pollStats(anySignal));
    expect(report).toMatchObject({ hashrate: 90_500_000, accepted: 2, invalid: 1, rejected: 2 });
    expect(report.devices).toMatchObject([
      { name: 'RTX 3070', busId: '01:00.0', hashrate: 60_500_000 },
      { name: 'RTX 3060', busId: '0b:00.0', hashrate: 30_000_000 },
    ]);
    expect(workshop.warnings).toEqual([]);
  });

  it('without a stats script is asked itself', async () => {
    const driver = await agreed(answering, 'answering-2.tar.gz');
    const [custom] = workshop.packages.list();
    expect(custom).toMatchObject({ version: '2' });
    expect(custom?.findings.map(({ where, text }) => `${where}: ${text}`)).toEqual([
      'anyname/mmp-stats.sh: It is missing: the miner itself is asked for its figures, at /mmpos.',
    ]);
    const prepared = await workshop.prepare(driver);
    expect(await prepared.pollStats(anySignal)).toBeNull();
    expect(workshop.warnings).toEqual(['The miner does not answer at /mmpos.']);
    workshop.start(prepared);
    const report = await until('figures', () => prepared.pollStats(anySignal));
    expect(report).toMatchObject({ hashrate: 1_500, accepted: 7, rejected: 1 });
    expect(report.devices).toMatchObject([{ kind: 'cpu', hashrate: 1_500 }]);
  });

  it.each([
    ['EXTERNAL_NAME=older\n', ['./miner.sh', '--wallet', '%wallet_address%'], '--wallet EQwallet'],
    [
      'EXTERNAL_NAME=older\nEXTERNAL_BIN="miner.sh"\nEXTERNAL_CMD_OPTS="-o %pool_server%"\n',
      ['--fast'],
      '-o pool.example --fast',
    ],
  ])(
    'of older days is started by its manifest or its arguments',
    async (manifest, extraArguments, words) => {
      const driver = await agreed(older(manifest), 'older.tar.gz');
      const prepared = await workshop.prepare(driver, { extraArguments });
      const { text } = workshop.start(prepared);
      await until('the miner to mine', () => text().includes('older with'));
      expect(text()).toBe(`older with ${words}\n`);
      expect(await prepared.pollStats(anySignal)).toBeNull();
      expect(workshop.warnings).toEqual([
        'mmp-stats.sh printed no figures, but this: Miner API connection failed',
      ]);
    },
  );

  it.each([[[]], [['/bin/sh', '-c', 'id']], [['../../x']], [['--fast']]])(
    'that does not say what to start is not started with %j',
    async (extraArguments) => {
      const driver = await agreed(older('EXTERNAL_NAME=older\n'), 'older.tar.gz');
      const refused = await workshop.prepare(driver, { extraArguments }).then(
        () => null,
        (error: unknown) => errorBody(error),
      );
      expect(refused).toMatchObject({
        code: 'bad-package',
        suggestion:
          'Begin the extra arguments of the profile with a program of the package, such as ./miner.sh.',
      });
    },
  );

  it('shows no password', async () => {
    const driver = await agreed(launched, 'myminer-1.0.tgz');
    const pools = [{ url: 'tcp://a:1', user: 'me', password: 'very secret' }];
    const { files } = await workshop.prepare(driver, { pools });
    expect(JSON.stringify(files)).not.toContain('very secret');
  });
});
