import { describe, expect, it } from 'vitest';
import { operations } from '../../contract/index.ts';
import { InstalledVersion, Miner } from '../../contract/values/miner.ts';
import { Run } from '../../contract/values/run.ts';

/** Each member of the Miner interface of spec 003, and what does the same here. */
const members: readonly [string, readonly [name: string, holder: object][]][] = [
  ['Install', [['miners.install', operations]]],
  ['Uninstall', [['miners.remove', operations]]],
  ['Start', [['runs.start', operations]]],
  ['Stop', [['runs.stop', operations]]],
  ['GetStats', [['runs.get', operations]]],
  ['GetConfig', [['runs.config', operations]]],
  ['GetBinaryPath', [['executable', InstalledVersion.shape]]],
  ['GetDataPath', [['folder', Miner.shape]]],
  ['GetVersion', [['version', Miner.shape]]],
  ['IsInstalled', [['installed', Miner.shape]]],
  [
    'IsRunning',
    [
      ['runs.list', operations],
      ['minerId', Run.shape],
      ['state', Run.shape],
    ],
  ],
  ['GetMinerType', [['id', Miner.shape]]],
  ['GetName', [['name', Miner.shape]]],
];

describe('the Miner interface of spec 003', () => {
  it('has thirteen members', () => {
    expect(new Set(members.map(([member]) => member)).size).toBe(13);
  });

  it.each(members)('%s is there', (_, parts) => {
    for (const [name, holder] of parts) expect(holder).toHaveProperty([name]);
    expect(parts.length).toBeGreaterThan(0);
  });
});
