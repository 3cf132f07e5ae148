import { practicePoolUrl } from '../../../electron/contract/values/profile.ts';
import { t } from '../../locales/t.ts';
import type { PoolForm } from './pool-form.ts';

export interface FieldError {
  readonly name: string;
  readonly message: string;
}

/** Fields whose entries share one place in the form. */
const lists: readonly PropertyKey[] = ['devices', 'extraArguments'];

/** Name of the field that a path of the contract's shape belongs to. */
export function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second, third] = path;
  if (first !== undefined && lists.includes(first)) return String(first);
  // The days of a time are chosen together.
  if (first === 'schedule' && path[3] === 'days') {
    return [first, second, third, 'days'].map(String).join('.');
  }
  return path.join('.');
}

/** What is wrong with a field, and how it must be. */
export function fieldMessage(
  name: string,
  form: { readonly name: string; readonly pools: readonly PoolForm[] },
  path: readonly PropertyKey[],
): string {
  switch (name) {
    case 'name':
      return t(form.name.trim() === '' ? 'profile.error-no-name' : 'profile.error-long-name');
    case 'minerId':
      return t('profile.error-miner');
    case 'algorithm':
      return t('profile.error-algorithm');
    case 'threads':
      return t('profile.error-whole-threads');
    case 'worker':
      return t('profile.error-worker');
    case 'devices':
      return t('profile.error-devices');
    case 'extraArguments':
      return t('profile.error-arguments');
    case 'schedule.windows':
      return t('profile.error-schedule');
    case 'pools':
      return t('profile.error-pools');
  }
  if (path[0] === 'settings') return t('profile.error-setting');
  const field = path.at(-1);
  if (path[0] === 'schedule') {
    return t(name.endsWith('days') ? 'profile.error-days' : 'profile.error-time');
  }
  if (field === 'url') {
    const pool = form.pools[Number(path[1])];
    return t(pool?.url.trim() === '' ? 'profile.error-no-pool' : 'profile.error-pool', {
      example: 'stratum+tcp://pool.example:3333',
      practice: practicePoolUrl,
    });
  }
  return t('profile.error-too-long');
}
