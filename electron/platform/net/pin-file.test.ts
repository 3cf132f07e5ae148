import { describe, expect, it } from 'vitest';
import { MemoryJsonFile } from '../../testing/memory-json-file.ts';
import { PinFile } from './pin-file.ts';
import { maxPins, MemoryPins } from './pin-store.ts';

const fingerprint = 'ab'.repeat(32);
const host = 'pool.example:3333';

function pinFile(content?: unknown) {
  const file = new MemoryJsonFile('pool-certificates.json', content);
  const errors: unknown[] = [];
  return { file, errors, open: () => PinFile.open(file, (error) => errors.push(error)) };
}

describe('PinFile', () => {
  it('remembers from one start to the next', async () => {
    const { file, errors, open } = pinFile();
    const pins = await open();
    expect(pins.get(host)).toBeUndefined();
    pins.set(host, fingerprint);
    expect(pins.get(host)).toBe(fingerprint);
    await expect.poll(() => file.writes).toBe(1);
    const again = await open();
    expect(again.get(host)).toBe(fingerprint);
    expect(again.howToForget).toContain('pool-certificates.json');
    expect(errors).toEqual([]);
  });

  it.each([[{ version: 2 }], [{ version: 1, pins: [{ host, fingerprint: 'AB' }] }], ['text']])(
    'sets aside a file that it does not understand: %j',
    async (content) => {
      const { file, open } = pinFile(content);
      const pins = await open();
      expect(pins.get(host)).toBeUndefined();
      expect(file.aside).toEqual(['has no list of certificates']);
    },
  );

  it('goes on where it cannot write, and says so', async () => {
    const { file, errors, open } = pinFile();
    const pins = await open();
    file.failWith = new Error('full');
    pins.set(host, fingerprint);
    await expect.poll(() => errors).toEqual([file.failWith]);
    expect(pins.get(host)).toBe(fingerprint);
  });
});

describe('MemoryPins', () => {
  it('forgets the oldest when there are too many', () => {
    const pins = new MemoryPins();
    for (let n = 0; n <= maxPins; n += 1) pins.set(`host:${n}`, fingerprint);
    expect(pins.entries()).toHaveLength(maxPins);
    expect(pins.get('host:0')).toBeUndefined();
    expect(pins.get(`host:${maxPins}`)).toBe(fingerprint);
  });
});
