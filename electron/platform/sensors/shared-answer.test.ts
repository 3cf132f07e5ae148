import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { SharedAnswer } from './shared-answer.ts';

/** An answer that counts how often it was asked for, good for a second. */
function counted(failing = false) {
  const clock = new FakeClock();
  let asked = 0;
  const answer = new SharedAnswer(clock, {
    ask: () => {
      asked += 1;
      return failing ? Promise.reject(new Error('no')) : Promise.resolve(asked);
    },
    unknown: -1,
    goodForMs: () => 1_000,
  });
  return { clock, answer, asked: () => asked };
}

describe('an answer that is shared', () => {
  it('is asked for once, however many want it at a time', async () => {
    const { answer, asked, clock } = counted();
    expect(await Promise.all([answer.read(), answer.read(), answer.read()])).toEqual([1, 1, 1]);
    expect(asked()).toBe(1);
    expect(clock.pending).toBe(0);
  });

  it('is asked for anew once it is too old, or the clock was set back', async () => {
    const { answer, clock } = counted();
    expect(await answer.read()).toBe(1);
    clock.advance(999);
    expect(await answer.read()).toBe(1);
    clock.advance(1);
    expect(await answer.read()).toBe(2);
    clock.advance(-3_600_000);
    expect(await answer.read()).toBe(3);
  });

  it('is unknown where the question fails, and not asked for again at once', async () => {
    const { answer, asked } = counted(true);
    expect(await answer.read()).toBe(-1);
    expect(await answer.read()).toBe(-1);
    expect(asked()).toBe(1);
  });
});
