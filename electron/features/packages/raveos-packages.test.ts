import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorBody } from '../../base/app-error.ts';
import { PackageWorkshop } from '../../testing/ravinos/package-workshop.ts';
import {
  daemon,
  hostile,
  listArguments,
  manifest,
  missingFiles,
  wrongKey,
} from '../../testing/ravinos/sample-packages.ts';
import { until } from '../../testing/until.ts';

let workshop: PackageWorkshop;
beforeEach(async () => {
  workshop = await PackageWorkshop.open();
});
afterEach(() => workshop[Symbol.asyncDispose]());

const anySignal = new AbortController().signal;

const failure = (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => errorBody(error),
  );

describe('a package that joins its arguments', () => {
  it('is started with them, and its figures come card by card', async () => {
    const driver = await workshop.agreed(listArguments, 'lister-1.0.zip');
    const prepared = await workshop.prepare(driver, { extraArguments: ['--fast', '--level=3'] });
    const { text } = workshop.start(prepared);
    await until('the miner to mine', () => text().includes('mining'));
    expect(text()).toBe('mining with -w EQwallet.shed --fast --level=3\n');
    const report = await until('figures', async () => {
      const found = await prepared.pollStats(anySignal);
      return found !== null && found.hashrate !== 0 && found;
    });
    expect(report).toMatchObject({ hashrate: 14_500_000, accepted: 3, rejected: 1, invalid: 0 });
    expect(report.devices).toMatchObject([
      { index: 0, busId: '01:00.0', name: 'RTX 3070', hashrate: 12_500_000 },
      { index: 1, busId: '0b:00.0', name: 'RTX 3060', hashrate: 2_000_000 },
    ]);
    expect(prepared.files.find(({ name }) => name === 'start.py')?.text).toBe('info: as shed');
    expect(workshop.warnings).toEqual([]);
  });

  it('is started without any, too', async () => {
    const driver = await workshop.agreed(listArguments, 'lister-1.0.zip');
    const { files } = await workshop.prepare(driver);
    expect(files.find(({ name }) => name === 'ravinos.run()')?.text).toMatch(
      /\/miner\/miner -w EQwallet\.shed $|\/miner\/miner -w EQwallet\.shed$/,
    );
  });
});

describe('a package with a misspelt count', () => {
  it('has no figures until there are any, and then no accepted shares', async () => {
    const driver = await workshop.agreed(wrongKey, 'misspelt-1.0.zip');
    const prepared = await workshop.prepare(driver);
    expect(await prepared.pollStats(anySignal)).toBeNull();
    expect(workshop.warnings).toHaveLength(1);
    expect(workshop.warnings[0]).toMatch(
      /^stats\.py of the package failed \(1\): FileNotFoundError: .*stats\.json/,
    );
    workshop.start(prepared);
    const report = await until('figures', () => prepared.pollStats(anySignal));
    expect(report).toMatchObject({ hashrate: 15_000_000, accepted: 0, rejected: 2 });
    expect(workshop.warnings.slice(1)).toEqual(['“shares.accpeted” is not known and was dropped.']);
  });
});

describe('a package that lacks files', () => {
  it('is imported with everything that is wrong, and cannot be used', async () => {
    const custom = await workshop.import(missingFiles, 'gappy-1.0.zip');
    expect(custom.findings).toEqual([
      { severity: 'error', where: 'RAVINOS/stats.py', text: 'It is missing.' },
      {
        severity: 'warning',
        where: 'RAVINOS/manifest.json: executable',
        text: '“miner” lies at bin/miner.',
      },
      {
        severity: 'error',
        where: 'RAVINOS/manifest.json: executable',
        text: '“tools/helper” is not in the package.',
      },
    ]);
    await workshop.packages.consent(custom.id, custom.archiveSha256);
    const driver = workshop.driver(custom.id);
    expect(driver.miner).toMatchObject({
      installed: false,
      problem: 'The package cannot be used: RAVINOS/stats.py: It is missing.',
    });
    expect(await failure(workshop.prepare(driver))).toMatchObject({ code: 'bad-package' });
  });
});

describe('a package that puts its miner into the background', () => {
  it('is held as long as that works, shows its log, and cannot write into the system', async () => {
    const driver = await workshop.agreed(daemon, 'daemon-1.0.zip');
    const prepared = await workshop.prepare(driver);
    const { child, text } = workshop.start(prepared);
    await until('the log of the miner', () => text().includes('GPU #1: 80 it/s'));
    expect(text()).toContain('the miner is started\n{"alias": "shed"} GPU #0: 120 it/s');
    expect(child.exitCode).toBeNull();
    expect(existsSync('/usr/lib/libstranger.so')).toBe(false);
    const report = await until('figures', () => prepared.pollStats(anySignal));
    expect(report).toMatchObject({ hashrate: 200, accepted: 4, invalid: 0 });
    expect(workshop.warnings).toEqual(['“shares.invalid” is less than 0.']);
    const start = prepared.files.find(({ name }) => name === 'start.py');
    expect(start?.text).toMatch(
      /cannot create regular file '\/usr\/lib\/[^']*': (?:Permission denied|Read-only file system)/,
    );
  });
});

describe('a hostile package', () => {
  const deeds = [
    'write',
    'overwrite',
    'read',
    'remove',
    'profile',
    'system',
    'own script',
    'parent',
    'unix',
    'net',
  ];
  /** Which layer keeps it back differs. */
  const refused = (deed: string): RegExp => new RegExp(`${deed} E(?:ACCES|PERM|ROFS|NOENT)\\b`);

  it('reaches nothing of the person, not by its scripts and not by its miner', async () => {
    const outside = workshop.at('outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'id_rsa'), 'my key');
    const driver = await workshop.agreed(hostile(outside), 'hostile-1.0.zip');
    const prepared = await workshop.prepare(driver);

    const start = prepared.files.find(({ name }) => name === 'start.py')?.text ?? '';
    for (const deed of deeds) expect(start).toMatch(refused(deed));
    await prepared.pollStats(anySignal);
    expect(workshop.warnings).toHaveLength(deeds.length);
    for (const [at, deed] of deeds.entries()) expect(workshop.warnings[at]).toMatch(refused(deed));
    const { child, text } = workshop.start(prepared);
    await until('the miner to end', () => child.exitCode !== null);
    // Its own copy may be written to; it has no scripts of ours in it that count.
    const ofMiner = deeds.filter((deed) => !['own script', 'parent', 'net'].includes(deed));
    for (const deed of ofMiner) expect(text()).toMatch(refused(deed));
    expect(start + text()).not.toMatch(/(?:write|read|remove|profile|system|unix) DONE/);

    expect(readFileSync(join(outside, 'id_rsa'), 'utf8')).toBe('my key');
    for (const name of ['written', 'by-sudo', 'by-su', 'by-pkexec']) {
      expect(existsSync(join(outside, name))).toBe(false);
    }
    expect(existsSync('/usr/lib/libstranger.so')).toBe(false);
  });

  it.each([
    [
      'waits for ever',
      'import time; time.sleep(1000)',
      'was ended, because it took longer than 5 s.',
    ],
    [
      'prints without end',
      'while True: print("x" * 1000)',
      'was ended, because it printed without end.',
    ],
    [
      'starts itself again and again',
      'import os\nfor _ in range(6): os.fork()\nimport time; time.sleep(1000)',
      'was ended, because it took longer than 5 s.',
    ],
    ['takes all memory', 'bytearray(3 * 2 ** 30)', 'failed (1): MemoryError'],
    [
      'answers with a pipe',
      'import os; os.mkfifo(os.environ["RAVINOS_RESULT"])',
      'did not call ravinos.set_stats().',
    ],
    [
      'answers with a link',
      'import os; os.symlink("/etc/passwd", os.environ["RAVINOS_RESULT"])',
      'did not call ravinos.set_stats().',
    ],
    [
      'answers with too much',
      'import os; open(os.environ["RAVINOS_RESULT"], "w").write("x" * 2000000)',
      'did not call ravinos.set_stats().',
    ],
    [
      'answers nonsense',
      'import os; open(os.environ["RAVINOS_RESULT"], "w").write("[" * 99999)',
      'The figures are no JSON.',
    ],
  ])('that %s when asked for figures is told of, and that is all', async (_what, text, warning) => {
    const files = { ...listArguments, 'RAVINOS/stats.py': text };
    const driver = await workshop.agreed(files, 'lister-1.0.zip');
    const { pollStats } = await workshop.prepare(driver);
    expect(await pollStats(anySignal)).toBeNull();
    expect(workshop.warnings).toHaveLength(1);
    expect(workshop.warnings[0]).toContain(warning);
  });
});

describe('a start script', () => {
  const starting = async (script: string, more: Record<string, string> = {}) => {
    const files = { ...listArguments, 'RAVINOS/start.py': script, ...more };
    return workshop.agreed(files, 'lister-1.0.zip');
  };

  it.each([
    ['pass', 'start.py of the package did not call ravinos.run() with a command.'],
    [
      'import ravinos; ravinos.run("")',
      'start.py of the package did not call ravinos.run() with a command.',
    ],
    ['import ravinos; ravinos.error("no wallet")', 'start.py of the package failed (1): no wallet'],
    ['print("a"); raise ValueError("b")', 'start.py of the package failed (1): ValueError: b'],
    ['import os; os.kill(os.getpid(), 9)', 'start.py of the package was killed.'],
  ])('that does `%s` fails with the reason', async (script, message) => {
    expect(await failure(workshop.prepare(await starting(script)))).toMatchObject({
      code: 'script-failed',
      message,
    });
  });

  it.each(['/usr/bin/id', 'no-such-program', '../../outside', '/etc/passwd', './RAVINOS'])(
    'cannot start %s',
    async (program) => {
      const script = `import ravinos; ravinos.run(${JSON.stringify(program)})`;
      expect(await failure(workshop.prepare(await starting(script)))).toMatchObject({
        code: 'bad-package',
        message: `The start script of the package names “${program}”, which is no file of the package.`,
      });
    },
  );

  it('cannot pass off a program of the system as its own', async () => {
    const script =
      'import os, ravinos\nos.symlink("/usr/bin/id", ravinos.get_config()["miner_dir"] + "/mine")\n' +
      'ravinos.run("./mine")';
    expect(await failure(workshop.prepare(await starting(script)))).toMatchObject({
      code: 'bad-package',
    });
  });

  it.each([
    ['./miner | cat', 'sh'],
    ['bash begin.sh', 'bash'],
    ["sh -c './miner; true'", 'sh'],
  ])('asks again before it starts `%s`', async (command, program) => {
    const driver = await starting(`import ravinos; ravinos.run(${JSON.stringify(command)})`);
    const { id } = driver.miner;
    expect(await failure(workshop.prepare(driver))).toMatchObject({
      code: 'needs-consent',
      message: `The start script of “lister” wants to start “${program}”, which is no part of the package: ${command}`,
    });
    const [custom] = workshop.packages.list();
    expect(custom?.consentedAt).toBeNull();
    expect(custom?.findings).toEqual([
      {
        severity: 'warning',
        where: 'RAVINOS/start.py',
        text: `It starts “${program}”, which is no part of it: ${command}`,
      },
    ]);
    await workshop.packages.consent(id, custom?.archiveSha256 ?? '');
    const { args } = await workshop.prepare(workshop.driver(id));
    expect(args.some((word) => word.endsWith(`/${program}`))).toBe(true);
  });

  it('gets every field of its task, and no password of it is shown', async () => {
    const script =
      'import json, ravinos\ntask = ravinos.get_config()\nravinos.info(json.dumps(task))\nravinos.run("./miner")';
    const { files, folder } = await workshop.prepare(await starting(script), {
      pools: [{ url: 'ssl://pool.example:1', user: 'me', password: 'very secret' }],
      settings: { poolMode: 'nicehash', intensity: '20' },
      devices: [1],
    });
    const told = files.find(({ name }) => name === 'start.py')?.text ?? '';
    expect(JSON.parse(told.replace('info: ', ''))).toMatchObject({
      auth_config: { ewal: 'EQwallet', worker: 'shed', pass: '***' },
      coins: [{ pools: [{ password: '***', pool_type: 0b1000_0010 }] }],
      work_dir: join(folder, 'work'),
      args: [],
      mpus: [{ id: 1, pci: '0b:00.0' }],
      intensity: '20',
    });
    expect(JSON.stringify(files)).not.toContain('very secret');
  });

  it('may name any file of its package, executable or not', async () => {
    const driver = await starting('import ravinos; ravinos.run(["./tools/run me.sh", "a b"])', {
      'tools/run me.sh': 'echo "got $1"\n',
    });
    // Without a first line the kernel cannot start it; with one it can.
    const named = await starting('import ravinos; ravinos.run(["./tools/run me.sh", "a b"])', {
      'RAVINOS/manifest.json': manifest('other'),
      'tools/run me.sh': '#!/bin/sh\necho "got $1"\n',
    });
    const { child, text } = workshop.start(await workshop.prepare(named));
    await until('its end', () => child.exitCode !== null);
    expect(text()).toBe('got a b\n');
    const other = workshop.start(await workshop.prepare(driver));
    await until('its end', () => other.child.exitCode !== null);
    expect(other.child.exitCode).toBe(127);
  });
});
