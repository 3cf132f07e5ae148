import { AppError } from '../../base/app-error.ts';
import type { Publish } from '../../base/event-hub.ts';
import type { NoticeDraft, Notify } from '../../base/notify.ts';
import { randomId } from '../../base/random-id.ts';
import { NoticeId } from '../../contract/values/ids.ts';
import type { Notice } from '../../contract/values/system.ts';

/** Nobody reads more; the oldest give way. */
const maxNotices = 100;
/** Texts name files and pools of others; a notice stays one or two sentences. */
const maxText = 1_000;

/** What a person should know, until it is put away or the program ends. */
export class NoticeBoard {
  readonly #publish: Publish;
  readonly #now: () => number;
  /** Oldest first. */
  #notices: readonly Notice[] = [];

  /** @param now  epoch milliseconds */
  constructor({ publish, now }: { readonly publish: Publish; readonly now: () => number }) {
    this.#publish = publish;
    this.#now = now;
  }

  /** Newest first. */
  list(): Notice[] {
    return this.#notices.toReversed();
  }

  /** The same text is shown once, however often it happens, until it was put away. */
  readonly add: Notify = (draft: NoticeDraft): void => {
    const text = draft.text.slice(0, maxText);
    if (this.#notices.some((notice) => notice.text === text)) return;
    const notice: Notice = {
      id: NoticeId.parse(randomId()),
      at: this.#now(),
      severity: draft.severity,
      text,
      suggestion: draft.suggestion?.slice(0, maxText) ?? null,
    };
    const [oldest] = this.#notices;
    if (this.#notices.length >= maxNotices && oldest) this.dismiss(oldest.id);
    this.#notices = [...this.#notices, notice];
    this.#publish('notice.added', notice);
  };

  /** @throws {NoSuchNoticeError} */
  dismiss(noticeId: NoticeId): void {
    const left = this.#notices.filter(({ id }) => id !== noticeId);
    if (left.length === this.#notices.length) throw new NoSuchNoticeError(noticeId);
    this.#notices = left;
    this.#publish('notice.removed', { noticeId });
  }
}

export class NoSuchNoticeError extends AppError {
  readonly code = 'no-such-notice';
  readonly userMessage = 'This notice is not there any more.';
  constructor(noticeId: NoticeId) {
    super(`no notice ${noticeId}`);
  }
}
