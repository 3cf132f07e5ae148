import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PtyWorkshop } from '../../testing/pty-workshop.ts';
import { processesOf } from '../../testing/scripted-miner/scripted-miner.ts';
import { until } from '../../testing/until.ts';

const workshop = new PtyWorkshop();
afterAll(() => workshop[Symbol.asyncDispose]());

describe('a program under a pty', () => {
  it('has a terminal: its keys come, its size is known and changes', async () => {
    const miner = await workshop.miner('keys', ['--echo']);
    await miner.says('ready');
    miner.write('hü');
    await miner.says('key "h"\r\nkey "ü"\r\n');
    await miner.signal('kill');
    const size = 'console.log(process.stdout.getWindowSize().join("x"));';
    const sized = await workshop.start({
      runId: 'size',
      args: ['-e', `${size} process.on("SIGWINCH", () => { ${size} });setInterval(() => 0, 1000)`],
      columns: 91,
      rows: 17,
    });
    await sized.says('91x17');
    sized.resize(33, 7);
    await sized.says('33x7');
    await sized.signal('kill');
    expect(await sized.exited).toEqual({ exitCode: null, signal: 'SIGKILL', lost: false });
    expect((await miner.exited).signal).toBe('SIGKILL');
  });

  it('gets the environment it is given, its mark and nothing of ours', async () => {
    const told = await workshop.start({
      runId: 'env',
      args: ['-p', 'JSON.stringify(process.env)'],
      env: { POOL: 'a b' },
    });
    await told.exited;
    const env = JSON.parse(told.text().trim()) as Record<string, string>;
    expect(Object.keys(env).toSorted()).toEqual(['POOL', 'PWD', 'RIGWRIGHT_RUN', 'TERM']);
    expect(env['POOL']).toBe('a b');
    expect(env['RIGWRIGHT_RUN']).toMatch(/^env\.[0-9a-f]{16}$/);
  });

  it.each([
    [['--exit-after', '0'], undefined, { exitCode: 0, signal: null }],
    [['--exit-after', '0', '--exit-code', '3'], undefined, { exitCode: 3, signal: null }],
    [['--crash-after', '0'], undefined, { exitCode: null, signal: 'SIGSEGV' }],
    [[], 'interrupt', { exitCode: 0, signal: null }],
    [['--on-int', 'exit7'], 'interrupt', { exitCode: 7, signal: null }],
    [['--on-int', 'abort'], 'interrupt', { exitCode: null, signal: 'SIGABRT' }],
    [['--ignore', 'INT'], 'terminate', { exitCode: 0, signal: null }],
    [['--ignore', 'INT,TERM,HUP'], 'kill', { exitCode: null, signal: 'SIGKILL' }],
  ] as const)('with %j ends after %s as %j', async (flags, signal, exit) => {
    const miner = await workshop.miner('ends', flags);
    if (signal) {
      await miner.says('ready');
      await miner.signal(signal);
    }
    expect(await miner.exited).toEqual({ ...exit, lost: false });
    // Too late is no error.
    await miner.signal('kill');
    miner.write('x');
    miner.resize(10, 10);
  });

  it('gives its last words even when it ends at once', async () => {
    const miner = await workshop.start({ runId: 'last', args: ['-e', 'console.log("no GPU")'] });
    expect(await miner.exited).toMatchObject({ exitCode: 0 });
    expect(miner.text()).toBe('no GPU\r\n');
  });

  it('gives every byte of 10 MB, in order, though the reader is slow', async () => {
    const bytes = 10 * 1024 * 1024;
    const hash = createHash('sha256');
    let length = 0;
    const miner = await workshop.miner('burst', ['--burst', String(bytes)], {
      onOutput(chunk) {
        hash.update(chunk);
        length += chunk.length;
        // Slower than the miner writes, so that the flow control has to act.
        const end = performance.now() + 3;
        while (performance.now() < end);
      },
    });
    expect(await miner.exited).toMatchObject({ exitCode: 0 });
    expect(length).toBe(bytes);
    const letters = Buffer.from('abcdefghijklmnopqrstuvwxyz'.repeat(2521)).subarray(0, 65_521);
    const whole = Buffer.alloc(bytes, letters);
    expect(hash.digest('hex')).toBe(createHash('sha256').update(whole).digest('hex'));
  });

  it('ends at once in the middle of a flood', async () => {
    let bytes = 0;
    const miner = await workshop.miner('flood', ['--flood', '1e9'], {
      onOutput: (chunk) => (bytes += chunk.length),
    });
    await until('a flood', () => bytes > 5_000_000);
    const start = performance.now();
    await miner.signal('kill');
    await miner.exited;
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('goes on when the reader of its output fails', async () => {
    let calls = 0;
    const miner = await workshop.miner('reader', ['--burst', '2000000'], {
      onOutput() {
        calls += 1;
        throw new Error('a bug of the reader');
      },
    });
    expect(await miner.exited).toMatchObject({ exitCode: 0 });
    expect(calls).toBeGreaterThan(1);
  });
});

describe.skipIf(process.platform === 'win32')('the tree of a program', () => {
  it('is killed whole: children that ignore HUP, INT and TERM, in and out of its session', async () => {
    const miner = await workshop.miner('tree', ['--child', '--detached-child']);
    await miner.says('ready');
    expect(await processesOf('tree')).toHaveLength(3);
    await miner.signal('kill');
    expect(await processesOf('tree')).toEqual([]);
    expect(await miner.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('is over only when its children are, which end after it', async () => {
    const miner = await workshop.miner('left', ['--detached-child', '--on-int', 'exit7']);
    await miner.says('ready');
    await miner.signal('interrupt');
    expect(await miner.exited).toEqual({ exitCode: 7, signal: null, lost: false });
    expect(await processesOf('left')).toEqual([]);
  });

  it('is not that of another program of the same run id', async () => {
    const one = await workshop.miner('twice', []);
    const other = await workshop.miner('twice', []);
    await one.says('ready');
    await other.says('ready');
    await one.signal('kill');
    await one.exited;
    expect(await processesOf('twice')).toEqual([other.pid]);
    await other.signal('kill');
    await other.exited;
  });
});

describe('a start that cannot work', () => {
  const start = (file: string, cwd = '/') => workshop.start({ runId: 'no', args: [], file, cwd });
  const folder = dirname(workshop.liveFile);

  it('is refused in words, with the right code', async () => {
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'x');
    chmodSync(plain, 0o600);
    const cases = [
      [['/no/miner'], 'The program /no/miner does not exist.'],
      [['xmrig'], 'xmrig is not a full path to a program.'],
      [[folder], `${folder} is not a program.`],
      [[plain], `The program ${plain} may not be executed by this user.`],
      [[process.execPath, '/no/folder'], 'The folder /no/folder, in which'],
    ] as const;
    for (const [[file, cwd], userMessage] of cases) {
      await expect(start(file, cwd)).rejects.toMatchObject({
        code: 'start-failed',
        userMessage: expect.stringContaining(userMessage) as string,
      });
    }
  });
});

describe('the list of live processes', () => {
  it('has a program from before its start to its end', async () => {
    const miner = await workshop.miner('listed', []);
    const read = () =>
      JSON.parse(readFileSync(workshop.liveFile, 'utf8')) as { processes: { identity: unknown }[] };
    expect(read().processes).toMatchObject([{ runId: 'listed' }]);
    await until('its identity', () => read().processes[0]?.identity);
    expect(read().processes).toMatchObject([
      { identity: { pid: miner.pid, executable: process.execPath } },
    ]);
    await miner.signal('kill');
    await miner.exited;
    expect(existsSync(workshop.liveFile)).toBe(false);
  });
});
