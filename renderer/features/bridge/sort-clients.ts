import type { BridgeClient } from '../../../electron/contract/values/bridge.ts';
import { rejectedCount } from './rejections.ts';

export type ClientSortKey =
  'worker' | 'address' | 'hashrate' | 'accepted' | 'rejected' | 'lastShareAt';

export interface ClientSort {
  readonly key: ClientSortKey;
  readonly descending: boolean;
}

/** Names read from A, figures from the largest. */
export const beginsDescending = (key: ClientSortKey): boolean =>
  key !== 'worker' && key !== 'address';

/** What is unknown comes last either way; what is equal keeps its place. */
export function sortClients(
  clients: readonly BridgeClient[],
  { key, descending }: ClientSort,
): readonly BridgeClient[] {
  const sign = descending ? -1 : 1;
  return clients.toSorted((a, b) => {
    const [left, right] = [sortValue(a, key), sortValue(b, key)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left).localeCompare(String(right), 'en', { numeric: true });
  });
}

function sortValue(client: BridgeClient, key: ClientSortKey): string | number | null {
  switch (key) {
    case 'worker':
    case 'address':
    case 'hashrate':
    case 'lastShareAt':
      return client[key];
    case 'accepted':
      return client.shares.accepted;
    case 'rejected':
      break;
  }
  return rejectedCount(client.shares);
}
