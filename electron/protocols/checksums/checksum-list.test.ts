import { describe, expect, it } from 'vitest';
import { fuzzCount, fuzzTimeoutMs } from '../../testing/fuzz-codec.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { ChecksumListError, readChecksumList } from './checksum-list.ts';

const one = '0123456789abcdef'.repeat(4);
const other = 'fedcba9876543210'.repeat(4);

describe('a list of checksums', () => {
  it.each([
    ['as sha256sum writes it', `${one}  digger.zip\n${other} *digger.tar.gz\n`],
    ['with the line ends of Windows', `${one}  digger.zip\r\n${other}  digger.tar.gz\r\n`],
    ['with comments and empty lines', `# v1\n\n${one}  digger.zip\n\n${other}  digger.tar.gz`],
    ['in capitals', `${one.toUpperCase()}  digger.zip\n${other.toUpperCase()}  digger.tar.gz`],
    ['with folders before the names', `${one}  ./digger.zip\n${other}  ././digger.tar.gz`],
    ['as BSD writes it', `SHA256 (digger.zip) = ${one}\nSHA256 (digger.tar.gz) = ${other}`],
    [
      'beside other hashes',
      `MD5 (digger.zip) = 00\nSHA256 (digger.zip)=${one}\n${other}\tdigger.tar.gz`,
    ],
    ['with a byte order mark', `\ufeff${one}  digger.zip\n${other}  digger.tar.gz`],
    ['with the same line twice', `${one}  digger.zip\n${one}  digger.zip\n${other}  digger.tar.gz`],
  ])('is read %s', (_, text) => {
    expect([...readChecksumList(text)]).toEqual([
      ['digger.zip', one],
      ['digger.tar.gz', other],
    ]);
  });

  it('keeps spaces inside names, and names that mean something to JavaScript', () => {
    expect([...readChecksumList(`${one}  my digger.zip\n${other}  __proto__`)]).toEqual([
      ['my digger.zip', one],
      ['__proto__', other],
    ]);
  });

  it.each([
    [
      'two hashes for one name',
      `${one}  digger.zip\n${other}  digger.zip`,
      'two checksums for "digger.zip"',
    ],
    [
      'two hashes for one name, with a folder',
      `${one}  digger.zip\n${other}  ./digger.zip`,
      'two checksums',
    ],
    ['a hash that is too short', `${one.slice(1)}  digger.zip`, 'its line 1'],
    ['a hash that is too long', `${one}0  digger.zip`, 'its line 1'],
    ['a hash without a name', `${other}  a\n${one}`, 'its line 2'],
    ['a page of the web', '<!doctype html>', 'its line 1'],
    ['more than it should be', `${one}  a\n`.repeat(20_000), 'too long'],
    [
      'too many names',
      Array.from({ length: 10_001 }, (_, index) => `${one} ${index}`).join('\n'),
      'too many',
    ],
  ])('is refused with %s', (_, text, problem) => {
    expect(() => readChecksumList(text)).toThrow(ChecksumListError);
    expect(() => readChecksumList(text)).toThrow(problem);
  });

  it('gives hashes or a refusal, whatever is in it', { timeout: fuzzTimeoutMs(5_000) }, () => {
    const random = seededRandom(5);
    const text = `${one}  digger.zip\r\nSHA256 (digger.tar.gz) = ${other}\n# end\n`;
    const pieces = [' ', '\n', '*', '(', ')', '=', '\u0000', '\ufeff', './', 'é', one, ''] as const;
    const outcomes = new Set<string>();
    for (let count = fuzzCount(5_000); count > 0; count -= 1) {
      const at = random.below(text.length);
      const changed = text.slice(0, at) + random.pick(pieces) + text.slice(at + random.below(8));
      outcomes.add(outcomeOf(changed));
    }
    expect([...outcomes].sort()).toEqual(['read', 'refused']);
  });
});

function outcomeOf(text: string): string {
  try {
    const hashes = [...readChecksumList(text).values()];
    return hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)) ? 'read' : 'misread';
  } catch (error) {
    return error instanceof ChecksumListError ? 'refused' : String(error);
  }
}
