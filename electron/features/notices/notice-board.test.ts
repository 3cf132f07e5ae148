import { describe, expect, it } from 'vitest';
import { EventHub } from '../../base/event-hub.ts';
import { NoticeId } from '../../contract/values/ids.ts';
import { Notice } from '../../contract/values/system.ts';
import { noticeHandlers } from './handlers.ts';
import { NoticeBoard, NoSuchNoticeError } from './notice-board.ts';

function board() {
  const hub = new EventHub((error) => {
    throw error;
  });
  const events: string[] = [];
  hub.on('notice.added', ({ text }) => events.push(`+${text}`));
  hub.on('notice.removed', ({ noticeId }) => events.push(`-${noticeId}`));
  let now = 1_000;
  const notices = new NoticeBoard({ publish: hub.publish, now: () => now++ });
  const add = (text: string): void => notices.add({ severity: 'info', text, suggestion: null });
  return { notices, add, events };
}

describe('NoticeBoard', () => {
  it('lists the newest first, with an id and a time', () => {
    const { notices, add } = board();
    add('one');
    notices.add({ severity: 'problem', text: 'two', suggestion: 'do it' });
    expect(notices.list()).toMatchObject([
      { at: 1_001, severity: 'problem', text: 'two', suggestion: 'do it' },
      { at: 1_000, severity: 'info', text: 'one', suggestion: null },
    ]);
    for (const notice of notices.list()) expect(Notice.parse(notice)).toEqual(notice);
  });

  it('shows the same text once, and again after it was put away', () => {
    const { notices, add, events } = board();
    add('one');
    add('one');
    const [first] = notices.list();
    if (!first) throw new Error('no notice');
    notices.dismiss(first.id);
    add('one');
    expect(events).toEqual(['+one', `-${first.id}`, '+one']);
    expect(notices.list()).toHaveLength(1);
  });

  it('keeps a hundred, and announces that the oldest is gone', () => {
    const { notices, add, events } = board();
    add('first');
    const [first] = notices.list();
    for (let n = 0; n < 100; n += 1) add(`${n}`);
    expect(notices.list()).toHaveLength(100);
    expect(notices.list().at(-1)?.text).toBe('0');
    expect(events.filter((event) => event.startsWith('-'))).toEqual([`-${first?.id}`]);
  });

  it('cuts what is too long', () => {
    const { notices, add } = board();
    add('x'.repeat(5_000));
    expect(notices.list()[0]?.text).toHaveLength(1_000);
  });

  it('answers calls', async () => {
    const { notices, add } = board();
    const handlers = noticeHandlers(notices);
    add('one');
    const [first] = await handlers['system.notices']({});
    expect(first?.text).toBe('one');
    const noticeId = NoticeId.parse(first?.id);
    expect(await handlers['system.dismissNotice']({ noticeId })).toEqual({});
    expect(await handlers['system.notices']({})).toEqual([]);
    expect(() => handlers['system.dismissNotice']({ noticeId })).toThrow(NoSuchNoticeError);
  });
});
