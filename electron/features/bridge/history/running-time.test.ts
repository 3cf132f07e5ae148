import { describe, expect, it } from 'vitest';
import { BridgeId } from '../../../contract/values/ids.ts';
import { RunningTime } from './running-time.ts';

const id = BridgeId.parse('one');

/** Counts each second from one second to another. */
function pass(time: RunningTime, fromSecond: number, toSecond: number): void {
  for (let second = fromSecond + 1; second <= toSecond; second += 1) time.count(second * 1_000);
}

describe('RunningTime', () => {
  it('counts from the begin of a bridge to its end', () => {
    const time = new RunningTime();
    let isRunning = true;
    pass(time, 0, 5);
    time.begin(id, () => isRunning, 5_500);
    pass(time, 5, 20);
    isRunning = false;
    pass(time, 20, 60);
    expect(time.take()).toEqual(new Map([[id, 14_500]]));
    expect(time.take()).toEqual(new Map());
  });

  it('counts both parts of a minute in which a bridge began again', () => {
    const time = new RunningTime();
    let isRunning = true;
    time.begin(id, () => isRunning, 0);
    pass(time, 0, 10);
    isRunning = false;
    pass(time, 10, 40);
    time.begin(id, () => true, 40_000);
    pass(time, 40, 60);
    expect(time.take().get(id)).toBe(30_000);
    pass(time, 60, 120);
    expect(time.take().get(id)).toBe(60_000);
  });

  it('takes neither sleep nor a clock that is set for running', () => {
    const time = new RunningTime();
    time.begin(id, () => true, 0);
    pass(time, 0, 10);
    time.count(3_600_000);
    time.count(3_601_000);
    time.count(20_000);
    time.count(21_000);
    expect(time.take().get(id)).toBe(12_000);
  });

  it('never counts more than a minute', () => {
    const time = new RunningTime();
    time.begin(id, () => true, 0);
    pass(time, 0, 61);
    expect(time.take().get(id)).toBe(60_000);
  });
});
