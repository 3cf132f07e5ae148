import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPackagePath } from './package-path.ts';
import { readRaveosCommand } from './raveos-command.ts';

const good = { command: './miner -u me', argv: ['./miner', '-u', 'me'], shell: false };

describe('the command of a start script', () => {
  it('is read as the module writes it', () => {
    expect(readRaveosCommand(JSON.stringify(good))).toEqual(good);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no words', JSON.stringify({ ...good, argv: [] })],
    ['an empty first word', JSON.stringify({ ...good, argv: ['', 'x'] })],
    ['a word that is none', JSON.stringify({ ...good, argv: ['a', 5] })],
    ['a NUL in a word', JSON.stringify({ ...good, argv: ['a', 'b\0c'] })],
    ['a word that is too long', JSON.stringify({ ...good, argv: ['a'.repeat(16_385)] })],
    ['too many words', JSON.stringify({ ...good, argv: Array.from({ length: 1_001 }, () => 'a') })],
    [
      'too much of them',
      JSON.stringify({ ...good, argv: Array.from({ length: 20 }, () => 'a'.repeat(16_000)) }),
    ],
    ['no word on the shell', JSON.stringify({ command: 'a', argv: ['a'] })],
  ])('is none where it has %s', (_what, text) => {
    expect(readRaveosCommand(text)).toBeNull();
  });

  it('never has what no command can have, whatever a script writes', () => {
    const written = fc.record(
      {
        command: fc.oneof(fc.string(), fc.jsonValue()),
        argv: fc.oneof(fc.array(fc.oneof(fc.string(), fc.jsonValue())), fc.jsonValue()),
        shell: fc.oneof(fc.boolean(), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(written, fc.jsonValue()), (value) => {
        const command = readRaveosCommand(JSON.stringify(value));
        if (command === null) return;
        expect(command.argv[0]).not.toBe('');
        expect(command.argv.join('')).not.toContain('\0');
      }),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 3_000), seed: 6 },
    );
  });
});

describe('a path inside a package', () => {
  it.each(['miner', 'bin/miner', 'a b/c.d-e_f', '.hidden', 'ä'])('may be %j', (path) => {
    expect(isPackagePath(path)).toBe(true);
  });

  const wrong = ['', '/', '/bin/sh', '..', '../a', 'a/../b', 'a//b', './a', 'a/', 'C:\\a', 'a\\b'];
  it.each(wrong.concat('a\0', 'a\nb', 'a:b', 'a*', 'x'.repeat(241)))('is not %j', (path) => {
    expect(isPackagePath(path)).toBe(false);
  });
});
