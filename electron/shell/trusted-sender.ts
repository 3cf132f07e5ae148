import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { isOwnAddress } from './app-address.ts';

/**
 * Whether a message comes from the app's own page: from the top frame of a window, never from a
 * frame within it, and while that shows an address of ours.
 */
export function isTrustedSender(
  { sender, senderFrame }: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  developerUrl?: string,
): boolean {
  if (!senderFrame || senderFrame !== sender.mainFrame) return false;
  return isOwnAddress(senderFrame.url, developerUrl);
}
