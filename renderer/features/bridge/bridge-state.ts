import type { BridgeStatus } from '../../../electron/contract/values/bridge.ts';
import { unknown } from '../../format/hashrate.ts';
import { t } from '../../locales/t.ts';
import type { Tone } from '../../ui/tone.ts';

export interface BridgeStateLook {
  readonly label: string;
  readonly icon: string;
  readonly tone: Tone;
}

/** How the state of a bridge looks everywhere: a word, an icon and a tone, never colour alone. */
export function bridgeStateLook(status: BridgeStatus | undefined): BridgeStateLook {
  if (status === undefined) {
    return { label: unknown, icon: 'i-lucide-circle-dashed', tone: 'neutral' };
  }
  if (!status.running) {
    return status.problem === null
      ? { label: t('bridge.stopped'), icon: 'i-lucide-square', tone: 'neutral' }
      : { label: t('bridge.state-failed'), icon: 'i-lucide-circle-alert', tone: 'bad' };
  }
  switch (status.pool.state) {
    case 'working':
      // Green is for what really mines.
      return status.clients === 0
        ? { label: t('bridge.state-ready'), icon: 'i-lucide-plug-zap', tone: 'info' }
        : { label: t('bridge.state-working'), icon: 'i-lucide-activity', tone: 'good' };
    case 'backing-off':
      return { label: t('bridge.no-pool'), icon: 'i-lucide-rotate-cw', tone: 'attention' };
    case 'connecting':
    case 'logging-in':
    case 'waiting-for-work':
      return { label: t('bridge.state-connecting'), icon: 'i-lucide-hourglass', tone: 'neutral' };
    case 'idle':
      break;
  }
  return { label: t('bridge.idle'), icon: 'i-lucide-unplug', tone: 'neutral' };
}
