import { DeviceTable } from '../device-table.ts';
import { hashrateOf } from '../hashrate-unit.ts';
import type { DeviceReport, LineFacts, LineReader } from '../miner-report.ts';
import {
  printedDuration,
  printedNumber,
  printedPercent,
  printedSensor,
  withoutTime,
} from '../printed-values.ts';

/** More columns than any table has. */
const columnLimit = 16;

/**
 * Reads the tables that Rigel prints, as rigelminer/rigel#252 shows them (1.21.2): one of sensors, then
 * one for each algorithm, of which the first counts.
 */
export function openRigelReader(): LineReader {
  const devices = new DeviceTable();
  let columns: readonly string[] = [];
  let first: string | null = null;
  /** Whether the table belongs to an algorithm that is mined beside the first. */
  let beside = false;

  return (line) => {
    if (line.length > 1000) return {};
    const text = withoutTime(line);
    const title = /^\+=+ (\S.{0,60}?) =+\+$/.exec(text)?.[1];
    if (title !== undefined) {
      const isSensors = title.startsWith('Rigel ');
      if (!isSensors) first ??= title;
      beside = !isSensors && title !== first;
      columns = [];
      return {};
    }
    if (!text.startsWith('|') || !text.endsWith('|')) return {};
    const cells = text
      .slice(1, -1)
      .split('|', columnLimit)
      .map((cell) => cell.trim());
    if (cells[0] === '#') {
      columns = cells;
      return {};
    }
    if (beside) return {};
    const total = /^Total: (.*)$/.exec(cells[0] ?? '')?.[1];
    if (total !== undefined) return totalOf(total, cells);
    return readRow(cells);
  };

  function readRow(cells: readonly string[]): LineFacts {
    const index = printedNumber(cells[0]);
    if (index === null || !Number.isInteger(index) || cells.length !== columns.length) return {};
    const values = Object.assign(
      {},
      ...cells.map((cell, at) => valueOf(columns[at], cell)),
    ) as Partial<DeviceReport>;
    devices.update('gpu', index, values);
    return { devices: devices.list() };
  }

  /** The first cell of a row of sums covers number, name and the first column of figures. */
  function totalOf(total: string, [, ...rest]: readonly string[]): LineFacts {
    if (columns[2] !== 'Hashrate') {
      const uptime = rest.find((cell) => cell.startsWith('Uptime: '));
      return uptime === undefined ? {} : { uptimeMs: printedDuration(uptime) };
    }
    const facts = rest.map((cell, at) => shareOf(columns[at + 3], cell));
    return { hashrate: rateOf(total), ...(Object.assign({}, ...facts) as LineFacts) };
  }
}

function valueOf(column: string | undefined, cell: string): Partial<DeviceReport> {
  const number = /^(\d{1,6}(?:\.\d{1,6})?)/.exec(cell)?.[1];
  switch (column ?? '') {
    case 'Name':
      return { name: cell };
    case 'Hashrate':
      return { hashrate: rateOf(cell) };
    case 'Power':
      return { power: printedSensor(number) };
    case 'T(core)':
      return { temperature: printedSensor(number) };
    case 'T(mem)':
      return { memoryTemperature: printedSensor(number) };
    case 'Fan':
      return { fanPercent: printedPercent(number) };
    default:
      return shareOf(column, cell);
  }
}

function shareOf(
  column: string | undefined,
  cell: string,
): Partial<Record<'accepted' | 'rejected' | 'invalid', number | null>> {
  const count = /^\d{1,15}$/.test(cell) ? Number(cell) : null;
  if (column === 'Acc') return { accepted: count };
  if (column === 'Rej') return { rejected: count };
  return column === 'Inv' ? { invalid: count } : {};
}

/** `1.843 KH/s`, or a dash before there is any. */
function rateOf(cell: string): number | null {
  const [amount = '', unit = ''] = cell.split(' ', 2);
  return hashrateOf(amount, unit);
}
