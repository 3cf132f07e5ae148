import { icons } from '@iconify-json/lucide';
import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('../**/*.{vue,ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

it('uses no icon that the build could not find, which would then be asked for on the Internet', () => {
  const used = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/['"]i-lucide-([a-z0-9-]+)['"]/g)].map(([, name]) => name ?? ''),
  );
  const known = new Set([...Object.keys(icons.icons), ...Object.keys(icons.aliases ?? {})]);
  expect(new Set(used).size).toBeGreaterThan(20);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});
