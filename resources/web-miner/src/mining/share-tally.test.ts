import { expect, it } from 'vitest';
import { ShareTally } from './share-tally.ts';

it('tells what became of every share', () => {
  const tally = new ShareTally();
  for (let count = 0; count < 4; count += 1) tally.sent();
  tally.answered({ accepted: true, reason: null, detail: null });
  const rejection = { accepted: false, reason: 'stale', detail: null };
  tally.answered(rejection);
  expect(tally.counts).toEqual({
    accepted: 1,
    rejected: 1,
    waiting: 2,
    lost: 0,
    lastRejection: rejection,
  });
  tally.disconnected();
  expect(tally.counts).toMatchObject({ waiting: 0, lost: 2 });
});
