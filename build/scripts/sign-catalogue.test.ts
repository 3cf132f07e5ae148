import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openCatalogueBundle } from '../../electron/features/miners/catalogue/catalogue-bundle.ts';
import { verifyEd25519 } from '../../electron/platform/signatures/verify-ed25519.ts';
import { tempFolder } from '../../electron/testing/temp-folder.ts';

const script = resolve(import.meta.dirname, 'sign-catalogue.mjs');
const run = (...args: string[]) => promisify(execFile)(process.execPath, [script, ...args]);

describe('the script that signs the catalogue', () => {
  it('makes keys and a list that the program takes', async () => {
    using folder = tempFolder();
    const key = join(folder.path, 'key.pem');
    const out = join(folder.path, 'catalogue.json');
    const { stdout } = await run('keys', key);
    expect((await run('bundle', key, '2026120101', out)).stdout).toBe(
      '16 miners, serial 2026120101\n',
    );
    const bundle = openCatalogueBundle(
      { bytes: readFileSync(out), signature: readFileSync(`${out}.sig`) },
      {
        publicKey: Buffer.from(stdout.trim(), 'base64url'),
        verify: verifyEd25519,
        newerThan: 2026112101,
      },
    );
    expect(bundle.entries).toHaveLength(16);
    expect(Object.keys(bundle.keys)).toEqual(['xmrig.asc']);
  });

  it.skipIf(process.platform === 'win32')('lets nobody else read the key', async () => {
    using folder = tempFolder();
    const key = join(folder.path, 'key.pem');
    await run('keys', key);
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });

  it('keeps a key that is there', async () => {
    using folder = tempFolder();
    const key = join(folder.path, 'key.pem');
    await run('keys', key);
    const before = readFileSync(key, 'utf8');
    await expect(run('keys', key)).rejects.toThrow('EEXIST');
    expect(readFileSync(key, 'utf8')).toBe(before);
  });

  it.each([[[]], [['keys']], [['bundle', 'x', 'today', 'y']], [['toString']]])(
    'says how it is used instead of %j',
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({
        code: 2,
        stderr: 'sign-catalogue.mjs keys FILE | bundle FILE SERIAL OUT\n',
      });
    },
  );
});
