import { expect, it } from 'vitest';
import { copyName } from './copy-name.ts';

it.each([
  ['Rig', [], 'Rig copy'],
  ['Rig', ['Rig copy'], 'Rig copy 2'],
  ['Rig', ['Rig copy', 'Rig copy 2'], 'Rig copy 3'],
  ['Rig copy', ['Rig copy'], 'Rig copy 2'],
  ['Rig copy 7', ['Rig copy 7'], 'Rig copy'],
  ['x'.repeat(80), [], `${'x'.repeat(75)} copy`],
  ['x'.repeat(80), [`${'x'.repeat(75)} copy`], `${'x'.repeat(73)} copy 2`],
])('copies %s beside %j as %s', (name, taken, expected) => {
  expect(copyName(name, new Set(taken))).toBe(expected);
});
