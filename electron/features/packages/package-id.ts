import { MinerId } from '../../contract/values/ids.ts';

/**
 * The same for every version of a miner, so that a newer package takes the place of an older one.
 * Its beginning keeps it apart from the miners of the catalogue.
 */
export function packageId(name: string, version: string): MinerId {
  const ending = version === '' ? '' : `-${version}`;
  const base = ending !== '' && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  const slug = base
    .toLowerCase()
    .replace(/[-_]v?\d[\w.]*$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 50);
  return MinerId.parse(`custom-${slug === '' ? 'miner' : slug}`);
}
