import type { JournalEntry, JournalKind } from '../../../electron/contract/values/history.ts';
import type { ChartMark } from '../../charts/marks.ts';
import { t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';

const looks: Readonly<Record<JournalKind, { icon: string; tone: Tone }>> = {
  start: { icon: 'i-lucide-play', tone: 'neutral' },
  stop: { icon: 'i-lucide-square', tone: 'neutral' },
  crash: { icon: 'i-lucide-zap', tone: 'bad' },
  hang: { icon: 'i-lucide-snowflake', tone: 'bad' },
  restart: { icon: 'i-lucide-rotate-cw', tone: 'attention' },
  failed: { icon: 'i-lucide-circle-alert', tone: 'bad' },
  pause: { icon: 'i-lucide-pause', tone: 'neutral' },
  resume: { icon: 'i-lucide-play', tone: 'neutral' },
  interrupted: { icon: 'i-lucide-unplug', tone: 'attention' },
  notice: { icon: 'i-lucide-info', tone: 'info' },
};

export function journalLook(kind: JournalKind): { icon: string; tone: Tone; word: string } {
  return { ...looks[kind], word: t(`mark.${kind}`) };
}

/** Entries that belong to a run, as marks of its chart. Notices are about the program, not the rate. */
export function chartMarks(entries: readonly JournalEntry[]): ChartMark[] {
  return entries
    .filter(({ kind }) => kind !== 'notice')
    .map(({ id, at, kind, text }) => ({ id, at, text, ...journalLook(kind) }));
}
