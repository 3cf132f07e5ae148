import { expect, it } from 'vitest';
import { NoticeId } from '../contract/values/ids.ts';
import { EventHub } from './event-hub.ts';

const payload = { noticeId: NoticeId.parse('n1') };

it('carries an event to its listeners until they leave', () => {
  const hub = new EventHub(() => undefined);
  const seen: unknown[] = [];
  const leave = hub.on('notice.removed', (removed) => seen.push(removed));
  hub.publish('notice.removed', payload);
  leave();
  hub.publish('notice.removed', payload);
  expect(seen).toEqual([payload]);
  expect(hub.has('notice.removed')).toBe(false);
});

it('reports a listener that fails and still reaches the others', () => {
  const failures: unknown[] = [];
  const hub = new EventHub((error) => failures.push(error));
  const failure = new Error('listener');
  let reached = 0;
  hub.on('notice.removed', () => {
    throw failure;
  });
  hub.on('notice.removed', () => (reached += 1));
  expect(() => hub.publish('notice.removed', payload)).not.toThrow();
  expect([failures, reached]).toEqual([[failure], 1]);
});
