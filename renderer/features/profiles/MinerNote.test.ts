import { afterEach, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { Miner } from '../../../electron/contract/values/miner.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { aDoubtfulMiner, anInstalledMiner } from '../../testing/miner-samples.ts';
import type { Mounted } from '../../testing/mount.ts';
import { mountPage } from '../../testing/mount.ts';
import { aMiner } from '../../testing/samples.ts';
import MinerNote from './MinerNote.vue';

let mounted: Mounted | undefined;
afterEach(() => mounted?.wrapper.unmount());

it.each<[string, Miner, string[]]>([
  ['one that is a part of the program', aMiner(), ['Part of Rigwright', 'Open source']],
  ['a signed one', anInstalledMiner(), ['Signed by its publisher', 'Open source']],
  [
    'one that nobody vouches for',
    aDoubtfulMiner(),
    ['Only compared with its download site', 'Closed source'],
  ],
  ['a package', aMiner({ kind: 'package', openSource: false }), ['Licence unknown']],
])('says what speaks for a miner and who can read it: %s', async (_, miner, words) => {
  const api = new FakeApi({
    'miners.list': () => [miner],
    'miners.installs': () => [],
    'system.info': () => ({}) as never,
    'system.sensors': () => ({}) as never,
    'system.notices': () => [],
  });
  const page = defineComponent(() => () => h(MinerNote, { miner }));
  mounted = await mountPage(page, api);
  const said = [...mounted.wrapper.get('[data-testid=miner-words]').element.children];
  expect(said.map(({ textContent }) => textContent.trim()).slice(0, -1)).toEqual(words);
});
