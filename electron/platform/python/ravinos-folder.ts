import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/**
 * The folder with our Python files, looked for upwards as `native` is. In the packaged app it lies
 * beside the archive of the program, because Python cannot look into that.
 *
 * @returns null when no folder above has it
 */
export function findRavinosFolder(from: string = import.meta.dirname): string | null {
  const folder = join(from, 'resources/ravinos');
  if (existsSync(join(folder, 'confine.py'))) {
    return folder.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
  }
  const above = dirname(from);
  return above === from ? null : findRavinosFolder(above);
}
