import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadFileError } from './exchange-errors.ts';
import { readRelaxedJson } from './read-relaxed-json.ts';

describe('readRelaxedJson', () => {
  it('reads all that JSON.parse reads, in the same way', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        const value: unknown = JSON.parse(text);
        expect(readRelaxedJson(JSON.stringify(value, undefined, indent))).toEqual(value);
      }),
    );
  });

  it.each<[string, string, unknown]>([
    ['comments to the end of the line', '// one\n{"a": 1 // two\n}', { a: 1 }],
    ['comments of several lines', '/* one\n * two **/[1, /**/ 2]/***/', [1, 2]],
    ['no comments inside texts', '["// no", "/* no */"]', ['// no', '/* no */']],
    ['a comma too many', '{"a": [1, 2,], }', { a: [1, 2] }],
    ['the first of two values of a key', '{"a": 1, "a": 2}', { a: 1 }],
    ['a byte order mark', '\uFEFF{"a": 1}\r\n', { a: 1 }],
    ['escaped signs', String.raw`"\u00e9\n\"\\\/"`, 'é\n"\\/'],
    ['numbers', '[-0.5e+3, 0, 12]', [-500, 0, 12]],
  ])('takes %s', (_, text, expected) => {
    expect(readRelaxedJson(text)).toEqual(expected);
  });

  it('takes a key that is the prototype elsewhere as a key like every other', () => {
    const value = readRelaxedJson('{"__proto__": {"a": 1}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect('a' in value).toBe(false);
  });

  it.each([
    ['nothing', '', 'the file ends too early (line 1, column 1)'],
    ['half an object', '{"a": 1', 'the file ends too early (line 1, column 8)'],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', '“,” or “}” is missing (line 3, column 3)'],
    ['a missing colon', '{"a" 1}', '“:” is missing (line 1, column 6)'],
    ['a name without quotes', '{a: 1}', 'a name in quotes is missing or wrong (line 1, column 2)'],
    ['a word that is none', '[tru]', 'a value is missing or wrong (line 1, column 2)'],
    ['two commas', '[1,,2]', 'a value is missing or wrong (line 1, column 4)'],
    ['a line end in a text', '["a\nb"]', 'a value is missing or wrong (line 1, column 2)'],
    ['a wrong escape', String.raw`["\x"]`, 'a value is missing or wrong (line 1, column 2)'],
    ['a number with a nought in front', '[01]', 'a value is missing or wrong (line 1, column 2)'],
    ['a number that is no number', '[1.2.3]', 'a value is missing or wrong (line 1, column 2)'],
    ['too large a number', '[1e999]', 'this number is too large (line 1, column 2)'],
    ['something behind the end', '{}\n{}', 'something stands behind the end (line 2, column 1)'],
    ['a comment without an end', '/* {}', 'a value is missing or wrong (line 1, column 1)'],
    [
      'brackets without an end',
      '['.repeat(100),
      'more than 32 levels of brackets (line 1, column 34)',
    ],
  ])('says where there is %s', (_, text, expected) => {
    expect(() => readRelaxedJson(text)).toThrow(
      expect.objectContaining({
        code: 'bad-file',
        userMessage: expect.stringContaining(expected) as string,
        details: [
          {
            path: expect.stringMatching(/^line \d+, column \d+$/) as string,
            message: expect.any(String) as string,
          },
        ],
      }),
    );
  });

  it.each([
    ['a long text', `"${'x'.repeat(999_990)}"`],
    ['many escapes', `"${String.raw`\n`.repeat(499_990)}"`],
    ['a long comment', `/*${'* '.repeat(499_990)}*/1`],
    ['stars without an end', `/*${'*'.repeat(999_990)}`],
    ['a wide list', `[${'1,'.repeat(499_990)}]`],
    ['quotes that never end', `"${String.raw`\"`.repeat(499_990)}`],
  ])('is done soon with %s', (_, text) => {
    const begin = performance.now();
    expect(['read', 'bad-file']).toContain(outcomeOf(text));
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

function outcomeOf(text: string): string {
  try {
    readRelaxedJson(text);
    return 'read';
  } catch (error) {
    return error instanceof BadFileError ? error.code : String(error);
  }
}
