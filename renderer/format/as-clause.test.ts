import { expect, it } from 'vitest';
import { asClause } from './as-clause.ts';

it.each([
  ['The pool closed the connection.', 'the pool closed the connection'],
  ['It ended with code 1.', 'it ended with code 1'],
  ['No share came for 5 min.', 'no share came for 5 min'],
  ['XMRig crashed.', 'XMRig crashed'],
  ['Nobody answered', 'Nobody answered'],
])('goes on after a colon: %s', (sentence, clause) => {
  expect(asClause(sentence)).toBe(clause);
});
