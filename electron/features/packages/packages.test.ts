import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { DiskFullError } from '../../base/storage-error.ts';
import type { CustomPackage } from '../../contract/values/package.ts';
import { CustomPackage as PackageSchema } from '../../contract/values/package.ts';
import { openConfiner } from '../../open-confiner.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import { listArguments, manifest } from '../../testing/ravinos/sample-packages.ts';

let workshop: PackageWorkshop;
beforeEach(async () => {
  workshop = await PackageWorkshop.open();
});
afterEach(() => workshop[Symbol.asyncDispose]());

const failure = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => errorBody(error),
  );

const folderOf = ({ id }: CustomPackage): string => {
  const [version = ''] = readdirSync(workshop.at('packages', id));
  return workshop.at('packages', id, version);
};

describe('importing a package', () => {
  it('tells all that its manifest says, and announces it', async () => {
    const announced: string[][] = [];
    workshop.hub.on('packages.changed', (all) => announced.push(all.map(({ id }) => id)));
    const custom = await workshop.import(listArguments, 'lister-1.0.zip');
    expect(PackageSchema.parse(custom)).toEqual(custom);
    expect(custom).toEqual({
      id: 'custom-lister',
      format: 'raveos',
      package: 'lister-1.0',
      name: 'lister',
      version: '1.0',
      description: 'lister for tests',
      maintainer: 'Nobody <nobody@example.org>',
      revision: 1,
      devices: ['amd', 'nvidia'],
      dualCoin: false,
      algorithms: ['ton'],
      executables: ['miner'],
      archive: 'lister-1.0.zip',
      archiveSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      bytes: Object.values(listArguments).join('').length,
      importedAt: workshop.clock.now(),
      consentedAt: null,
      scripts: [
        { path: 'RAVINOS/start.py', bytes: listArguments['RAVINOS/start.py']?.length },
        { path: 'RAVINOS/stats.py', bytes: listArguments['RAVINOS/stats.py']?.length },
      ],
      findings: [],
    });
    expect(announced).toEqual([['custom-lister']]);
    expect(readdirSync(workshop.at('packages', '.uploads'))).toEqual([]);
  });

  it('makes the programs executable that the manifest names', async () => {
    const files = { ...listArguments, miner: 'ELF, so to say' };
    const custom = await workshop.import(files, 'lister-1.0.zip');
    expect(statSync(join(folderOf(custom), 'content/miner')).mode & 0o777).toBe(0o755);
  });

  it.each([
    [{ 'readme.txt': 'x' }, 'is no package of RaveOS, HiveOS or mmpOS'],
    [
      { 'top/RAVINOS/manifest.json': manifest('a') },
      'has its manifest at top/RAVINOS/manifest.json instead of RAVINOS/manifest.json',
    ],
    [{ 'ravinos/Manifest.json': manifest('a') }, 'instead of RAVINOS/manifest.json'],
    [{ 'a/b/h-manifest.conf': 'CUSTOM_NAME=a' }, 'is no package of RaveOS, HiveOS or mmpOS'],
    [{ 'RAVINOS/manifest.json': '{' }, 'The manifest of a.zip cannot be read: It is no JSON'],
  ])('refuses %j', async (files, message) => {
    const error = await failure(workshop.import(files, 'a.zip'));
    expect(error.code).toBe('bad-package');
    expect(error.message).toContain(message);
    expect(workshop.leftovers()).toEqual([]);
    expect(workshop.packages.list()).toEqual([]);
  });

  it('refuses an archive that is none, by its name', async () => {
    expect(await failure(workshop.bring(Buffer.from('no zip'), 'a b.zip'))).toMatchObject({
      code: 'bad-archive',
      message: expect.stringContaining('a_b.zip was not unpacked') as unknown,
    });
    expect(workshop.leftovers()).toEqual([]);
  });

  it('leaves nothing where the disk refuses to remember it', async () => {
    workshop.file.failWith = new DiskFullError('/data');
    const refused = await failure(workshop.import(listArguments, 'lister-1.0.zip'));
    expect(refused.code).toBe('disk-full');
    expect(workshop.packages.list()).toEqual([]);
    expect(workshop.leftovers()).toEqual([]);
  });

  it('replaces an older version, which takes its consent along', async () => {
    const older = await workshop.import(listArguments, 'lister-1.0.zip');
    await workshop.packages.consent(older.id, older.archiveSha256);
    const again = await workshop.import(listArguments, 'lister-1.0.zip');
    expect(again.consentedAt).toBe(workshop.clock.now());
    const newer = await workshop.import(
      {
        ...listArguments,
        'RAVINOS/manifest.json': manifest('lister', { package: 'lister-2.0', version: '2.0' }),
      },
      'lister-2.0.zip',
    );
    expect(newer).toMatchObject({ id: older.id, version: '2.0', consentedAt: null });
    expect(workshop.packages.list()).toHaveLength(1);
    expect(readdirSync(workshop.at('packages', older.id))).toHaveLength(1);
  });

  it('does not replace one whose miner runs', async () => {
    const { id } = await workshop.import(listArguments, 'lister-1.0.zip');
    workshop.running.add(id);
    expect(await failure(workshop.import(listArguments, 'lister-1.0.zip'))).toMatchObject({
      code: 'miner-in-use',
      message: 'The miner of “lister” is running, so the package cannot be replaced.',
    });
    expect(workshop.leftovers()).toEqual([id]);
  });
});

describe('a package', () => {
  it('shows its scripts, and no other file', async () => {
    const { id } = await workshop.import(
      { ...listArguments, 'run.sh': `#!/bin/sh\n${'x'.repeat(300 * 1024)}` },
      'lister-1.0.zip',
    );
    const { handlers } = workshop;
    const packageId = id;
    expect(await handlers['packages.script']({ packageId, path: 'RAVINOS/start.py' })).toEqual({
      path: 'RAVINOS/start.py',
      text: listArguments['RAVINOS/start.py'],
      truncated: false,
    });
    const long = await handlers['packages.script']({ packageId, path: 'run.sh' });
    expect([long.text.length, long.truncated]).toEqual([200 * 1024, true]);
    for (const path of ['miner', '../files.json', 'RAVINOS/../miner', '/etc/passwd']) {
      expect(await failure(workshop.packages.script(id, path))).toMatchObject({
        code: 'not-found',
      });
    }
  });

  it('is not started before a person has agreed to this very archive', async () => {
    const custom = await workshop.import(listArguments, 'lister-1.0.zip');
    const driver = workshop.driver(custom.id);
    const lack = 'Nobody has agreed yet that the scripts of “lister” run on this rig.';
    expect(driver.miner).toMatchObject({ kind: 'package', installed: false, problem: lack });
    expect(await failure(workshop.prepare(driver))).toMatchObject({
      code: 'needs-consent',
      message: lack,
    });
    expect(await failure(workshop.packages.consent(custom.id, '0'.repeat(64)))).toMatchObject({
      message: 'The package “lister” was replaced since you looked at it.',
    });
    await workshop.packages.consent(custom.id, custom.archiveSha256);
    expect(workshop.driver(custom.id).miner).toMatchObject({
      installed: true,
      problem: null,
      verification: { level: 'unverified', archiveSha256: custom.archiveSha256 },
      notes: [
        expect.stringMatching(/^Scripts and miner can only write in the folder of their run/),
      ],
    });
  });

  it.each([
    ['RAVINOS/start.py', 'executable-changed'],
    ['miner', 'executable-changed'],
  ])('is not started once %s was changed', async (path, code) => {
    const driver = await workshop.agreed(listArguments, 'lister-1.0.zip');
    const [custom] = workshop.packages.list();
    if (custom) appendFileSync(join(folderOf(custom), 'content', path), '# more\n');
    expect(await failure(workshop.prepare(driver))).toMatchObject({
      code,
      message: `The file ${path} of the package “lister” was changed since it was imported.`,
    });
  });

  it('is not started once its list of files was changed, or a file is gone', async () => {
    const driver = await workshop.agreed(listArguments, 'lister-1.0.zip');
    const [custom] = workshop.packages.list();
    const folder = custom ? folderOf(custom) : '';
    rmSync(join(folder, 'content/miner'));
    const gone = await failure(workshop.prepare(driver));
    expect(gone.code).toBe('executable-missing');
    expect(gone.message).toContain('an antivirus program has probably taken it away');
    expect(gone.suggestion).toContain(join(folder, 'content'));
    writeFileSync(join(folder, 'files.json'), '[]');
    expect(await failure(workshop.prepare(driver))).toMatchObject({ code: 'executable-changed' });
  });

  it('cannot be changed by its own miner for the next start', async () => {
    const files = {
      ...listArguments,
      miner:
        '#!/bin/sh\necho evil > "$(dirname "$0")/RAVINOS/stats.py"; echo evil >> "$0"; echo done; exit\n',
    };
    const driver = await workshop.agreed(files, 'lister-1.0.zip');
    for (const _again of [1, 2]) {
      const { child, text } = workshop.start(await workshop.prepare(driver));
      await new Promise((resolve) => child.once('close', resolve));
      expect(text()).toBe('done\n');
    }
  });

  it('is there after a start of the program, without what was left unfinished', async () => {
    const custom = await workshop.import(listArguments, 'lister-1.0.zip');
    mkdirSync(workshop.at('packages', '.import-rest/content'), { recursive: true });
    mkdirSync(workshop.at('packages', 'custom-gone/123'), { recursive: true });
    mkdirSync(workshop.at('packages', custom.id, 'older'), { recursive: true });
    await workshop.reopen();
    expect(workshop.packages.list()).toEqual([custom]);
    expect(workshop.leftovers()).toEqual([custom.id]);
    expect(readdirSync(workshop.at('packages', custom.id))).toHaveLength(1);
  });

  it('is left out, and its file kept, where what is remembered of it is broken', async () => {
    await workshop.import(listArguments, 'lister-1.0.zip');
    const content = workshop.file.content as { packages: { folder: string }[] };
    workshop.file.content = {
      version: 1,
      packages: [...content.packages, { ...content.packages[0], folder: '../../etc' }],
    };
    await workshop.reopen();
    expect(workshop.packages.list()).toHaveLength(1);
    expect(workshop.notices).toEqual([
      '1 packages in packages.json could not be read and were left out.',
    ]);
    expect(workshop.file.copies).toHaveLength(1);
    workshop.file.content = { version: 7 };
    await workshop.reopen();
    expect(workshop.packages.list()).toEqual([]);
    expect(workshop.file.aside).toEqual(['holds no list of packages that this version can read']);
  });

  it('is removed with all its files, unless its miner runs', async () => {
    const { id } = await workshop.import(listArguments, 'lister-1.0.zip');
    workshop.running.add(id);
    expect(await failure(workshop.packages.remove(id))).toMatchObject({
      message: 'The miner of “lister” is running, so the package cannot be removed.',
    });
    workshop.running.clear();
    await workshop.handlers['packages.remove']({ packageId: id });
    expect(workshop.packages.list()).toEqual([]);
    expect(workshop.leftovers()).toEqual([]);
    expect(await failure(workshop.packages.remove(id))).toMatchObject({ code: 'no-such-package' });
  });

  it('says that it is for Linux elsewhere', async () => {
    await workshop.reopen({ platform: 'win32' });
    const { id } = await workshop.import(listArguments, 'lister-1.0.zip');
    expect(workshop.driver(id).miner).toMatchObject({
      supported: false,
      problem: 'Packages of RaveOS hold programs for Linux.',
    });
  });

  it('is not started where nothing can be confined, and says so before', async () => {
    await workshop.reopen({ confiner: openConfiner(workshop.at('nowhere')) });
    const driver = await workshop.agreed(listArguments, 'lister-1.0.zip');
    const text = 'Programs cannot be confined on this system, so nothing of a package is started.';
    expect(driver.miner.notes?.[0]).toContain(text);
    expect(await failure(workshop.prepare(driver))).toMatchObject({
      code: 'start-failed',
      message: text,
    });
    expect(existsSync(workshop.at('run-1/work'))).toBe(false);
  });
});
