import type { BridgeStatus } from '../../../electron/contract/values/bridge.ts';
import { asClause } from '../../format/as-clause.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatHashrate, unknown } from '../../format/hashrate.ts';
import { formatPool } from '../../format/pool.ts';
import { plural, t } from '../../locales/t.ts';
import type { StateSentence } from '../../ui/state-sentence.ts';
import { bridgeStateLook } from './bridge-state.ts';

/**
 * What a bridge does, in one sentence.
 *
 * @param now  epoch ms
 */
export function bridgeSentence(status: BridgeStatus, now: number): StateSentence {
  const { running, problem, pool, clients } = status;
  const { icon, tone } = bridgeStateLook(status);
  const plain = (text: string, detail = ''): StateSentence => {
    return { icon, tone, text, figure: null, detail, spoken: text };
  };
  if (!running) {
    if (problem === null) return plain(t('bridge.stopped'), also(t('bridge.stopped-detail')));
    return plain(t('bridge.not-running', { problem: asClause(problem) }));
  }
  const lasted = formatDuration(now - pool.since);
  const name = pool.url === null ? unknown : formatPool(pool.url);
  const waiting = clients === 0 ? '' : plural('bridge.clients-wait', clients);
  switch (pool.state) {
    case 'working': {
      const text = clients === 0 ? t('bridge.ready') : plural('bridge.serving', clients);
      const since = t('bridge.from-pool', { pool: name, duration: lasted });
      const known = clients > 0 && status.hashrate !== null;
      return {
        ...plain(text, `${since} ${also(problem ?? '')}`.trim()),
        figure: known ? formatHashrate(status.hashrate) : null,
      };
    }
    case 'backing-off': {
      const text =
        problem === null
          ? t('bridge.no-pool')
          : t('bridge.no-pool-because', { problem: asClause(problem) });
      const wait = formatDuration(
        Math.max(0, Math.ceil(((pool.retryAt ?? now) - now) / 1_000)) * 1_000,
      );
      return plain(text, also(t('bridge.retry-in', { wait }), waiting));
    }
    case 'connecting':
    case 'logging-in':
    case 'waiting-for-work': {
      return plain(
        t(`bridge.${pool.state}`, { pool: name }),
        also(t('bridge.so-far', { duration: lasted }), waiting),
      );
    }
    case 'idle':
      break;
  }
  return plain(t('bridge.idle'), also(waiting));
}

/** What else there is to say, each behind a dot. */
function also(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => `· ${part}`)
    .join(' ');
}
