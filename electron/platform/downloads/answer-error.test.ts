import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { answerError } from './answer-error.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const inMinutes = (minutes: number): number => now + minutes * 60_000;
const seconds = (time: number): string => String(time / 1_000);
const exhausted = { 'x-ratelimit-remaining': '0' };

it.each<[string, number, IncomingHttpHeaders, number | null]>([
  ['its reset', 403, { ...exhausted, 'x-ratelimit-reset': seconds(inMinutes(9)) }, inMinutes(9)],
  ['seconds', 403, { 'retry-after': '120' }, inMinutes(2)],
  ['a date', 429, { 'retry-after': 'Fri, 02 Jan 2026 03:08:05 GMT' }, inMinutes(4)],
  [
    'the wait before the reset',
    429,
    { 'retry-after': '60', 'x-ratelimit-reset': seconds(inMinutes(9)) },
    inMinutes(1),
  ],
  ['nothing', 429, {}, null],
  [
    'a reset that is over',
    403,
    { ...exhausted, 'x-ratelimit-reset': seconds(inMinutes(-9)) },
    null,
  ],
  ['a reset in years', 403, { ...exhausted, 'x-ratelimit-reset': seconds(inMinutes(1e6)) }, null],
  ['nonsense', 403, { ...exhausted, 'retry-after': 'soon', 'x-ratelimit-reset': 'NaN' }, null],
])('reads when it may ask again from %s', (_, status, headers, retryAt) => {
  expect(answerError({ server: 'api.github.com', status, headers }, now)).toMatchObject({
    code: 'rate-limited',
    retryable: true,
    details: { retryAt },
  });
});

it('finds nothing wrong with what was asked for', () => {
  expect(answerError({ server: 'x', status: 200, headers: exhausted }, now)).toBeUndefined();
  expect(answerError({ server: 'x', status: 206, headers: {} }, now)).toBeUndefined();
});

it.each([
  [180, 'in about 3 hours.'],
  [119, 'in about 119 minutes.'],
  [0, 'in about a minute.'],
])('says a wait of %i minutes in words', (minutes, says) => {
  const headers = { 'retry-after': String(minutes * 60) };
  const failure = answerError({ server: 'x', status: 429, headers }, now);
  expect(failure?.userMessage.endsWith(says)).toBe(true);
});
