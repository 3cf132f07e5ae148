import * as fc from 'fast-check';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { canMakeTinyDisk, tinyDisk } from '../../testing/tiny-disk.ts';
import { openLog, type LogOptions } from './structured-log.ts';

const time = Date.UTC(2026, 0, 31, 12, 30, 15);
const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const open = (folder: string | undefined, options: Partial<LogOptions> = {}) =>
  openLog({ folder, now: () => time, ...options });

describe('openLog', () => {
  it('writes one JSON object a line, with the fields that stand on every line', async () => {
    using folder = tempFolder();
    await using log = open(folder.path);
    log.with({ part: 'runs' }).with({ runId: 'r1' }).warn('a miner ended', { exitCode: 7 });
    expect(linesOf(join(folder.path, 'rigwright.log'))).toEqual([
      {
        time: '2026-01-31T12:30:15.000Z',
        level: 'warn',
        message: 'a miner ended',
        part: 'runs',
        runId: 'r1',
        exitCode: 7,
      },
    ]);
  });

  it('leaves out what is less important than its level', async () => {
    using folder = tempFolder();
    await using log = open(folder.path, { level: 'warn' });
    log.debug('no');
    log.info('no');
    log.warn('yes');
    log.error('yes');
    expect(linesOf(join(folder.path, 'rigwright.log'))).toHaveLength(2);
  });

  it('keeps its own fields where the caller has fields of the same names', async () => {
    using folder = tempFolder();
    await using log = open(folder.path);
    log.info('real', { message: 'other', level: 9, time: 'x' });
    expect(linesOf(join(folder.path, 'rigwright.log'))[0]).toMatchObject({
      message: 'real',
      level: 'info',
      message_: 'other',
      level_: 9,
      time_: 'x',
    });
  });

  it('also tells a person, in one line that cannot act on the terminal', async () => {
    const said: string[] = [];
    await using log = open(undefined, { echo: (line) => said.push(line) });
    log.warn('ended\n\u001b[31m', { exitCode: 7, why: 'crash', more: { a: 1 } });
    expect(said).toEqual(['12:30:15 WARN  ended [31m exitCode=7 why=crash more={"a":1}']);
  });

  it('keeps a few files of limited size, and goes on in the newest', async () => {
    using folder = tempFolder();
    const options = { maxBytes: 1_000, maxFiles: 3 };
    for (let start = 0; start < 2; start += 1) {
      await using log = open(folder.path, options);
      for (let n = 0; n < 50; n += 1) log.info('line', { n: start * 50 + n });
    }
    const names = readdirSync(folder.path).toSorted();
    expect(names).toEqual(['rigwright.log', 'rigwright.log.1', 'rigwright.log.2']);
    const files = names.map((name) => join(folder.path, name));
    for (const file of files) expect(statSync(file).size).toBeLessThanOrEqual(1_000);
    const numbers = files.toReversed().flatMap((file) => linesOf(file) as { n: number }[]);
    // Without a gap up to the last line: rotation loses the oldest only.
    expect(numbers.map(({ n }) => n)).toEqual(
      Array.from({ length: numbers.length }, (_, n) => 100 - numbers.length + n),
    );
  });

  it.runIf(process.platform !== 'win32')('writes for the owner alone', async () => {
    using folder = tempFolder();
    await using log = open(folder.path);
    log.info('x');
    expect(statSync(join(folder.path, 'rigwright.log')).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.platform !== 'win32')('does not fail with its folder', async () => {
    using folder = tempFolder();
    await using log = open(folder.path, { maxBytes: 200 });
    const file = join(folder.path, 'rigwright.log');
    log.info('first');
    rmSync(folder.path, { recursive: true });
    // The open file still takes a line or two; at the next rotation there is nowhere to write.
    for (let n = 0; n < 10; n += 1) log.info('lost', { n });
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  it.runIf(canMakeTinyDisk)('survives a full disk with whole lines only', async () => {
    using disk = tinyDisk(32);
    await using log = open(disk.path);
    writeFileSync(join(disk.path, 'ballast'), 'x'.repeat(20_000));
    for (let n = 0; n < 500; n += 1) log.info('a line of some length', { n });
    const before = linesOf(join(disk.path, 'rigwright.log')).length;
    expect(before).toBeGreaterThan(10);
    expect(before).toBeLessThan(500);
    rmSync(join(disk.path, 'ballast'));
    log.info('again');
    expect(linesOf(join(disk.path, 'rigwright.log')).slice(before)).toMatchObject([
      { message: 'lines could not be written', lost: 500 - before },
      { message: 'again' },
    ]);
  });

  it('writes nothing after it was closed', async () => {
    using folder = tempFolder();
    const log = open(folder.path);
    log.info('before');
    await log[Symbol.asyncDispose]();
    log.info('after');
    expect(linesOf(join(folder.path, 'rigwright.log'))).toHaveLength(1);
  });

  it('never writes a registered secret, whatever is logged', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'rigwright.log');
    const secret = fc.string({ unit: 'binary', minLength: 8, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(secret, fc.string(), fc.anything(), async (text, around, anything) => {
        rmSync(file, { force: true });
        const said: string[] = [];
        await using log = open(folder.path, { echo: (line) => said.push(line) });
        log.registerSecret(text);
        log.with({ [text]: around }).error(`${around}${text}${around}`, {
          anything,
          nested: { list: [around, { deep: `${text}!` }] },
          error: new Error(text, { cause: text }),
          json: JSON.stringify({ text }),
        });
        const written = readFileSync(file, 'utf8');
        expect(() => JSON.parse(written) as unknown).not.toThrow();
        expect(written).not.toContain(text);
        expect(written).not.toContain(JSON.stringify(text).slice(1, -1));
        expect(said.join('')).not.toContain(text);
      }),
      { numRuns: 200 },
    );
  });
});
