import { practicePoolUrl } from '../../../electron/contract/values/profile.ts';
import { t } from '../../locales/t.ts';
import type { BridgeForm } from './bridge-form.ts';

/** What is wrong with a field, and how it must be. */
export function fieldMessage(name: string, path: readonly PropertyKey[], form: BridgeForm): string {
  if (path[0] === 'pools' && path.at(-1) === 'url') {
    const empty = form.pools[Number(path[1])]?.url.trim() === '';
    return t(empty ? 'profile.error-no-pool' : 'profile.error-pool', {
      example: 'stratum+tcp://pool.example:3333',
      practice: practicePoolUrl,
    });
  }
  switch (name) {
    case 'name':
      return t(form.name.trim() === '' ? 'bridge.error-no-name' : 'profile.error-long-name');
    case 'pools':
      return t('profile.error-pools');
    case 'doors':
      return t('bridge.error-doors');
    case 'web.host':
    case 'tcp.host':
      return t('bridge.error-host');
    case 'web.port':
    case 'tcp.port':
      return t('bridge.error-port');
    case 'same-port':
      return t('bridge.error-same-port');
    case 'unchecked-difficulty':
      return t('bridge.error-unchecked-difficulty');
    case 'clientDifficulty':
      return t('bridge.error-difficulty');
    case 'guard.allow':
    case 'guard.deny': {
      const bad = form[name === 'guard.allow' ? 'allow' : 'deny']
        .split(/[\s,;]+/)
        .find(isNoAddress);
      return t('bridge.error-address', { address: bad ?? '' });
    }
    case 'guard.origins':
      return t('bridge.error-origins');
    case 'guard.maxClients':
    case 'guard.maxClientsPerAddress':
      return t('bridge.error-clients');
    case 'guard.maxMessagesPerMinute':
      return t('bridge.error-messages');
    case 'guard.banMinutes':
      return t('bridge.error-ban');
  }
  return t('profile.error-too-long');
}

const isNoAddress = (text: string): boolean => !/^[0-9a-fA-F.:]+(\/\d{1,3})?$/.test(text);
