import type { ShareCounts } from '../../../electron/contract/values/bridge.ts';
import { ShareRejection } from '../../../electron/contract/values/bridge.ts';
import { formatCount } from '../../format/number.ts';
import { t } from '../../locales/t.ts';

export interface Rejection {
  readonly reason: ShareRejection;
  /** In a few words. */
  readonly text: string;
  /** What it means and what helps, in a sentence. */
  readonly help: string;
  readonly count: number;
}

/** Why shares were rejected, the most frequent reason first. */
export function rejections({ rejected }: ShareCounts): readonly Rejection[] {
  return ShareRejection.options
    .map((reason) => ({
      reason,
      text: t(`rejection.${reason}`),
      help: t(`rejection-help.${reason}`),
      count: rejected[reason] ?? 0,
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

export function rejectedCount({ rejected }: ShareCounts): number {
  return Object.values(rejected).reduce((sum, count) => sum + count, 0);
}

/** "2 stale, 1 duplicate", or '' */
export function rejectionText(shares: ShareCounts): string {
  return rejections(shares)
    .map(({ text, count }) => `${formatCount(count)} ${text}`)
    .join(', ');
}
