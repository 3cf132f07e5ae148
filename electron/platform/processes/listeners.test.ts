import { describe, expect, it } from 'vitest';
import { decodeListeners, loopbackListeners } from './listeners.ts';

const line = (local: string, state: string, inode: string): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0000000000000000 100 0 0 10 0`;

describe('decodeListeners', () => {
  it('finds who listens on a port, and nobody else', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      line('0100007F:0FBC', '0A', '111'),
      line('0100007F:0FBC', '01', '112'),
      line('0100007F:0FBD', '0A', '113'),
      line('00000000000000000000000000000000:0FBC', '0A', '114'),
    ].join('\n');
    expect(decodeListeners(table, 4028)).toEqual([
      { address: '0100007F', inode: '111' },
      { address: '0'.repeat(32), inode: '114' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['text', 'no table at all'],
    ['a line that is cut off', line('0100007F:0FBC', '0A', '111').slice(0, 60)],
    ['an address that is none', line('127.0.0.1:4028', '0A', '111')],
    ['an inode that is none', line('0100007F:0FBC', '0A', 'x')],
  ])('finds nobody in %s', (_, table) => {
    expect(decodeListeners(table, 4028)).toEqual([]);
  });
});

describe('loopbackListeners', () => {
  const at = (address: string, inode: string) => ({ address, inode });
  const all = '0'.repeat(32);

  it.each([
    ['the loopback address before all others', ['00000000', '0100007F', all], ['0100007F']],
    ['all of IPv4 before all of IPv6', [all, '00000000'], ['00000000']],
    ['all of IPv6 where there is nobody else', [all], [all]],
    ['everybody at the same address', ['00000000', '00000000'], ['00000000', '00000000']],
    ['nobody at the address of a network', ['0A01A8C0'], []],
  ])('takes %s', (_, addresses, taken) => {
    const listeners = addresses.map((address, index) => at(address, String(index)));
    expect(loopbackListeners(listeners).map(({ address }) => address)).toEqual(taken);
  });
});
