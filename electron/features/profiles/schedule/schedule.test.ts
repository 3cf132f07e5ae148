import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Schedule } from '../../../contract/values/profile.ts';
import { isOpen, nextChange, windowStart } from './schedule.ts';
import { scheduleText } from './schedule-text.ts';

const usualZone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (usualZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = usualZone;
});

const daily = [0, 1, 2, 3, 4, 5, 6];

function schedule(...windows: [days: number[], from: string, to: string][]): Schedule {
  return Schedule.parse({ windows: windows.map(([days, from, to]) => ({ days, from, to })) });
}

const office = schedule([[1, 2, 3, 4, 5], '09:00', '17:30']);
const nights = schedule([[5], '22:00', '06:00']);
const sundays = schedule([[0], '08:00', '08:00']);
const always = schedule([daily, '00:00', '00:00']);
/** 23 November 2026 is a Monday. */
const at = (text: string): Date => new Date(`2026-11-${text}:00`);

describe('a schedule', () => {
  it.each<[string, Schedule, string, boolean]>([
    ['is open from its first minute', office, '23T09:00', true],
    ['is not open before', office, '23T08:59', false],
    ['is open to its last minute', office, '23T17:29', true],
    ['is closed from its end on', office, '23T17:30', false],
    ['is closed on other days', office, '22T12:00', false],
    ['begins on its day', nights, '27T22:00', true],
    ['goes on after midnight', nights, '28T05:59', true],
    ['ends on the day after', nights, '28T06:00', false],
    ['does not begin after midnight of its own day', nights, '27T05:59', false],
    ['lasts a whole day where both ends are the same', sundays, '23T07:59', true],
    ['ends after that day', sundays, '23T08:00', false],
    ['may be always open', always, '25T13:37', true],
  ])('%s', (_, given, time, expected) => {
    expect(isOpen(given, at(time))).toBe(expected);
  });

  it.each<[string, Schedule, string, string | null]>([
    ['the end of the window', office, '23T09:00', '23T17:30'],
    ['the next day', office, '23T17:30', '24T09:00'],
    ['the next week', office, '27T18:00', '30T09:00'],
    ['an end after midnight', nights, '27T23:15', '28T06:00'],
    ['none where it is always open', always, '23T12:00', null],
    [
      'the end of the second window where one leads to the other',
      schedule([[1], '10:00', '12:00'], [[1], '12:00', '14:00']),
      '23T10:30',
      '23T14:00',
    ],
  ])('changes next at %s', (_, given, time, expected) => {
    expect(nextChange(given, at(time))).toEqual(expected === null ? null : at(expected));
  });

  it.each<[string, Schedule, string, string | null]>([
    ['today', office, '23T12:00', '23T09:00'],
    ['yesterday', nights, '28T03:00', '27T22:00'],
    [
      'with the last of several',
      schedule([daily, '00:00', '00:00'], [[1], '10:00', '11:00']),
      '23T10:30',
      '23T10:00',
    ],
    ['never where it is closed', office, '22T12:00', null],
  ])('says that its window began %s', (_, given, time, expected) => {
    expect(windowStart(given, at(time))).toEqual(expected === null ? null : at(expected));
  });

  it('goes by the clock on the wall where that skips an hour', () => {
    // 28 March 2027: 02:00 is followed by 03:00.
    const early = schedule([[0], '02:30', '04:00']);
    const night = schedule([[6], '22:00', '06:00']);
    const before = new Date('2027-03-28T00:59:00Z');
    const after = new Date('2027-03-28T01:00:00Z');
    expect([before.getHours(), after.getHours()]).toEqual([1, 3]);
    expect([isOpen(early, before), isOpen(early, after)]).toEqual([false, true]);
    expect(nextChange(early, before)).toEqual(after);
    expect(nextChange(night, before)).toEqual(new Date('2027-03-28T04:00:00Z'));
  });

  it('goes by the clock on the wall where that has an hour twice', () => {
    // 25 October 2026: 03:00 is followed by 02:00.
    const early = schedule([[0], '02:00', '02:30']);
    const first = new Date('2026-10-25T00:29:00Z');
    const second = new Date('2026-10-25T01:00:00Z');
    expect([first.getHours(), second.getHours()]).toEqual([2, 2]);
    expect(nextChange(early, first)).toEqual(new Date('2026-10-25T00:30:00Z'));
    expect(isOpen(early, second)).toBe(true);
    // One window with a pause in it: what is started once in a window is not started twice.
    expect(windowStart(early, second)).toEqual(windowStart(early, first));
  });

  it('is told in words', () => {
    expect(scheduleText(schedule([[0, 5, 1], '22:00', '06:00'], [daily, '12:00', '13:00']))).toBe(
      'Mon, Fri, Sun 22:00–06:00; daily 12:00–13:00',
    );
  });
});
