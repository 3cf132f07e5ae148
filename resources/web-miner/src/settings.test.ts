import { describe, expect, it } from 'vitest';
import { readSettings, writeSettings, type Settings } from './settings.ts';

function storageWith(text: string | null) {
  let stored = text;
  return {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value;
    },
  };
}

const usual: Settings = {
  clientId: 'web-00000001',
  worker: '',
  threads: 7,
  workPercent: 100,
  onBattery: 'pause',
  slowWhenHidden: true,
  keepAwake: false,
};
const newId = (): string => usual.clientId;

describe('the settings of a browser', () => {
  it.each([null, '', '{', '7', 'null', '[]', '{"threads":0,"workPercent":"all","onBattery":1}'])(
    'are the usual ones where it remembers %j',
    (text) => {
      expect(readSettings(storageWith(text), 8, newId)).toEqual(usual);
    },
  );

  it('leave one thread to the person, where there is more than one', () => {
    expect(readSettings(null, 1, newId).threads).toBe(1);
    expect(readSettings(null, 2, newId).threads).toBe(1);
  });

  it('are remembered, as far as they still make sense', () => {
    const storage = storageWith(null);
    const chosen: Settings = { ...usual, worker: 'phone', threads: 8, onBattery: 'slow' };
    writeSettings(storage, chosen);
    expect(readSettings(storage, 8, () => 'web-ffffffff')).toEqual(chosen);
    expect(readSettings(storage, 4, newId).threads).toBe(3);
  });

  it('are those of this visit where nothing can be kept', () => {
    const full = {
      setItem: () => {
        throw new Error('the quota is exceeded');
      },
    };
    expect(() => writeSettings(full, usual)).not.toThrow();
  });
});
