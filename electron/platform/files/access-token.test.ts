import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { ensureAccessToken, readAccessToken } from './access-token.ts';

describe('the access token', () => {
  it('is made once and then stays', async () => {
    using folder = tempFolder();
    expect(await readAccessToken(folder.path)).toBeUndefined();
    const token = await ensureAccessToken(folder.path);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await ensureAccessToken(folder.path)).toBe(token);
    expect(await readAccessToken(folder.path)).toBe(token);
  });

  it('differs from folder to folder', async () => {
    using one = tempFolder();
    using other = tempFolder();
    expect(await ensureAccessToken(one.path)).not.toBe(await ensureAccessToken(other.path));
  });

  it.runIf(process.platform !== 'win32')(
    'is for the owner alone, even after it was not',
    async () => {
      using folder = tempFolder();
      const file = join(folder.path, 'access-token');
      await ensureAccessToken(folder.path);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      chmodSync(file, 0o644);
      await ensureAccessToken(folder.path);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  it.each(['', 'short', 'x'.repeat(5_000)])(
    'is made anew where the file holds %j',
    async (text) => {
      using folder = tempFolder();
      writeFileSync(join(folder.path, 'access-token'), text);
      expect(await ensureAccessToken(folder.path)).toMatch(/^[\w-]{43}$/);
    },
  );
});
