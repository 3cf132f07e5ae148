import { expect, it } from 'vitest';
import { FakeClock } from '../../../../electron/testing/fake-clock.ts';
import { LiveRegion } from './live-region.ts';

it('tells the latest, once, and at most every ten seconds', () => {
  const clock = new FakeClock();
  const said: string[] = [];
  const live = new LiveRegion((text) => said.push(text), clock);
  live.tell('connecting');
  live.tell('waiting');
  live.tell('mining');
  expect(said).toEqual(['connecting']);
  clock.advance(10_000);
  expect(said).toEqual(['connecting', 'mining']);
  live.tell('mining');
  clock.advance(60_000);
  live.tell('stopped');
  expect(said).toEqual(['connecting', 'mining', 'stopped']);
});
