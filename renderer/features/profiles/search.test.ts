import { expect, it } from 'vitest';
import { aProfile } from '../../testing/samples.ts';
import { searchProfiles } from './search.ts';

const profiles = [aProfile({ name: 'Evenings' }), aProfile({ name: 'Nights', algorithm: 'rx/0' })];
const names = (search: string) => searchProfiles(profiles, search).map(({ name }) => name);

it('finds every word anywhere, in any case', () => {
  expect(names('NIGHT pool.example')).toEqual(['Nights']);
  expect(names('wallet')).toEqual(['Evenings', 'Nights']);
  expect(names('evenings rx')).toEqual([]);
  expect(names('sha-256d')).toEqual(['Evenings']);
  expect(names('  ')).toEqual(['Evenings', 'Nights']);
});
