import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ravinosFolder, runScript, type ScriptEnd } from '../../testing/ravinos/run-script.ts';
import { findPython, type Python } from './find-python.ts';

const pythons = new Map<string, Python>();

/** The usual one, and whatever others this computer has of those that are supported. */
beforeAll(async () => {
  for (const name of ['python3', ...[8, 9, 10, 11, 12, 13].map((minor) => `python3.${minor}`)]) {
    const python = await findPython([[name]]).catch(() => null);
    if (python) pythons.set(python.version, python);
  }
});

/** Runs under every Python; all must end alike. */
function everywhere(text: string, given?: Parameters<typeof runScript>[2]): ScriptEnd {
  const ends = [...pythons.values()].map(({ file }) => runScript(file, text, given));
  const [first] = ends;
  if (!first) throw new Error('no Python was found');
  for (const end of ends) {
    expect({ ...end, stderr: '' }).toEqual({ ...first, stderr: '' });
  }
  return first;
}

/** What a Python expression is, as JSON. */
function valueOf(expression: string, given?: Parameters<typeof runScript>[2]): unknown {
  const { stdout, stderr } = everywhere(
    `import json, ravinos\nprint(json.dumps(${expression}))`,
    given,
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('the module ravinos', () => {
  it('is Python 3.8 in every file', () => {
    const files = readdirSync(ravinosFolder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(ravinosFolder, name));
    expect(files.length).toBeGreaterThan(8);
    const text = [
      'import ast',
      `for name in ${JSON.stringify(files)}:`,
      '    ast.parse(open(name, encoding="utf-8").read(), feature_version=(3, 8))',
      'print("fine")',
    ].join('\n');
    expect(everywhere(text).stdout).toBe('fine\n');
  });

  it('gives a script its task', () => {
    const config = { coins: [{ name: 'TÖN' }], args: [] };
    expect(valueOf('ravinos.get_config()', { config })).toEqual(config);
  });

  it.each([
    [
      './miner -o pool.example:1 -u wallet.rig',
      ['./miner', '-o', 'pool.example:1', '-u', 'wallet.rig'],
      false,
    ],
    ['  ./miner   --pass "a b" ', ['./miner', '--pass', 'a b'], false],
    [`./miner --json '{"a": "$HOME;x"}'`, ['./miner', '--json', '{"a": "$HOME;x"}'], false],
    ['./miner -p a\\;b', ['./miner', '-p', 'a;b'], false],
    ['./miner "a;b|c&d<e>f"', ['./miner', 'a;b|c&d<e>f'], false],
    ['cd /x && ./miner', ['cd', '/x', '&&', './miner'], true],
    ['./miner "$(id)"', ['./miner', '$(id)'], true],
    ['./miner `id`', ['./miner', '`id`'], true],
    ['./miner | tee log', ['./miner', '|', 'tee', 'log'], true],
    ['./miner > log', ['./miner', '>', 'log'], true],
    ['nohup ./miner &', ['nohup', './miner', '&'], true],
    ['LD_PRELOAD=x.so ./miner', ['LD_PRELOAD=x.so', './miner'], true],
    ['./miner\n./other', ['./miner', './other'], true],
    ["./miner 'open", ['./miner', "'open"], true],
    ["sh -c './miner; ./other'", ['sh', '-c', './miner; ./other'], false],
  ])('splits the command %j and says whether it needs a shell', (command, argv, shell) => {
    const { command: written, stdout } = everywhere(
      `import ravinos\nprint(ravinos.run(${JSON.stringify(command)}))`,
    );
    expect(written).toEqual({ command: command.trim(), argv, shell });
    expect(stdout).toBe(`${command.trim()}\n`);
  });

  it('takes a command as a list word by word, and the last one of several', () => {
    const text =
      'import ravinos\nravinos.run("./first")\nravinos.run(["./miner", "a b; c", 5, b"x"])';
    expect(everywhere(text).command).toEqual({
      command: "./miner 'a b; c' 5 x",
      argv: ['./miner', 'a b; c', '5', 'x'],
      shell: false,
    });
  });

  it('hands figures over, whatever kinds of values a script uses', () => {
    const text = [
      'import ravinos',
      'from decimal import Decimal',
      'stats = ravinos.get_stats()',
      'stats["mpu"][0]["hash_rate1"] = float("nan")',
      'stats["shares"] = {"accepted": 3, "rejected": Decimal("1.5")}',
      'stats["errors"] = ("a", b"\\xffb", {7})',
      'ravinos.set_stats(stats)',
    ].join('\n');
    expect(everywhere(text, { stats: { mpu: [{ id: 0 }], shares: {} } }).result).toEqual({
      mpu: [{ id: 0, hash_rate1: 'nan' }],
      shares: { accepted: 3, rejected: '1.5' },
      errors: ['a', '�b', [7]],
    });
  });

  it('writes to the log, up to its limit', () => {
    const text = 'import ravinos\nravinos.info("one\\ntwo")\nravinos.info(5)';
    expect(everywhere(text)).toMatchObject({ log: 'info: one two\ninfo: 5\n', exitCode: 0 });
    const flood = 'import ravinos\nfor _ in range(100): ravinos.info("x" * 9000)';
    const { log } = everywhere(flood);
    expect(log.length).toBeGreaterThan(200 * 1024);
    expect(log.length).toBeLessThanOrEqual(256 * 1024);
  });

  it('ends a script that reports an error as failed', () => {
    const text = 'import ravinos\nravinos.error("no wallet")\nravinos.run("./miner")';
    expect(everywhere(text)).toMatchObject({
      log: 'error: no wallet\n',
      exitCode: 1,
      command: undefined,
    });
  });

  it('says what is wrong where it is used without a task', () => {
    const text =
      'import os, ravinos\nos.environ.pop("RAVINOS_CONFIG")\ntry:\n    ravinos.get_config()\n' +
      'except RuntimeError as error:\n    print(error)';
    expect(everywhere(text).stdout).toContain('RAVINOS_CONFIG is not set');
  });

  it('picks devices by type', () => {
    const devs =
      '[{"id": 2, "type": "AMD"}, {"id": 1, "type": "NVIDIA"}, {"id": 0, "type": "amd"}, {}]';
    expect(valueOf(`ravinos.get_by_type(${devs}, "AMD")`)).toEqual([
      { id: 2, type: 'AMD' },
      { id: 0, type: 'amd' },
    ]);
    expect(valueOf(`ravinos.get_by_type(${devs}, "nvidia")`)).toEqual([{ id: 1, type: 'NVIDIA' }]);
    expect(valueOf(`ravinos.get_by_type(${devs}, "MIXED")`)).toEqual([
      { id: 0, type: 'amd' },
      { id: 1, type: 'NVIDIA' },
      { id: 2, type: 'AMD' },
      {},
    ]);
    expect(valueOf('ravinos.get_by_type(None, "AMD")')).toEqual([]);
  });

  it('sorts devices by any field, also where it is missing or of mixed kinds', () => {
    const devs = '[{"pci": "0b:00.0"}, {"pci": None}, {"pci": 7}, {"pci": "01:00.0"}]';
    expect(valueOf(`ravinos.sort_devs(${devs}, "pci")`)).toEqual([
      { pci: 7 },
      { pci: '01:00.0' },
      { pci: '0b:00.0' },
      { pci: null },
    ]);
  });

  it('takes the type of a pool apart', () => {
    expect(
      valueOf('[ravinos.get_pool_type(v) for v in (0b10000010, 1, 0x100, None, "24")]'),
    ).toEqual([
      [2, 128],
      [1, 0],
      [0, 0],
      [0, 0],
      [8, 16],
    ]);
    const names = ['PROTO_TYPE_TCP', 'PROTO_TYPE_SSL', 'PROTO_TYPE_HTTP', 'PROTO_TYPE_TLS'];
    const modes = ['MODE_ETH_PROXY', 'MODE_QTMINER', 'MODE_MINER_PROXY', 'MODE_NICEHASH'];
    const all = [...names, ...modes].map((name) => `ravinos.STRATUM_${name}`).join(', ');
    expect(valueOf(`[${all}]`)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
  });

  it('takes addresses of pools apart, with a scheme or without', () => {
    const parts = (url: string): unknown =>
      valueOf(`list(ravinos.url_parse(${JSON.stringify(url)}))`);
    expect(parts('pool.example:3333')).toEqual([
      'stratum+tcp',
      'pool.example:3333',
      '',
      '',
      '',
      '',
    ]);
    expect(parts('//pool.example:1/x')).toEqual([
      'stratum+tcp',
      'pool.example:1',
      '/x',
      '',
      '',
      '',
    ]);
    expect(parts('ssl://pool.example:1/a;p?q#f')).toEqual([
      'ssl',
      'pool.example:1',
      '/a;p',
      '',
      'q',
      'f',
    ]);
    expect(
      valueOf(
        '[ravinos.url_parse("pool.example:3333").hostname, ravinos.url_parse("[::1]:5").port]',
      ),
    ).toEqual(['pool.example', 5]);
  });
});

describe('questions to a miner', () => {
  const question = (port: number, command: string): string =>
    `import ravinos\nprint(ravinos.get_socket_data(${port}, ${command}))`;

  it.each([
    [
      'answers and closes',
      '"summary"',
      (socket: Socket) => socket.on('data', (text) => socket.end(`got ${text.toString()}`)),
      'got summary',
    ],
    [
      'waits for the end of a line',
      '{"id": 0}',
      (socket: Socket) => answerLine(socket),
      'line {"id": 0}',
    ],
    [
      'ends with a NUL',
      'b"stats"',
      (socket: Socket) => socket.on('data', () => socket.write('NAME=x;|\0')),
      'NAME=x;|',
    ],
    ['sends JSON in pieces', '"{}\\n"', (socket: Socket) => inPieces(socket), '{"result": [1, 2]}'],
  ])('are answered by one that %s', async (_what, command, behave, answer) => {
    await using server = await listening(createServer((socket) => behave(socket)));
    expect(await ask(question(server.port, command))).toMatchObject({ stdout: `${answer}\n` });
  });

  it('fail in time where nobody answers', async () => {
    await using server = await listening(createServer(() => undefined));
    const silent = await ask(question(server.port, '"summary\\n"'));
    expect(silent.stdout).toBe('\n');
    const closed = await ask(question(1, '"summary"'));
    expect(closed.stderr).toContain('ConnectionRefusedError');
  });

  it('are answered over http', async () => {
    const http = createHttpServer((request, response) => {
      response.statusCode = request.url === '/api' ? 200 : 404;
      response.end('{"ä": 1}');
    });
    await using server = await listening(http);
    const { port } = server;
    const fetched = await ask(
      `import ravinos\nprint(ravinos.get_http_data("127.0.0.1:${port}/api"))`,
    );
    expect(fetched.stdout).toBe('{"ä": 1}\n');
    const missing = await ask(
      `import ravinos\nravinos.get_http_data("http://127.0.0.1:${port}/x")`,
    );
    expect(missing.stderr).toContain('HTTP Error 404');
    const file = await ask('import ravinos\nravinos.get_http_data("file:///etc/passwd")');
    expect(file.stderr).toContain('http and https addresses only');
  });
});

function answerLine(socket: Socket): void {
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString();
    if (text.endsWith('\n')) socket.write(`line ${text.trim()}`);
  });
}

function inPieces(socket: Socket): void {
  socket.on('data', () => {
    socket.write('{"result": [1,');
    setTimeout(() => socket.write(' 2]}'), 50);
  });
}

async function listening(
  server: Server | ReturnType<typeof createHttpServer>,
): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Not `runScript`: our own server has to answer meanwhile. */
async function ask(text: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { file } = await findPython();
  const child = spawn(file, ['-s', '-B', '-c', text], {
    env: { PYTHONPATH: ravinosFolder, PYTHONUTF8: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return { stdout, stderr };
}
