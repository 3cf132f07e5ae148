import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { CpuTemperature } from './cpu-temperature.ts';

/** A computer that gives these answers, and how often it was asked. */
function computer(answer: () => Promise<number | null>) {
  const clock = new FakeClock();
  const asked = { times: 0 };
  const ask = (): Promise<number | null> => {
    asked.times += 1;
    return answer();
  };
  return { clock, asked, temperature: new CpuTemperature(clock, { ask, periodMs: 5_000 }) };
}

describe('CpuTemperature', () => {
  it('asks no more often than the answer is good for', async () => {
    const { clock, asked, temperature } = computer(() => Promise.resolve(60 + asked.times));
    expect(await temperature.read()).toBe(61);
    clock.advance(4_999);
    expect(await temperature.read()).toBe(61);
    clock.advance(1);
    expect(await temperature.read()).toBe(62);
    expect(clock.pending).toBe(0);
  });

  it.each([null, 0, -1, 255, Number.NaN])(
    'asks a computer that says %s again after ten minutes only',
    async (answer) => {
      const { clock, asked, temperature } = computer(() => Promise.resolve(answer));
      expect(await temperature.read()).toBeNull();
      clock.advance(599_999);
      expect(await temperature.read()).toBeNull();
      expect(asked.times).toBe(1);
      clock.advance(1);
      await temperature.read();
      expect(asked.times).toBe(2);
    },
  );

  it('takes a failure as unknown', async () => {
    const { temperature } = computer(() => Promise.reject(new Error('no permission')));
    expect(await temperature.read()).toBeNull();
  });

  it('does not wait for ever, nor ask again while the question is open', async () => {
    const answers = Promise.withResolvers<number>();
    const { clock, asked, temperature } = computer(() => answers.promise);
    for (let index = 0; index < 2; index += 1) {
      const reading = temperature.read();
      clock.advance(4_000);
      expect(await reading).toBeNull();
    }
    expect(asked.times).toBe(1);
    const reading = temperature.read();
    answers.resolve(70);
    expect(await reading).toBe(70);
  });
});
