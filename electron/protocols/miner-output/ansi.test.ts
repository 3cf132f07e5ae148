import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripAnsi } from './ansi.ts';

describe('stripAnsi', () => {
  it.each([
    ['colours', '\u001b[1;32m * \u001b[0m\u001b[38;2;1;2;3mok\u001b[m', ' * ok'],
    ['dimmed milliseconds', '[08:19:01\u001b[1;30m.212\u001b[0m]', '[08:19:01.212]'],
    ['cursor movement', 'a\u001b[2K\u001b[1Gb\u001b[?25lc', 'abc'],
    ['a title ended by BEL', '\u001b]0;my miner\u0007text', 'text'],
    ['a title ended by ST', '\u001b]0;my miner\u001b\\text', 'text'],
    ['two-byte escapes', '\u001b=\u001b(Btext\u001b7\u001b8', 'text'],
    ['a lone carriage return and bells', 'a\rb\u0007\u0000', 'ab'],
    ['an unfinished sequence at the end', 'text\u001b[1;3', 'text'],
    ['a lone escape at the end', 'text\u001b', 'text'],
    ['nothing of plain text', 'tab\tand ünïcödé 漢字', 'tab\tand ünïcödé 漢字'],
  ])('takes %s', (_, text, expected) => {
    expect(stripAnsi(text)).toBe(expected);
  });

  it('leaves no escape character, whatever comes', () => {
    const piece = fc.constantFrom('\u001b', '[', ']', '1;3', 'm', 'K', '\\', '\u0007', 'text', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const plain = stripAnsi(pieces.join(''));
        expect(plain).not.toContain('\u001b');
        expect(stripAnsi(plain)).toBe(plain);
      }),
    );
  });

  it('takes no longer than the text is long', () => {
    const begun = performance.now();
    for (const piece of ['\u001b', '\u001b[', '\u001b]', '\u001b[1;', '\u001b]x\u001b']) {
      stripAnsi(piece.repeat(100_000));
    }
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
