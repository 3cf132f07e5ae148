import { expect, it } from 'vitest';
import { workerName } from './worker-name.ts';

it.each([
  ['tower', 'tower'],
  ['rig_7', 'rig_7'],
  ['Ada’s PC', 'Ada-s-PC'],
  ['tower.fritz.box', 'tower'],
  ['-.-', 'rig'],
  ['', 'rig'],
  ['компьютер', 'rig'],
  ['x'.repeat(100), 'x'.repeat(32)],
])('a rig called %j is the worker %s', (hostName, expected) => {
  expect(workerName(hostName)).toBe(expected);
});
