import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { StorageError } from '../../base/storage-error.ts';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { KeyBox } from './key-box.ts';
import { openSecretBox } from './open-secret-box.ts';
import type { SafeStorage } from './safe-storage-box.ts';
import { SecretUnreadableError } from './secret-box.ts';
import { SecretStore } from './secret-store.ts';

async function storeOf(file: MemoryJsonFile, keyFile = new MemoryJsonFile('key.json')) {
  return SecretStore.open({ file, box: await openSecretBox({ keyFile }) });
}

const keyring = (isAvailable: boolean): SafeStorage => {
  const inner = new KeyBox(randomBytes(32));
  return {
    isEncryptionAvailable: () => isAvailable,
    encryptString: (text) => Buffer.from(inner.seal(text, '')),
    decryptString: (sealed) => inner.open(sealed.toString(), ''),
  };
};

describe('SecretStore', () => {
  it('keeps secrets over a restart, and nothing readable in its file', async () => {
    const file = new MemoryJsonFile('secrets.json');
    const keyFile = new MemoryJsonFile('key.json');
    const first = await storeOf(file, keyFile);
    await first.set('pool', 'hunter2');
    await first.set('gone', 'x');
    await first.remove('gone');
    await first.remove('never was');
    const second = await storeOf(file, keyFile);
    expect(second.get('pool')).toBe('hunter2');
    expect(second.has('pool')).toBe(true);
    expect(second.has('gone')).toBe(false);
    expect(second.get('gone')).toBeUndefined();
    expect(JSON.stringify(file.content)).not.toContain('hunter2');
  });

  it('keeps all of several changes that do not wait for each other', async () => {
    const file = new MemoryJsonFile('secrets.json');
    const store = await storeOf(file);
    await Promise.all(Array.from({ length: 10 }, (_, n) => store.set(`s${n}`, `${n}`)));
    for (let n = 0; n < 10; n += 1) expect(store.get(`s${n}`)).toBe(`${n}`);
  });

  it('changes several at once, all of them or none', async () => {
    const file = new MemoryJsonFile('secrets.json');
    const store = await storeOf(file);
    await store.set('gone', 'x');
    await store.change(
      new Map([
        ['a', '1'],
        ['b', '2'],
        ['gone', undefined],
      ]),
    );
    expect([file.writes, store.get('a'), store.get('b'), store.has('gone')]).toEqual([
      2,
      '1',
      '2',
      false,
    ]);
    await store.change(new Map([['never was', undefined]]));
    expect(file.writes).toBe(2);
    file.failWith = new StorageError('no', 'wait');
    const change = new Map([
      ['a', 'new'],
      ['b', undefined],
    ]);
    await expect(store.change(change)).rejects.toThrow(StorageError);
    expect([store.get('a'), store.get('b')]).toEqual(['1', '2']);
  });

  it('is as before where the disk refuses', async () => {
    const file = new MemoryJsonFile('secrets.json');
    const store = await storeOf(file);
    await store.set('pool', 'old');
    file.failWith = new StorageError('no', 'wait');
    await expect(store.set('pool', 'new')).rejects.toThrow(StorageError);
    await expect(store.remove('pool')).rejects.toThrow(StorageError);
    expect(store.get('pool')).toBe('old');
    file.failWith = undefined;
    await store.set('other', 'x');
    expect(store.get('pool')).toBe('old');
  });

  it('says that a secret is unreadable where the key is lost, and takes a new one', async () => {
    const file = new MemoryJsonFile('secrets.json');
    await (await storeOf(file)).set('pool', 'hunter2');
    const store = await storeOf(file, new MemoryJsonFile('key.json'));
    expect(store.has('pool')).toBe(true);
    expect(() => store.get('pool')).toThrow(SecretUnreadableError);
    await store.set('pool', 'again');
    expect(store.get('pool')).toBe('again');
  });

  it.each([[[]], [{ version: 2, secrets: {} }], [{ version: 1, secrets: { a: 5 } }], ['text']])(
    'sets a file aside that holds %j',
    async (content) => {
      const file = new MemoryJsonFile('secrets.json', content);
      const store = await storeOf(file);
      expect(file.aside).toEqual(['holds no list of secrets']);
      await store.set('pool', 'x');
      expect(store.get('pool')).toBe('x');
    },
  );
});

describe('openSecretBox', () => {
  it.each([[{}], [{ version: 1, key: 'short' }], [{ version: 1 }], [null]])(
    'sets a key file aside that holds %j, and makes a new key',
    async (content) => {
      const keyFile = new MemoryJsonFile('key.json', content);
      const box = await openSecretBox({ keyFile });
      expect(keyFile.aside).toEqual(['holds no key']);
      expect((await openSecretBox({ keyFile })).open(box.seal('x', 'p'), 'p')).toBe('x');
    },
  );

  it('uses the keyring where there is one, and still opens what the key file sealed', async () => {
    const keyFile = new MemoryJsonFile('key.json');
    const headless = await openSecretBox({ keyFile });
    const desktop = await openSecretBox({ keyFile, safeStorage: keyring(true) });
    const sealed = desktop.seal('x', 'p');
    expect(sealed).toMatch(/^os1\./);
    expect(desktop.open(sealed, 'p')).toBe('x');
    expect(desktop.open(headless.seal('y', 'p'), 'p')).toBe('y');
    expect(() => headless.open(sealed, 'p')).toThrow('keyring of the desktop');
  });

  it('uses the key file where the keyring is not available', async () => {
    const keyFile = new MemoryJsonFile('key.json');
    const box = await openSecretBox({ keyFile, safeStorage: keyring(false) });
    expect(box.seal('x', 'p')).toMatch(/^aes1\./);
  });
});
