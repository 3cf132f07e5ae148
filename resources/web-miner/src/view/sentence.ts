import { formatDuration } from '../../../../renderer/format/duration.ts';
import { formatHashrate } from '../../../../renderer/format/hashrate.ts';
import type { LinkProblem } from '../bridge/link-problem.ts';
import type { LinkState } from '../bridge/link-states.ts';
import type { MissingCapability } from '../capabilities.ts';
import type { Breakdown } from '../miner.ts';
import { hashesPerShare, type MiningJob } from '../mining/mining-job.ts';
import type { Pace } from '../rules/pace.ts';
import { t } from '../text.ts';
import type { Tone } from './tone.ts';

/** All that the sentence at the top of the page depends on. */
export interface Situation {
  readonly now: number;
  readonly missing: MissingCapability | null;
  /** Why the hash kernel did not load; null: it did, or still may. */
  readonly kernelFailure: string | null;
  readonly isWanted: boolean;
  readonly wasWanted: boolean;
  readonly breakdown: Breakdown | null;
  readonly link: {
    readonly state: LinkState;
    readonly problem: LinkProblem | null;
    readonly retryAt: number | null;
  };
  /** As a sentence. */
  readonly pool: string;
  readonly job: MiningJob | null;
  readonly isExhausted: boolean;
  readonly pace: Pace;
  readonly since: number | null;
  readonly hashrate: number | null;
}

export interface Sentence {
  readonly icon: 'idle' | 'good' | 'wait' | 'pause' | 'attention' | 'bad';
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  /** What is told those who hear the page: without figures that change all the time. */
  readonly spoken: string;
}

/** What the page does, how well, since when; or why not, and when that ends. */
export function sentenceOf(situation: Situation): Sentence {
  const { missing, kernelFailure, breakdown } = situation;
  if (missing) return bad(t('state.unable'), t(`missing.${missing}`));
  if (kernelFailure !== null) {
    return bad(t('state.unable'), t('missing.kernel', { message: kernelFailure }));
  }
  if (breakdown?.kind === 'slow') {
    return made('attention', 'bad', t('state.slow'), t('state.slow-detail'));
  }
  if (breakdown?.kind === 'failed') {
    return bad(t('state.failed'), t('state.failed-detail', { message: breakdown.message }));
  }
  if (!situation.isWanted) {
    return situation.wasWanted
      ? made('idle', 'neutral', t('state.stopped'), t('state.stopped-detail'))
      : made('idle', 'neutral', t('state.idle'), t('state.idle-detail'));
  }
  return situation.job ? working(situation, situation.job) : connecting(situation);
}

function connecting({ now, link, pool }: Situation): Sentence {
  const { state, problem, retryAt } = link;
  if (state === 'refused') {
    return bad(t('state.refused'), t(`problem.${problem ?? 'not-allowed'}`));
  }
  if (state === 'waiting') {
    return waiting(t('state.waiting'), t('state.waiting-detail', { pool }));
  }
  if (state !== 'backing-off') {
    return waiting(t('state.connecting'), t('state.connecting-detail'));
  }
  const title = t('state.backing-off');
  const why = t(`problem.${problem ?? 'lost'}`);
  const seconds = Math.max(0, Math.ceil(((retryAt ?? now) - now) / 1000));
  const detail = `${why} ${t('state.retry-in', { seconds })}`;
  return { ...made('attention', 'attention', title, detail), spoken: `${title}. ${why}` };
}

function working(situation: Situation, job: MiningJob): Sentence {
  const { now, pace, since, hashrate, isExhausted } = situation;
  if (pace.workPercent === 0) {
    const title = t('state.paused-battery');
    return made('pause', 'attention', title, t('state.paused-battery-detail'));
  }
  if (isExhausted) return waiting(t('state.exhausted'), t('state.exhausted-detail'));
  const slowed = slowedBy(pace);
  const spoken = `${t('state.mining-first')}. ${slowed ?? ''}`;
  if (hashrate === null || hashrate === 0 || since === null) {
    const detail = slowed ?? t('state.mining-first-detail');
    return { ...made('good', 'good', t('state.mining-first'), detail), spoken };
  }
  const title = t('state.mining', { hashrate: unbroken(formatHashrate(hashrate)) });
  const detail = t('state.mining-detail', {
    duration: unbroken(formatDuration(now - since)),
    interval: unbroken(formatDuration((hashesPerShare(job.target) / hashrate) * 1000 + 999)),
  });
  return { ...made('good', 'good', title, slowed ?? detail), spoken };
}

function slowedBy({ because, workPercent: percent }: Pace): string | null {
  if (because === 'battery') return t('state.mining-slow-battery', { percent });
  return because === 'hidden' ? t('state.mining-slow-hidden', { percent }) : null;
}

/** A number stays with its unit. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function bad(title: string, detail: string): Sentence {
  return made('bad', 'bad', title, detail);
}

function waiting(title: string, detail: string): Sentence {
  return made('wait', 'info', title, detail);
}

function made(icon: Sentence['icon'], tone: Tone, title: string, detail: string): Sentence {
  return { icon, tone, title, detail, spoken: `${title}. ${detail}` };
}
