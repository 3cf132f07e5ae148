import type { Notice } from '../contract/values/system.ts';

/** What a person should know. The app gives it an id and a time and shows it. */
export type NoticeDraft = Pick<Notice, 'severity' | 'text' | 'suggestion'>;

/** How a part tells a person something without knowing who shows it. */
export type Notify = (notice: NoticeDraft) => void;
