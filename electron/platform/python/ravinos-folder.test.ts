import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { findRavinosFolder } from './ravinos-folder.ts';

describe('the folder with our Python files', () => {
  it('is found from the sources', () => {
    const folder = findRavinosFolder() ?? '';
    expect(existsSync(join(folder, 'ravinos/__init__.py'))).toBe(true);
    expect(existsSync(join(folder, 'confine.py'))).toBe(true);
  });

  it('lies beside the archive of the packaged app', () => {
    using root = tempFolder();
    const inside = join(root.path, 'app.asar/resources/ravinos');
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'confine.py'), '');
    expect(findRavinosFolder(join(root.path, 'app.asar/out/main'))).toBe(
      join(root.path, 'app.asar.unpacked/resources/ravinos'),
    );
  });

  it('is nowhere above the root', () => {
    expect(findRavinosFolder('/')).toBeNull();
  });
});
