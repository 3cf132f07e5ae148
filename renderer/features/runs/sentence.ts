import type { Run } from '../../../electron/contract/values/run.ts';
import { asClause, withoutStop } from '../../format/as-clause.ts';
import { formatAge, formatDuration } from '../../format/duration.ts';
import { formatHashrate } from '../../format/hashrate.ts';
import { formatWhen } from '../../format/time.ts';
import { plural, t } from '../../locales/t.ts';
import type { StateSentence } from '../../ui/state-sentence.ts';
import { isActive, totalHashrate } from './active.ts';
import { runStateLook } from './run-state.ts';

/** States in the order in which they need a person, worst first. */
const urgency = [
  'failed',
  'backing-off',
  'stopping',
  'starting',
  'warming-up',
  'paused',
  'running',
  'stopped',
] as const;

/**
 * The sentence about all runs of a rig: about its only run, or about the one that needs a person
 * most and how many mine besides it.
 *
 * @param runs  newest first
 * @param now   epoch ms
 */
export function stateSentence(runs: readonly Run[], now: number): StateSentence {
  const active = runs.filter(isActive);
  const last = runs[0];
  if (active.length === 0) return last === undefined ? idle(null, now) : endedSentence(last, now);
  const [worst] = active.toSorted((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state));
  if (worst === undefined) return idle(null, now);
  if (worst.state === 'running') return miningSentence(active, now);
  const sentence = activeSentence(worst, now);
  const mining = active.filter(({ state }) => state === 'running').length;
  if (mining === 0) return sentence;
  const detail = [sentence.detail, plural('state.others', mining)].filter((part) => part !== '');
  return { ...sentence, detail: detail.join(' · ') };
}

function miningSentence(active: readonly Run[], now: number): StateSentence {
  const [only] = active;
  const text =
    active.length === 1 && only !== undefined
      ? t('state.running', { miner: only.minerName })
      : t('state.running-many', { count: active.length });
  const since = Math.min(...active.map(({ stateSince }) => stateSince));
  const total = totalHashrate(active, now);
  return {
    ...look('running'),
    text,
    figure: total === null ? null : formatHashrate(total),
    detail:
      total === null
        ? t('state.no-hashrate')
        : t('state.for', { duration: formatDuration(now - since) }),
    spoken: text,
  };
}

function activeSentence(run: Run, now: number): StateSentence {
  const base = look(run.state);
  const miner = run.minerName;
  const lasted = formatDuration(now - run.stateSince);
  switch (run.state) {
    case 'starting':
      return plain(base, t('state.starting', { miner }), lasted);
    case 'warming-up':
      return plain(
        base,
        t('state.warming-up', { miner }),
        t('state.warming-up-detail', { duration: lasted }),
      );
    case 'stopping':
      return plain(base, t('state.stopping', { miner }), lasted);
    case 'paused': {
      const text =
        run.pausedUntil === null
          ? t('state.paused')
          : t('state.paused-until', { time: formatWhen(run.pausedUntil, now) });
      return plain(base, text, t('state.for', { duration: lasted }));
    }
    case 'backing-off': {
      const seconds = Math.max(0, Math.ceil(((run.retryAt ?? now) - now) / 1_000));
      const why = run.reason === null ? '' : `: ${asClause(run.reason)}`;
      return {
        ...base,
        text: t('state.backing-off', { miner, time: formatDuration(seconds * 1_000) }) + why,
        figure: null,
        detail: run.restarts === 0 ? '' : plural('state.restarts', run.restarts),
        spoken: t('state.backing-off-spoken', { miner }) + why,
      };
    }
    case 'running':
      return miningSentence([run], now);
    case 'stopped':
    case 'failed':
      break;
  }
  return endedSentence(run, now);
}

function endedSentence(run: Run, now: number): StateSentence {
  if (run.state === 'failed') {
    const text = t('state.failed', { reason: withoutStop(run.reason ?? t('state.no-reason')) });
    return plain(look('failed'), text, ago(run.stateSince, now));
  }
  return idle(run, now);
}

function idle(last: Run | null, now: number): StateSentence {
  const base = look('stopped');
  const text = t('state.idle');
  if (last === null) return plain(base, text, '');
  const key = last.endReason ?? 'user';
  return plain(base, text, t(`state.ended-${key}`, { ago: ago(last.stateSince, now) }));
}

function plain(
  base: Pick<StateSentence, 'icon' | 'tone'>,
  text: string,
  detail: string,
): StateSentence {
  return { ...base, text, figure: null, detail, spoken: text };
}

function look(state: Run['state']): Pick<StateSentence, 'icon' | 'tone'> {
  const { icon, tone } = runStateLook(state);
  return { icon, tone };
}

function ago(at: number, now: number): string {
  return t('time.ago', { age: formatAge(now - at) });
}
