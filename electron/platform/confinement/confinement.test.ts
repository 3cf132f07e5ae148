import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { confined, layerSets, lines, refusal } from '../../testing/ravinos/confined-script.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { ownDevices, plainDevices } from './system-paths.ts';

describe('a confined program', () => {
  it('works in its own folder', async () => {
    using folder = tempFolder();
    const end = await confined(
      folder.path,
      'open("a", "w").write("x"); os.mkdir("b"); os.rename("a", "b/a"); os.unlink("b/a")\n' +
        'print(subprocess.run(["/bin/sh", "-c", "echo $((1+1)) > c; cat c"], capture_output=True).stdout)',
    );
    expect(end).toMatchObject({ ending: 'exited', exitCode: 0, output: "b'2\\n'\n" });
  });

  it.each(layerSets)('writes nothing elsewhere, kept by %j', async (...layers) => {
    using folder = tempFolder();
    const end = await confined(
      folder.path,
      [
        'attempt("create", lambda: open(top + "/new", "w"))',
        'attempt("tmp", lambda: open("/tmp/rigwright-confined", "w"))',
        'attempt("append", lambda: open(top + "/secret", "a"))',
        'attempt("truncate", lambda: os.truncate(top + "/secret", 0))',
        'attempt("remove", lambda: os.unlink(top + "/secret"))',
        'attempt("rename", lambda: os.rename(top + "/secret", "mine"))',
        'attempt("link", lambda: os.link(top + "/secret", "mine"))',
        'attempt("folder", lambda: os.mkdir(top + "/d"))',
        'os.symlink(top + "/new", "way")',
        'attempt("symlink", lambda: open("way", "w"))',
        'attempt("climb", lambda: open("../new", "w"))',
        'attempt("mode", lambda: os.chmod(top + "/secret", 0o777))',
        'attempt("owner", lambda: os.chown(top + "/secret", 12345, 12345))',
        'attempt("time", lambda: os.utime(top + "/secret", (1, 1)))',
      ].join('\n'),
      { rules: { layers } },
    );
    expect(lines(end)).toEqual([
      ...[
        'create',
        'tmp',
        'append',
        'truncate',
        'remove',
        'rename',
        'link',
        'folder',
        'symlink',
      ].map(refusal),
      refusal('climb'),
      // As if done, because scripts make their miner executable: what counts is below.
      'mode done',
      'owner done',
      'time done',
    ]);
    const { mode, mtimeMs, uid } = statSync(join(folder.path, 'secret'));
    expect([mode & 0o777, uid, mtimeMs > 1e12]).toEqual([0o600, process.getuid?.(), true]);
    expect(readFileSync(join(folder.path, 'secret'), 'utf8')).toBe('my key');
    expect(existsSync(join(folder.path, 'new'))).toBe(false);
    expect(existsSync('/tmp/rigwright-confined')).toBe(false);
  });

  it.each(layerSets)('reads nothing of the person, kept by %j', async (...layers) => {
    using folder = tempFolder();
    const end = await confined(
      folder.path,
      [
        'attempt("key", lambda: open(top + "/secret").read())',
        'attempt("home", lambda: os.listdir(os.path.expanduser("~root") + "/.ssh"))',
        'attempt("shadow", lambda: open("/etc/shadow"))',
        ...(layers.includes('landlock')
          ? [`attempt("environment", lambda: open("/proc/${process.pid}/environ").read())`]
          : []),
        'print(sorted(set(os.environ) - {"LC_CTYPE"}))',
      ].join('\n'),
      { rules: { layers } },
    );
    expect(lines(end)).toEqual([
      ...['key', 'home', 'shadow', ...(layers.includes('landlock') ? ['environment'] : [])].map(
        refusal,
      ),
      "['PATH', 'RIGWRIGHT_RUN']",
    ]);
  });

  it('sees nothing but what it was given', async () => {
    using folder = tempFolder();
    const text = 'print(sorted(os.listdir("/")), os.listdir(top), os.listdir("/tmp"))';
    const end = await confined(folder.path, text, { rules: { layers: ['view'] } });
    const [shown = ''] = lines(end);
    expect(shown).toMatch(/'bin'.*'proc'.*'usr'/);
    expect(shown).not.toMatch(/'(?:home|mnt|srv|boot)'/);
    expect(shown.endsWith(`['own'] ['${folder.path.split('/').at(-1)}']`)).toBe(true);
  });

  it('can make terminals of its own, as tmux does', async () => {
    using folder = tempFolder();
    const text =
      'import pty\nchild, line = pty.fork()\nif child == 0: os.execv("/bin/echo", ["echo", "hello"])\n' +
      'print(os.read(line, 5).decode(), os.listdir("/dev/pts") != [])';
    const devices = [...plainDevices, '/dev/pts', '/dev/ptmx'];
    const end = await confined(folder.path, text, { rules: { devices } });
    expect(lines(end)).toEqual(['hello True']);
  });

  it('has its own streams by their names, as shells need them', async () => {
    using folder = tempFolder();
    const text =
      'import subprocess\nscript = "read line < <(echo hello); echo $line > /dev/stdout"\n' +
      'print(subprocess.check_output(["/bin/bash", "-c", script]).decode().strip())';
    expect(lines(await confined(folder.path, text))).toEqual(['hello']);
  });

  it('has shared memory of its own', async () => {
    using folder = tempFolder();
    const name = `rigwright-${process.pid}`;
    writeFileSync(`/dev/shm/${name}`, 'of another program');
    const text = `print(os.listdir("/dev/shm")); open("/dev/shm/${name}", "w").write("x" * 99)`;
    const devices = [...plainDevices, ...ownDevices];
    const end = await confined(folder.path, text, { rules: { devices } });
    const after = readFileSync(`/dev/shm/${name}`, 'utf8');
    rmSync(`/dev/shm/${name}`);
    expect([end.output, after]).toEqual(['[]\n', 'of another program']);
  });

  it('reaches no service that listens among the files', async () => {
    using folder = tempFolder();
    const socket = join(folder.path, 'service.sock');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const text = `attempt("service", lambda: socket.socket(socket.AF_UNIX).connect(${JSON.stringify(socket)}))`;
    const rules = { network: 'open' } as const;
    const viewed = await confined(folder.path, text, { rules });
    expect(lines(viewed)).toEqual(['service ENOENT']);
    const landlocked = await confined(folder.path, text, {
      rules: { ...rules, layers: ['landlock'] },
    });
    expect(lines(landlocked)).toEqual(['service EACCES']);
    server.close();
  });

  it('gains no rights and touches no other process', async () => {
    using folder = tempFolder();
    const end = await confined(
      folder.path,
      [
        'libc = ctypes.CDLL(None, use_errno=True)',
        'def call(*args):',
        '    if libc.syscall(*args) < 0: raise OSError(ctypes.get_errno(), "")',
        `attempt("signal", lambda: os.kill(${process.pid}, 0))`,
        `attempt("trace", lambda: call(${process.arch === 'arm64' ? 117 : 101}, 16, ${process.pid}, 0, 0))`,
        'attempt("namespace", lambda: call(*((97,) if os.uname().machine == "aarch64" else (272,)), 0x10000000))',
        'attempt("keys", lambda: call(*((219,) if os.uname().machine == "aarch64" else (250,)), 0, -3, 0))',
        `attempt("limits", lambda: __import__("resource").prlimit(${process.pid}, 7))`,
        'attempt("user", lambda: os.setuid(12345) if os.getuid() == 0 else os.setuid(0))',
        'print(" ".join(l.split()[1] for l in open("/proc/self/status") if l[:6] in ("CapEff", "CapBnd", "NoNewP", "Seccom"))[:36])',
      ].join('\n'),
    );
    expect(lines(end).slice(0, 6)).toEqual([
      'signal EPERM',
      'trace EPERM',
      'namespace EPERM',
      'keys EPERM',
      'limits EPERM',
      'user EPERM',
    ]);
    expect(lines(end)[6]).toMatch(/^0{16} [0-9a-f]{16} 1/);
  });

  it('reaches no network', async () => {
    using folder = tempFolder();
    const end = await confined(
      folder.path,
      [
        'for kind in ("INET", "INET6", "UNIX", "NETLINK", "PACKET"):',
        '    attempt(kind, lambda: socket.socket(getattr(socket, "AF_" + kind), socket.SOCK_STREAM if kind[0] != "P" else socket.SOCK_RAW).close())',
        'attempt("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close())',
        'attempt("pair", lambda: [one.close() for one in socket.socketpair()] and None)',
      ].join('\n'),
    );
    expect(lines(end)).toEqual([
      ...['INET', 'INET6', 'UNIX', 'NETLINK', 'PACKET'].map((kind) => `${kind} EACCES`),
      'udp EACCES',
      'pair done',
    ]);
  });

  it('reaches the one port it is given', async () => {
    using folder = tempFolder();
    const servers = [createServer((line) => line.end('hello')), createServer()];
    const ports: number[] = [];
    for (const server of servers) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ports.push((server.address() as AddressInfo).port);
    }
    const [ours = 0, other = 0] = ports;
    const text = [
      `attempt("ours", lambda: socket.create_connection(("127.0.0.1", ${ours})).recv(9).decode())`,
      `attempt("other", lambda: socket.create_connection(("127.0.0.1", ${other})).close())`,
      'attempt("listen", lambda: socket.create_server(("127.0.0.1", 0)).close())',
      'attempt("udp", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close())',
      'attempt("unix", lambda: socket.socket(socket.AF_UNIX).close())',
    ].join('\n');
    const end = await confined(folder.path, text, { rules: { network: ours } });
    for (const server of servers) server.close();
    expect(lines(end)).toEqual([
      'ours hello',
      'other EACCES',
      'listen EACCES',
      'udp EACCES',
      'unix EACCES',
    ]);
  });

  it('ends at its deadline with all it has started, also outside of its session', async () => {
    using folder = tempFolder();
    const text = [
      'for _ in range(60):',
      '    if os.fork() == 0:',
      '        os.setsid()',
      '        if os.fork() == 0: time.sleep(1000)',
      '        os._exit(0)',
      'time.sleep(1000)',
    ].join('\n');
    const end = await confined(folder.path, text, { timeoutMs: 2_000 });
    expect(end).toMatchObject({ ending: 'timeout', exitCode: null });
    await until('every process to end', async () => {
      const left = (await systemProcesses.list()).filter(({ pid }) =>
        commandOf(pid).includes(folder.path),
      );
      return left.length === 0;
    });
  });

  it('ends when it prints without end', async () => {
    using folder = tempFolder();
    const end = await confined(folder.path, 'while True: print("x" * 1000)');
    expect(end.ending).toBe('flood');
    expect(end.output.length).toBe(16 * 1024);
  });

  it('ends at the limits of processor time, file size and memory', async () => {
    using folder = tempFolder();
    const rules = { limits: { cpuSeconds: 1, fileBytes: 1000, memoryBytes: 300 * 2 ** 20 } };
    const busy = await confined(folder.path, 'while True: pass', { rules });
    expect(busy).toMatchObject({ ending: 'exited', exitSignal: 'SIGKILL' });
    const large = await confined(
      folder.path,
      'def fill():\n    with open("f", "wb") as f: f.write(b"x" * 5000)\nattempt("fill", fill)',
      { rules },
    );
    expect(lines(large)).toEqual(['fill EFBIG']);
    expect(statSync(join(folder.path, 'own/f')).size).toBeLessThanOrEqual(1000);
    const greedy = await confined(folder.path, 'b"x" * (400 * 2 ** 20)', { rules });
    expect(greedy.output).toContain('MemoryError');
  });

  it('is not started where a rule cannot be enforced', async () => {
    using folder = tempFolder();
    const end = await confined(folder.path, 'print("started")', {
      rules: { write: [join(folder.path, 'not-there')] },
    });
    expect(end.exitCode).toBe(126);
    expect(end.output).toContain('was not started, because it cannot be confined');
    expect(end.output).not.toContain('started\n');
  });

  it('is held until what it put into the background has ended, whose log is shown', async () => {
    using folder = tempFolder();
    const log = join(folder.path, 'own/miner.log');
    const text = [
      `log = ${JSON.stringify(log)}`,
      'open(log, "w").write("from before\\n")',
      'if os.fork() == 0:',
      '    os.setsid()',
      '    if os.fork() == 0:',
      '        time.sleep(0.7)',
      '        open(log, "a").write("mining\\n")',
      '        time.sleep(0.7)',
      '    os._exit(0)',
      'print("start is over")',
      'sys.stdout.flush()',
      'sys.exit(3)',
    ].join('\n');
    const began = performance.now();
    const end = await confined(folder.path, text, { rules: { hold: { log } } });
    expect(performance.now() - began).toBeGreaterThan(1_300);
    expect(end).toMatchObject({ exitCode: 3, output: 'start is over\nmining\n' });
  });
});

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
