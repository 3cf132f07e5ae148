import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder `resources`, looked for upwards, so that it is found from the sources, from the built
 * program and from the packaged one alike.
 *
 * @throws {Error} where no folder above has it: the program is not whole
 */
export function findResources(from: string = import.meta.dirname): string {
  const folder = join(from, 'resources');
  if (existsSync(join(folder, 'miners'))) return folder;
  const above = dirname(from);
  if (above === from) throw new Error('the folder resources is missing');
  return findResources(above);
}
