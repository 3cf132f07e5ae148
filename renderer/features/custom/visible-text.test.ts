import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

describe('the text of a script', () => {
  it.each([
    ['a\nb\n', ['a', 'b'], 0],
    ['a\r\nb\rc', ['a', 'b', 'c'], 0],
    ['', [''], 0],
    ['\n\n', ['', ''], 0],
    ['\tif x: # ü 你', ['\tif x: # ü 你'], 0],
    ['a\u202egnihton\u202c', ['a[U+202E]gnihton[U+202C]'], 2],
    ['x\u200b=1\u0000', ['x[U+200B]=1[U+0000]'], 2],
    ['\ufeffimport os', ['[U+FEFF]import os'], 1],
    ['\u001b[8mhidden', ['[U+001B][8mhidden'], 1],
    ['\u{e0041}=\u3164\u00a0', ['[U+E0041]=[U+3164][U+00A0]'], 3],
    ['echo \u26a0\ufe0f', ['echo \u26a0\ufe0f'], 0],
    ['one\u2028two', ['one[U+2028]two'], 1],
  ] as const)('%j is shown as %j', (text, lines, hiddenCount) => {
    expect(visibleText(text)).toEqual({ lines, hiddenCount });
  });

  it('holds nothing that cannot be seen, whatever the script holds', () => {
    const any = string({ unit: 'binary', maxLength: 200 });
    assert(
      property(any, (text) => {
        const { lines } = visibleText(text);
        // Tabs, and what gives emojis their colours, are all that is left.
        const seen = lines.join('').replaceAll(/[\ufe0f\t]/g, '');
        expect(seen).not.toMatch(/\p{C}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u);
      }),
      { numRuns: Number(process.env['FUZZ_COUNT'] ?? 2_000), seed: 5 },
    );
  });
});
