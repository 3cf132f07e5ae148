import { DeviceTable } from '../device-table.ts';
import type { LineFacts, LineReader } from '../miner-report.ts';
import { sum } from '../miner-values.ts';
import { readXmrigLine, type XmrigLine } from './xmrig-line.ts';

/** Reads what XMRig prints, and the miners that took over its manners. */
export function openXmrigReader(): LineReader {
  const table = new ThreadTable();
  // The average of the last ten seconds goes on for a while after a pause, when the truth is 0.
  let paused = false;
  return (text) => {
    const line = readXmrigLine(text);
    if (line.kind === 'speed' && paused) return {};
    if (line.kind === 'paused' || line.kind === 'resumed') paused = line.kind === 'paused';
    return table.read(line) ?? factsOf(line);
  };
}

/** Devices, from the tables that the keys h and e print. */
class ThreadTable {
  readonly #devices = new DeviceTable();
  /** Of the table that is being printed. */
  #kind: 'cpu' | 'gpu' = 'cpu';
  /** Cards that have a row in it already. */
  readonly #seen = new Set<number>();

  /** Null where the line tells nothing of devices. */
  read(line: XmrigLine): LineFacts | null {
    if (line.kind === 'threads') {
      this.#kind = line.device;
      this.#seen.clear();
      return null;
    }
    if (line.kind === 'health') {
      const { card, power, temperature, fanPercent } = line;
      const { index, busId } = card;
      this.#devices.update('gpu', index, { busId, power, temperature, fanPercent });
    } else if (line.kind !== 'thread' || !this.#takeRow(line)) {
      return null;
    }
    return { devices: this.#devices.list() };
  }

  #takeRow({ thread, hashrate, card }: XmrigLine & { kind: 'thread' }): boolean {
    if (this.#kind === 'cpu') {
      // Its threads are one device; their sum comes last.
      if (thread === null) this.#devices.update('cpu', 0, { hashrate });
      return thread === null;
    }
    if (!card) return false;
    const { index, busId, name } = card;
    // A card may have several threads; its first row in a table begins anew.
    const before = this.#seen.has(index) ? this.#devices.get('gpu', index)?.hashrate : null;
    this.#seen.add(index);
    this.#devices.update('gpu', index, { busId, name, hashrate: sum([before ?? null, hashrate]) });
    return true;
  }
}

/** What a line says on its own. */
function factsOf(line: XmrigLine): LineFacts {
  switch (line.kind) {
    case 'speed':
      return { hashrate: line.hashrates[0] };
    case 'accepted':
    case 'rejected': {
      const { accepted, rejected, difficulty, latencyMs } = line;
      return { accepted, rejected, difficulty, poolLatencyMs: latencyMs, poolConnected: true };
    }
    case 'job':
      return { difficulty: line.difficulty, poolConnected: true };
    case 'pool-used':
      return { poolConnected: true };
    case 'pool-lost':
      return { poolConnected: false };
    case 'ready':
      return { threads: line.threads };
    case 'paused':
      return { paused: true, hashrate: 0 };
    case 'resumed':
      return { paused: false, hashrate: null };
    case 'api-failed':
    case 'api-request':
    case 'banner':
    case 'config':
    case 'empty':
    case 'health':
    case 'other':
    case 'signal':
    case 'stopped':
    case 'table':
    case 'thread':
    case 'threads':
    case 'warm-up':
    case 'warning':
      break;
  }
  return {};
}
