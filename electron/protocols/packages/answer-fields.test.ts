import { describe, expect, it } from 'vitest';
import { readAnswerFields } from './answer-fields.ts';

describe('an answer of names and values', () => {
  it('holds texts as they are', () => {
    expect(readAnswerFields('khs\x001.5\0stats\0{\n"a": "b=c"}\0empty\0\0')).toEqual(
      new Map([
        ['khs', '1.5'],
        ['stats', '{\n"a": "b=c"}'],
        ['empty', ''],
      ]),
    );
  });

  it.each([
    '',
    'khs',
    'khs\0',
    'khs\x001',
    'a\0b\0c\0',
    'a\0b\0'.repeat(65),
    `a\0${'x'.repeat(2 ** 20)}\0`,
  ])('is none where it is not whole (case %#)', (text) => {
    expect(readAnswerFields(text)).toBeNull();
  });
});
