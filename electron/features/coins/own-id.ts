import { randomId } from '../../base/random-id.ts';

/** What is built in has no such ids, today and in later versions. */
const prefix = 'own-';
const maxNameLength = 48;

/** An id that tells what it is for: `own-my-coin`, where that is taken `own-my-coin-2`. */
export function ownId(name: string, isTaken: (id: string) => boolean): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, maxNameLength)
    .replaceAll(/^-+|-+$/g, '');
  const base = prefix + (slug === '' ? randomId() : slug);
  let id = base;
  for (let number = 2; isTaken(id); number += 1) id = `${base}-${number}`;
  return id;
}
