import { expect, it } from 'vitest';
import { aBridgeStatus, aPoolLink, aStoppedBridge } from '../../testing/bridge-samples.ts';
import { now } from '../../testing/samples.ts';
import { bridgeStateLook } from './bridge-state.ts';
import { bridgeSentence } from './sentence.ts';

const later = now + 65_000;
const sentence = (...[status]: Parameters<typeof aBridgeStatus>) =>
  bridgeSentence(aBridgeStatus(status), later);

it('says how many mine, how fast, and for whom', () => {
  expect(sentence({ clients: 3 })).toMatchObject({
    tone: 'good',
    text: 'Serving 3 miners',
    figure: '7.21 MH/s',
    detail: 'with work of pool.example:9998 for 1 min 05 s',
  });
});

it('is not green before somebody mines, and knows no hashrate then', () => {
  expect(sentence({ clients: 0, hashrate: 0 })).toMatchObject({
    tone: 'info',
    text: 'Ready, but no miner is connected',
    figure: null,
  });
});

it('says nothing of a hashrate that nobody knows', () => {
  expect(sentence({ clients: 1, hashrate: null })).toMatchObject({
    text: 'Serving 1 miner',
    figure: null,
  });
});

it('says why there is no pool and when it is tried again', () => {
  const pool = aPoolLink({ state: 'backing-off', retryAt: later + 16_200 });
  const problem = 'The pool pool.example:9998 was given up: no answer.';
  expect(sentence({ pool, problem })).toEqual({
    tone: 'attention',
    icon: 'i-lucide-rotate-cw',
    text: 'No pool: the pool pool.example:9998 was given up: no answer',
    figure: null,
    detail: '· next attempt in 17 s · 3 miners wait for work',
    spoken: 'No pool: the pool pool.example:9998 was given up: no answer',
  });
});

it('says what it is about to do', () => {
  expect(sentence({ clients: 0, pool: aPoolLink({ state: 'logging-in' }) })).toMatchObject({
    text: 'Logging in at pool.example:9998',
    detail: '· 1 min 05 s so far',
  });
});

it('names the practice pool by its name', () => {
  const pool = aPoolLink({ url: 'practice://local' });
  expect(sentence({ pool }).detail).toBe('with work of practice pool for 1 min 05 s');
});

it('tells a bridge that was stopped from one that could not start', () => {
  expect(bridgeSentence(aStoppedBridge(), later)).toMatchObject({
    tone: 'neutral',
    text: 'Stopped',
  });
  const problem = 'Port 8080 is in use by another program.';
  expect(bridgeSentence(aStoppedBridge({ problem }), later)).toMatchObject({
    tone: 'bad',
    text: 'Not running: Port 8080 is in use by another program',
  });
});

it('has a word for a bridge of which nothing is known', () => {
  expect(bridgeStateLook(undefined)).toMatchObject({ label: '—', tone: 'neutral' });
});
