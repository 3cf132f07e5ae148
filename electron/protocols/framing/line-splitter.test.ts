import { array, assert, constantFrom, property, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMark, LineSplitter } from './line-splitter.ts';
import { LineTooLongError } from './line-too-long-error.ts';

const limits = { maxLength: 100, overlong: 'throw' } as const;
const cutting = { maxLength: 8, overlong: 'cut' } as const;

const text = 'one\r\n\ntwo \u001b[1;31mred\u001b[0m\r\n\rlone\rcr\r\ngrüß dich 🦊\nlast';
const lines = ['one', '', 'two \u001b[1;31mred\u001b[0m', '\rlone\rcr', 'grüß dich 🦊', 'last'];

describe('LineSplitter', () => {
  it('gives the same lines wherever the bytes are cut', () => {
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size <= bytes.length; size += 1) {
      expect(split(bytes, size, limits)).toEqual(lines);
    }
  });

  it('gives the same lines wherever the text is cut', () => {
    for (let size = 1; size <= text.length; size += 1) {
      expect(split(text, size, limits)).toEqual(lines);
    }
  });

  it('keeps an unfinished line until it is complete', () => {
    const splitter = new LineSplitter(limits);
    expect(splitter.push('half')).toEqual([]);
    expect(splitter.push(' and half\nnext')).toEqual(['half and half']);
    expect(splitter.end()).toEqual(['next']);
    expect(splitter.end()).toEqual([]);
  });

  it('replaces what is no UTF-8, also half a character at the end', () => {
    const splitter = new LineSplitter(limits);
    expect(splitter.push(Uint8Array.of(0x61, 0xff, 0x0a, 0xc3))).toEqual(['a\ufffd']);
    expect(splitter.end()).toEqual(['\ufffd']);
  });

  it('takes a line of exactly the greatest length and refuses one more, cut anywhere', () => {
    for (let size = 1; size <= 120; size += 7) {
      expect(split(`${'x'.repeat(100)}\n`, size, limits)).toEqual(['x'.repeat(100)]);
      expect(() => split(`${'x'.repeat(101)}\n`, size, limits)).toThrow(LineTooLongError);
      expect(() => split('x'.repeat(101), size, limits)).toThrow(
        'a line has more than 100 characters',
      );
    }
  });

  it('cuts and marks a long line once, whatever its length and the size of the chunks', () => {
    const long = `first\n${'0123456789'.repeat(50)}\nafter\n`;
    for (let size = 1; size <= long.length; size += 1) {
      expect(split(long, size, cutting)).toEqual(['first', `01234567${cutMark}`, 'after']);
    }
  });

  it('does not leave half a character where it cuts', () => {
    expect(split('1234567🦊\n', 3, cutting)).toEqual([`1234567\ufffd${cutMark}`]);
  });

  it('holds no more than the limit of a line that never ends', () => {
    const splitter = new LineSplitter(cutting);
    const given = Array.from({ length: 10_000 }, () => splitter.push('abc')).flat();
    expect(given).toEqual([`abcabcab${cutMark}`]);
    expect(splitter.end()).toEqual([]);
  });

  it('loses nothing of any text', () => {
    const pieces = array(constantFrom('\n', 'a', 'é', '🦊', 'word '), { maxLength: 60 });
    assert(
      property(pieces, (parts) => {
        const whole = parts.join('');
        const splitter = new LineSplitter({ maxLength: 1_000, overlong: 'throw' });
        const given = parts.flatMap((part) => splitter.push(part));
        const rest = splitter.end();
        expect(
          [...given, ...rest].join('\n') + (rest.length === 0 && given.length ? '\n' : ''),
        ).toBe(whole);
      }),
    );
  });

  it('gives no line above its limit, whatever comes', () => {
    assert(
      property(array(uint8Array({ maxLength: 40 })), string(), (chunks, tail) => {
        const splitter = new LineSplitter(cutting);
        const given = chunks.flatMap((chunk) => splitter.push(chunk));
        given.push(...splitter.push(new TextEncoder().encode(tail)), ...splitter.end());
        for (const line of given) {
          expect(line.length).toBeLessThanOrEqual(cutting.maxLength + cutMark.length);
          expect(line).not.toContain('\n');
        }
      }),
    );
  });
});

function split(
  whole: string | Uint8Array,
  size: number,
  options: ConstructorParameters<typeof LineSplitter>[0],
): string[] {
  const splitter = new LineSplitter(options);
  const given: string[] = [];
  for (let at = 0; at < whole.length; at += size) {
    given.push(...splitter.push(whole.slice(at, at + size)));
  }
  return [...given, ...splitter.end()];
}
