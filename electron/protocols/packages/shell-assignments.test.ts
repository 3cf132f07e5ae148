import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAssignments } from './shell-assignments.ts';
import { shellAssignments } from './shell-words.ts';

const read = (text: string): Record<string, string> => Object.fromEntries(readAssignments(text));

describe('what a file of bash assigns', () => {
  it.each([
    ['A=1', { A: '1' }],
    ['  export A=b # why', { A: 'b' }],
    ['declare -x A=b;B=c', { A: 'b' }],
    [`A='x $Y'"z"w`, { A: 'x $Yzw' }],
    ['A="a \\"b\\" \\$c"', { A: 'a "b" ' }],
    ['A=\\ b', { A: ' b' }],
    ['N=m\nA=/var/$N/${N}.x', { N: 'm', A: '/var/m/m.x' }],
    ['A=$NOBODY', { A: '' }],
    ['A=1\nA=2', { A: '2' }],
    ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['A=$(date) B', { A: '$(date)' }],
    ['A="${B:-c}"', { A: '${B:-c}' }],
    ['A="never closed', { A: '' }],
    ['A =1', {}],
    ['# A=1', {}],
    ['1A=1', {}],
    ['', {}],
  ])('of %j is %j', (text, values) => {
    expect(read(text)).toEqual(values);
  });

  it('is as long as it may be, and no longer', () => {
    expect(read(`A=${'x'.repeat(9_999)}`)['A']).toHaveLength(2_000);
    const many = Array.from({ length: 300 }, (_, at) => `A${at}=1`).join('\n');
    expect(Object.keys(read(many))).toHaveLength(200);
    const grown = `A=xx\n${'A=$A$A$A$A\n'.repeat(50)}`;
    expect(read(grown)['A']?.length).toBeLessThanOrEqual(2_000);
  });

  it('cannot bring it down, whatever it is', () => {
    const part = fc.constantFrom(
      'A',
      '=',
      '"',
      "'",
      '\\',
      '$',
      '{',
      '}',
      '$A',
      '\n',
      ' ',
      '漢',
      '#',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        for (const [name, value] of readAssignments(parts.join(''))) {
          expect(name).toMatch(/^[A-Za-z_]\w*$/);
          expect(value.length).toBeLessThanOrEqual(2_000);
        }
      }),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 5_000), seed: 13 },
    );
  });

  it('takes no time that grows faster than the text', () => {
    const began = performance.now();
    for (const one of ['"', '\\', '$', ' ', '\n', 'A=', '${', "'"]) {
      readAssignments(`A=${one.repeat(64 * 1024)}`);
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('values that are written for bash', () => {
  it('come out of it as they were', () => {
    const nasty = ['a b', '$(touch /x) `id` ${HOME}', 'two\nlines', `"'\\`, '漢 !x', '', '--x=\t*'];
    const text = shellAssignments(Object.fromEntries(nasty.map((value, at) => [`V${at}`, value])));
    const print = `${text}printf '%s\\0' ${nasty.map((_, at) => `"$V${at}"`).join(' ')}`;
    const { stdout } = spawnSync('bash', ['-c', print], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(nasty);
  });

  it('cannot hold a NUL, which bash could not, either', () => {
    expect(shellAssignments({ A: 'x\0y' })).toBe('A="xy"\n');
  });
});
