import { niceMax } from '../../../../renderer/charts/y-scale.ts';
import {
  exactHashrate,
  formatHashrate,
  hashrateFigure,
} from '../../../../renderer/format/hashrate.ts';
import { formatCount } from '../../../../renderer/format/number.ts';
import type { ShareResult } from '../bridge/messages.ts';
import type { ShareCounts } from '../mining/share-tally.ts';
import { isTextKey, t } from '../text.ts';
import { chartPaths } from './chart-path.ts';
import { part, setAttribute, setText } from './dom.ts';

export interface Hashrates {
  readonly now: number | null;
  readonly average: number | null;
}

export function showHashrate({ now, average }: Hashrates): void {
  const { value, unit } = hashrateFigure(now);
  setText(part('hashrate-value'), value);
  setText(part('hashrate-unit'), unit);
  setAttribute(part('hashrate'), 'title', exactHashrate(now));
  setText(part('hashrate-average'), formatHashrate(average));
}

/** @param history  H/s, oldest first; null is a gap */
export function showChart(history: readonly (number | null)[], { now }: Hashrates): void {
  const known = history.filter((rate) => rate !== null);
  const highest = Math.max(0, ...known);
  const most = niceMax(highest);
  const { line, area } = chartPaths(history, most);
  setAttribute(part('chart-line'), 'd', line);
  setAttribute(part('chart-area'), 'd', area);
  setText(part('chart-most'), known.length === 0 ? '' : formatHashrate(most));
  part('chart-empty').hidden = known.length > 0;
  const average = known.reduce((sum, rate) => sum + rate, 0) / Math.max(1, known.length);
  const label =
    known.length === 0
      ? t('chart.empty')
      : t('chart.label', {
          now: formatHashrate(now),
          average: formatHashrate(average),
          highest: formatHashrate(highest),
        });
  setAttribute(part('chart'), 'aria-label', label);
}

export function showShares({
  accepted,
  rejected,
  waiting,
  lost,
  lastRejection,
}: ShareCounts): void {
  setText(part('accepted'), formatCount(accepted));
  const unanswered = waiting + lost;
  const counts = [
    rejected === 0
      ? t('shares.none-rejected')
      : t('shares.rejected', { count: formatCount(rejected) }),
    ...(unanswered === 0 ? [] : [t('shares.waiting', { count: formatCount(unanswered) })]),
  ];
  setText(part('rejected'), counts.join(', '));
  part('last-reason').hidden = lastRejection === null;
  if (lastRejection) {
    setText(part('last-reason'), t('shares.last', { reason: reasonText(lastRejection) }));
  }
}

/** Why a share was rejected, in words; what is not known here as the bridge says it. */
export function reasonText({ reason, detail }: Pick<ShareResult, 'reason' | 'detail'>): string {
  const key = `reason.${reason ?? 'none'}`;
  // No text of a reason has anything to be filled in.
  const words = isTextKey(key) ? t(key as 'reason.none') : (reason ?? '');
  return detail === null ? words : `${words} (${detail})`;
}
