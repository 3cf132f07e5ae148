import { t } from '../locales/t.ts';
import { formatAge } from './duration.ts';
import { unknown } from './hashrate.ts';

/** "12 s ago". @param at epoch ms, or null for never or unknown */
export function formatAgo(at: number | null, now: number): string {
  return at === null ? unknown : t('time.ago', { age: formatAge(now - at) });
}
