import type { Random } from './seeded-random.ts';

/** What parsers stumble over: separators, numbers at the edge, signs of other scripts. */
const pieces: readonly [string, ...string[]] = [
  '',
  ' ',
  '  ',
  '\0',
  '-',
  '-1',
  '0',
  '9'.repeat(15),
  '9'.repeat(40),
  '1e999',
  'NaN',
  'n/a',
  '.',
  ',',
  ';',
  '|',
  '=',
  ':',
  '/',
  '(',
  ']',
  '%',
  '#',
  'constructor',
  '__proto__',
  '°C',
  '漢',
  '\ud800',
  'x'.repeat(300),
];

/** A text of a kind in which one to four things are wrong: left out, put in, twice, swapped. */
export function mutatedText(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const from = random.below(changed.length + 1);
    const to = Math.min(changed.length, from + random.below(random.below(4) === 0 ? 40 : 4));
    const part = changed.slice(from, to);
    const instead = random.pick([random.pick(pieces), random.pick(pieces), '', part + part]);
    changed = changed.slice(0, from) + instead + changed.slice(to);
  }
  return changed;
}
