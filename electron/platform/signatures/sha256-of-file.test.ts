import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { sha256OfFile } from './sha256-of-file.ts';

// FIPS 180-2, appendix B.1, and a million times "a" of appendix B.3.
it.each([
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
])('is the hash that the standard gives', async (text, hash) => {
  using folder = tempFolder();
  const file = join(folder.path, 'file');
  writeFileSync(file, text);

  expect(await sha256OfFile(file)).toBe(hash);
});

it('stops where it is cancelled, and tells of a missing file', async () => {
  using folder = tempFolder();
  const file = join(folder.path, 'file');
  await expect(sha256OfFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  writeFileSync(file, 'abc');
  await expect(sha256OfFile(file, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
});
