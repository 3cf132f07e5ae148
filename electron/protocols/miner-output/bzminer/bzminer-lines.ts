import { busIdOf } from '../bus-id.ts';
import { DevicePlaces } from '../device-places.ts';
import { DeviceTable } from '../device-table.ts';
import { scaledCount } from '../hashrate-unit.ts';
import { readByRules, type LineRule } from '../line-rules.ts';
import type { DeviceReport, LineFacts, LineReader } from '../miner-report.ts';
import { measured } from '../miner-values.ts';
import { printedDuration, printedPercent, printedSensor } from '../printed-values.ts';
import { ShareCounter } from '../share-counter.ts';

/** More columns than any table has. */
const columnLimit = 24;

/** `64.37mh`, without the second; two dashes before there is any. */
const rate = String.raw`\d{1,9}(?:\.\d{1,6})?[kmgtpe]?h`;

/**
 * Reads what BzMiner prints: a table of its devices, then one for each pool, of which the first
 * algorithm counts. Columns go by their names, since versions and options change them. Posted in
 * bzminer/bzminer#8 (7.1.1), #104 (11.1.0), #98, #190, #260 (15.4.3), #300 (19.2.3), #320 (21.1.5); the
 * single line of 100.36 is quoted in the code of those who read it.
 */
export function openBzminerReader(): LineReader {
  const devices = new DeviceTable();
  const shares = new ShareCounter(devices);
  /** By `PCI bus:device`. */
  const places = new DevicePlaces();
  let columns: readonly string[] = [];
  let first: string | null = null;
  /** Whether what follows is of an algorithm that is mined beside the first. */
  let beside = false;

  const isFirst = (algorithm: string | undefined): boolean =>
    algorithm === undefined || (first ??= algorithm) === algorithm;

  /** Null for what is none of its devices. */
  const placeOf = (name: string): number | null => {
    const bus = /^(\d{1,3}):\d{1,2}$/.exec(name)?.[1];
    const place = bus === undefined ? null : places.of(name);
    if (place !== null && !isCpu(name)) {
      devices.update('gpu', place, { busId: busIdOf(Number(bus)) });
    }
    return place;
  };

  /** Shares are only counted for cards. */
  const cardOf = (name: string): number | null => (isCpu(name) ? null : placeOf(name));

  const readTitle = (title = ''): LineFacts => {
    columns = [];
    beside = !/^devices(?: - |$)/.test(title) && !isFirst(title.split(' - ', 1)[0]);
    return {};
  };

  const readRow = (row = ''): LineFacts => {
    const cells = row.split('|', columnLimit).map((cell) => cell.trim());
    const [name = ''] = cells;
    if (name === '#') {
      columns = cells.map((cell) => cell.replace(/:.*$/, ''));
      return {};
    }
    if (beside || cells.length !== columns.length) return {};
    if (name === 'smry' || name === '') return readSum(cells);
    const place = placeOf(name);
    if (place === null) return {};
    devices.update(kindOf(name), place, valuesOf(cells, columns));
    return { devices: devices.list() };
  };

  /** A row for all devices of a pool, and what stands below it in its last column. */
  const readSum = (cells: readonly string[]): LineFacts => {
    const { accepted = null, rejected = null, ...others } = valuesOf(cells, columns);
    const difficulty = /^diff: +(\d\S*)h$/.exec(cells.at(-1) ?? '')?.[1];
    return {
      ...(accepted === null ? {} : shares.set(accepted, rejected)),
      ...('hashrate' in others
        ? { hashrate: others.hashrate, invalid: others.invalid ?? null }
        : {}),
      ...(difficulty === undefined ? {} : { difficulty: scaledCount(difficulty) }),
    };
  };

  const rules: readonly LineRule[] = [
    { pattern: /^\|(?<row>.*)\|$/, read: ({ row }) => readRow(row) },
    {
      // `---- uptime: 0d 0h 58m 43s ---- v19.2.3b3` closes a table
      pattern: /^-{2,} uptime: (?<time>\d[^-]{1,40}) -{2,} v\S+$/,
      read({ time = '' }) {
        columns = [];
        return { uptimeMs: printedDuration(time) };
      },
    },
    {
      // `---- devices ----`, `---- ironfish - stratum+tcp://pool:9200 - worker ----`
      pattern: /^-{2,} (?<title>\S.{0,400}?) -{2,}$/,
      read: ({ title }) => readTitle(title),
    },
    {
      // `Pool accepted alph solution from GPU 1:0! (21ms)`
      pattern:
        /^Pool accepted (?:(?<algorithm>\S{1,40}) )?solution from GPU (?<name>\d{1,3}:\d{1,2})! \((?<latency>\d{1,9})ms\)$/,
      read: ({ algorithm, name = '', latency }) =>
        isFirst(algorithm)
          ? { ...shares.add('accepted', cardOf(name)), poolLatencyMs: Number(latency) }
          : {},
    },
    {
      // Without a connection none is sent.
      pattern:
        /^GPU:? (?<name>\d{1,3}:\d{1,2}):? (?:(?<algorithm>\S{1,40}) )?solution rejected: (?! *Bad Network)/,
      read: ({ algorithm, name = '' }) =>
        isFirst(algorithm) ? shares.add('rejected', cardOf(name)) : {},
    },
    {
      // `pearl hashrate 135.05th  shares=423`
      pattern: new RegExp(
        String.raw`^(?<algorithm>\S{1,40}) hashrate +(?<amount>${rate}) +shares=\d`,
      ),
      read: ({ algorithm, amount = '' }) =>
        isFirst(algorithm) ? { hashrate: rateOf(amount) } : {},
    },
    {
      pattern:
        /^(?:\[(?<algorithm>\S{1,40})\] )?(?<what>Connected|Connecting|Reconnecting) to \S+\d /,
      read: ({ algorithm, what }) =>
        isFirst(algorithm) ? { poolConnected: what === 'Connected' } : {},
    },
    {
      pattern: new RegExp(
        String.raw`^\[(?<algorithm>\S{1,40})\] New difficulty: (?<amount>${rate})$`,
      ),
      read: ({ algorithm, amount = '' }) =>
        isFirst(algorithm) ? { difficulty: rateOf(amount) } : {},
    },
  ];
  // `01-03 23:52:40:0956  <Warn> …`, the time with more words only.
  return readByRules(rules, (line) =>
    line
      .trim()
      .replace(/^\d\d-\d\d \d\d:\d\d(?::\d\d(?::\d{4})?)? +/, '')
      .replace(/^<(?:Warn|Error|Debug)> /, ''),
  );
}

/** It says of a processor that it is on the bus where none is. */
const isCpu = (name: string): boolean => name.startsWith('255:');
const kindOf = (name: string): DeviceReport['kind'] => (isCpu(name) ? 'cpu' : 'gpu');

function valuesOf(cells: readonly string[], columns: readonly string[]): Partial<DeviceReport> {
  const values = cells.map((cell, at) => valueOf(columns[at], cell));
  const known = Object.assign({}, ...values) as Partial<DeviceReport>;
  const { hashrate = null, accepted = null } = known;
  return 'hashrate' in known ? { ...known, hashrate: measured(hashrate, accepted) } : known;
}

function valueOf(column = '', cell = ''): Partial<DeviceReport> {
  if (cell === '') return {};
  switch (column) {
    case 'name':
      return { name: cell };
    case 'fan':
      return { fanPercent: printedPercent(/^(\d{1,3})%$/.exec(cell)?.[1]) };
    case 'pwr':
      return { power: printedSensor(/^(\d{1,4}(?:\.\d{1,2})?)w$/.exec(cell)?.[1]) };
    case 'temp': {
      // `36C/40C`: the memory's is only there where it is known.
      const [, core, memory] = /^(\d{1,3})C(?:\/(\d{1,3})C)?$/.exec(cell) ?? [];
      return { temperature: printedSensor(core), memoryTemperature: printedSensor(memory) };
    }
    // With pending ones behind them where those are asked for.
    case 'a/r/i':
    case 'a/r/i/p': {
      const [accepted, rejected, invalid] = cell.split('/', 4).map(countOf);
      return { accepted: accepted ?? null, rejected: rejected ?? null, invalid: invalid ?? null };
    }
    case 'miner hr':
    // Of an algorithm that processor and cards work on together.
    case 'janus hr':
      return { hashrate: rateOf(cell) };
    default:
      return {};
  }
}

/** A dash stands for none. */
function countOf(text: string): number | null {
  if (text === '-') return 0;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function rateOf(text: string): number | null {
  return scaledCount(text.replace(/h$/, ''));
}
