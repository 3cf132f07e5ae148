import type { Handlers } from '../../contract/index.ts';
import type { NoticeBoard } from './notice-board.ts';

export function noticeHandlers(
  board: NoticeBoard,
): Pick<Handlers, 'system.notices' | 'system.dismissNotice'> {
  return {
    'system.notices': () => board.list(),
    'system.dismissNotice'({ noticeId }) {
      board.dismiss(noticeId);
      return {};
    },
  };
}
