import { practicePoolUrl } from '../../electron/contract/values/profile.ts';
import { t } from '../locales/t.ts';

/** A pool's address as a person reads it: without the scheme, and the practice pool by its name. */
export function formatPool(url: string): string {
  return url === practicePoolUrl ? t('pool.practice') : url.replace(/^[a-z+]+:\/\//, '');
}
