import { expect, it } from 'vitest';
import type { MinerSetting } from '../../contract/values/miner.ts';
import { sampleMiner, sampleSetting } from '../../testing/sample-miner.ts';
import { checkSettings } from './check-settings.ts';

const kinds = {
  integer: sampleSetting({ key: 'k', kind: 'integer', label: 'Priority', min: 0, max: 5 }),
  least: sampleSetting({ key: 'k', kind: 'number', label: 'Priority', min: 1 }),
  most: sampleSetting({ key: 'k', kind: 'number', label: 'Priority', max: 1.5 }),
  text: sampleSetting({ key: 'k', kind: 'text', label: 'Priority' }),
  switch: sampleSetting({ key: 'k', kind: 'switch', label: 'Priority' }),
  choice: sampleSetting({ key: 'k', kind: 'choice', label: 'Priority', choices: ['low', 'high'] }),
};

const minerWith = (...settings: MinerSetting[]) => sampleMiner({ name: 'XMRig', settings });

it.each([
  ['integer', 0],
  ['integer', 5],
  ['least', 1],
  ['most', -3],
  ['text', ''],
  ['switch', false],
  ['choice', 'high'],
] as const)('%s takes %j', (kind, k) => {
  expect(() => checkSettings({ k }, minerWith(kinds[kind]))).not.toThrow();
});

it.each([
  ['integer', 6, 'cannot be 6.', 'It must be a whole number from 0 to 5.'],
  ['integer', 1.5, 'cannot be 1.5.', 'It must be a whole number from 0 to 5.'],
  ['integer', '3', 'cannot be “3”.', 'It must be a whole number from 0 to 5.'],
  ['least', 0, 'cannot be 0.', 'It must be a number, 1 or more.'],
  ['most', 2, 'cannot be 2.', 'It must be a number, 1.5 or less.'],
  ['text', 1, 'cannot be 1.', 'It must be a text.'],
  ['switch', 1, 'cannot be 1.', 'It must be on or off (true or false).'],
  ['choice', 'middle', 'cannot be “middle”.', 'It must be one of: low, high.'],
] as const)('%s refuses %j', (kind, k, text, suggestion) => {
  expect(() => checkSettings({ k }, minerWith(kinds[kind]))).toThrow(
    expect.objectContaining({
      code: 'invalid-input',
      userMessage: `“Priority” of XMRig ${text}`,
      suggestion,
      details: [{ path: 'settings.k', message: `“Priority” of XMRig ${text}` }],
    }),
  );
});

it.each([
  [[], 'It has none at all: remove it.'],
  [[kinds.text], 'Its settings are: k.'],
])('a setting that the miner has not is refused with those it has', (settings, suggestion) => {
  expect(() => checkSettings({ other: 1 }, minerWith(...settings))).toThrow(
    expect.objectContaining({ userMessage: 'XMRig has no setting “other”.', suggestion }),
  );
});
