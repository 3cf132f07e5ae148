// Names optional (platform) packages that the lockfile asks for but does not hold: `npm ci` refuses
// such a lockfile. It comes about where a registry has a version for one platform only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const names = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !names.has(name))
    .map(([name, range]) => `${path || 'the project'} needs ${name}@${range}`),
);
if (missing.length > 0) {
  console.error(`not in package-lock.json:\n${missing.join('\n')}`);
  process.exit(1);
}
console.log(`the lockfile is whole: ${names.size} packages`);
