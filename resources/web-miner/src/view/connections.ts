import type { LinkState } from '../bridge/link-states.ts';
import type { BridgeStatus } from '../bridge/status.ts';
import { isTextKey, t } from '../text.ts';
import { part, setText } from './dom.ts';
import { setTone, type Tone } from './tone.ts';

const linkTones: Readonly<Record<LinkState, Tone>> = {
  closed: 'neutral',
  connecting: 'info',
  waiting: 'info',
  working: 'good',
  'backing-off': 'attention',
  refused: 'bad',
};

/** @param retryMs  until the next attempt; null: there is none to come */
export function showLink(state: LinkState, retryMs: number | null, jobId: string | null): void {
  setText(part('link-state'), t(`link.${state}`));
  setTone(part('link-state'), linkTones[state]);
  setText(part('link-note'), noteOf(state, retryMs, jobId));
}

function noteOf(state: LinkState, retryMs: number | null, jobId: string | null): string {
  if (state === 'working') return t('link.working-note', { job: jobId ?? '—' });
  if (state === 'backing-off') {
    return t('state.retry-in', { seconds: Math.ceil(Math.max(0, retryMs ?? 0) / 1000) });
  }
  return t(`link.${state}-note`);
}

const poolTones: Readonly<Partial<Record<string, Tone>>> = {
  working: 'good',
  'backing-off': 'attention',
};

/** @param isStale  whether the bridge does not answer any more */
export function showPool(status: BridgeStatus | null, isStale: boolean): void {
  const pool = isStale ? null : status?.pool;
  const state = pool ? poolStateText(pool.state) : t('pool.unknown');
  setText(part('pool-state'), state);
  setTone(part('pool-state'), poolTones[pool?.state ?? ''] ?? 'neutral');
  const unknown = status && !isStale ? t('pool.unknown-note') : t('pool.unreachable');
  setText(part('pool-note'), pool ? (pool.name ?? '') : unknown);
}

/** The state of the pool in words; one that is not known here as the bridge says it. */
export function poolStateText(state: string): string {
  const key = `pool.${state}`;
  return isTextKey(key) ? t(key as 'pool.idle') : state;
}

export function showOperator(status: BridgeStatus | null): void {
  const name = status?.name ?? null;
  setText(part('title'), name ?? t('page.title'));
  document.title = name === null ? t('page.title') : t('page.title-of', { name });
  setText(part('operator'), name ?? t('about.unknown-name'));
  setText(part('pool-name'), status?.pool?.name ?? '—');
}
