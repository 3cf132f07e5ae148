import { describe, expect, it } from 'vitest';
import { Serial } from './serial.ts';

describe('Serial', () => {
  it('begins each piece when the one before it has ended', async () => {
    const serial = new Serial();
    const events: string[] = [];
    const work = (name: string, turns: number) => async (): Promise<string> => {
      events.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      events.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([serial.run(work('a', 5)), serial.run(work('b', 0))]);
    expect(results).toEqual(['a', 'b']);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('goes on after a failure, which only its own caller sees', async () => {
    const serial = new Serial();
    const failing = serial.run(() => Promise.reject(new Error('no')));
    const next = serial.run(() => Promise.resolve(1));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe(1);
  });
});
