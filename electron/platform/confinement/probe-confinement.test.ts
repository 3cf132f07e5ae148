import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launcher, lines, prelude, refusal } from '../../testing/ravinos/confined-script.ts';
import { ravinosFolder } from '../../testing/ravinos/run-script.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { findPython } from '../python/find-python.ts';
import { inForce } from './confinement.ts';
import { probeConfinement } from './probe-confinement.ts';
import { runToEnd } from './run-to-end.ts';
import { systemFolders } from './system-paths.ts';

describe('an older kernel', () => {
  it.each([1, 2, 3, 4, 5, 6])('keeps files closed with version %i of Landlock', async (version) => {
    using folder = tempFolder();
    const own = join(folder.path, 'own');
    mkdirSync(own);
    writeFileSync(join(folder.path, 'secret'), 'my key');
    const python = await findPython();
    const read = JSON.stringify([...systemFolders, ...python.folders]);
    const text = [
      `sys.path.insert(0, ${JSON.stringify(ravinosFolder)})`,
      'from confinement import landlock, privileges, seccomp',
      `landlock.abi = lambda: ${version}`,
      'privileges.drop()',
      `landlock.restrict(${read}, [top + "/own"], ["/dev/null"], "none")`,
      'seccomp.restrict("none", False)',
      'attempt("own", lambda: open(top + "/own/a", "w").close())',
      'attempt("create", lambda: open(top + "/new", "w"))',
      'attempt("read", lambda: open(top + "/secret"))',
      'attempt("truncate", lambda: os.truncate(top + "/secret", 0))',
      'attempt("open to truncate", lambda: os.open(top + "/secret", os.O_RDONLY | os.O_TRUNC))',
      'attempt("rename", lambda: os.rename(top + "/secret", top + "/own/b"))',
      'attempt("connect", lambda: socket.create_connection(("127.0.0.1", 9)))',
    ].join('\n');
    const end = await runToEnd({
      file: python.file,
      args: ['-I', '-S', '-B', '-c', `${prelude}\n${text}`, folder.path],
      cwd: own,
      env: {},
      timeoutMs: 10_000,
      maxOutputBytes: 100_000,
    });
    expect(lines(end)).toEqual([
      'own done',
      ...['create', 'read', 'truncate', 'open to truncate', 'rename', 'connect'].map(refusal),
    ]);
    expect(readFileSync(join(folder.path, 'secret'), 'utf8')).toBe('my key');
  });
});

describe('what a system can enforce', () => {
  it('is found out, and nothing where it cannot be', async () => {
    const support = await probeConfinement((await findPython()).file, launcher);
    expect(support.landlock).toBeGreaterThanOrEqual(1);
    expect(support.seccomp).toBe(true);
    expect(await probeConfinement('/no/python', launcher)).toEqual({
      landlock: 0,
      seccomp: false,
      view: false,
    });
  });

  it('is told a person in sentences', () => {
    expect(inForce({ landlock: 7, seccomp: true, view: true })).toBe(
      'Scripts and miner can only write in the folder of their run, read nothing of yours, and ' +
        'gain no rights. The start script has no network. The script that reads the figures ' +
        'reaches the port of the miner only.',
    );
    expect(inForce({ landlock: 3, seccomp: true, view: false })).toContain(
      'can connect anywhere, because this kernel cannot limit it. They could end other programs ' +
        'of yours, because this kernel cannot prevent it. The miner can use no Unix sockets, ' +
        'which some miners need.',
    );
    for (const support of [
      { landlock: 7, seccomp: false, view: true },
      { landlock: 0, seccomp: true, view: false },
    ]) {
      expect(inForce(support)).toBe(
        'This system cannot confine programs: scripts and miner may do all that you may do.',
      );
    }
  });
});
