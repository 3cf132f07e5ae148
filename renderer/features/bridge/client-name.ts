import type { BridgeClient } from '../../../electron/contract/values/bridge.ts';
import { t } from '../../locales/t.ts';

/** A client as it calls itself, or a word for one that does not. */
export function clientName({ worker }: Pick<BridgeClient, 'worker'>): string {
  return worker ?? t('clients.unnamed');
}
