import { busIdOf } from '../bus-id.ts';
import { DeviceTable } from '../device-table.ts';
import { readByRules } from '../line-rules.ts';
import type { LineReader } from '../miner-report.ts';
import { withoutTime } from '../printed-values.ts';

/**
 * Reads the list of cards that TT-Miner prints at its start, a star before those it uses. How it
 * prints shares and hashrates is not publicly documented, so that nothing is guessed: they come from
 * its interface.
 */
export function openTtMinerReader(): LineReader {
  const devices = new DeviceTable();
  return readByRules(
    [
      {
        // `* #00 PCI 01:00.0 ASUS   NVIDIA GeForce RTX 3060 Ti  8.000 GB / 7.776 GB  SM/Cores: …`
        pattern:
          /^\* #(?<index>\d{2,3}) PCI (?<address>[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (?<name>\S.{0,100}?) {2}\d+\.\d+ GB/i,
        read({ index, address = '', name = '' }) {
          devices.update('gpu', Number(index), {
            busId: busIdOf(address),
            name: name.replaceAll(/ {2,}/g, ' '),
          });
          return { devices: devices.list() };
        },
      },
    ],
    withoutTime,
  );
}
