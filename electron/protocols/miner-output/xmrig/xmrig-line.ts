import { busIdOf } from '../bus-id.ts';
import { hashrateOf, scaledCount } from '../hashrate-unit.ts';
import { printedPercent, printedSensor } from '../printed-values.ts';

/** One line of XMRig's output, or of a miner that prints like it. Hashrates in H/s, null for n/a. */
export type XmrigLine =
  | {
      readonly kind: 'speed';
      /** Over ten seconds, a minute, a quarter of an hour. */
      readonly hashrates: readonly [number | null, number | null, number | null];
      readonly highest: number | null;
      /** Some algorithms print it, GhostRider for one. */
      readonly average: number | null;
    }
  | ({ readonly kind: 'accepted' } & Share)
  | ({ readonly kind: 'rejected'; readonly reason: string } & Share)
  | {
      readonly kind: 'job';
      readonly pool: string;
      readonly difficulty: number | null;
      readonly algorithm: string | null;
      readonly height: number | null;
    }
  | { readonly kind: 'pool-used'; readonly pool: string }
  | { readonly kind: 'pool-lost'; readonly reason: string }
  /** What it says of itself at the start; without a name where a value goes on in a new line. */
  | { readonly kind: 'banner'; readonly name: string; readonly value: string }
  | { readonly kind: 'ready'; readonly threads: number }
  | { readonly kind: 'warm-up'; readonly text: string }
  | { readonly kind: 'warning'; readonly about: Warning; readonly text: string }
  | { readonly kind: 'api-request'; readonly request: string; readonly status: number }
  | { readonly kind: 'api-failed'; readonly text: string }
  /** Its configuration was written or read anew. */
  | { readonly kind: 'config'; readonly text: string }
  | { readonly kind: 'signal'; readonly signal: string }
  /** Begins the table of the hashrates of threads, of the processor's or of one kind of cards. */
  | { readonly kind: 'threads'; readonly device: 'cpu' | 'gpu' }
  | {
      readonly kind: 'thread';
      /** Null in the row of their sum. */
      readonly thread: number | null;
      /** Over ten seconds. */
      readonly hashrate: number | null;
      readonly card: Card | null;
    }
  | {
      readonly kind: 'health';
      readonly card: Card;
      readonly power: number | null;
      readonly temperature: number | null;
      readonly fanPercent: number | null;
    }
  | { readonly kind: 'paused' | 'resumed' | 'stopped' | 'table' | 'empty' }
  | { readonly kind: 'other'; readonly text: string };

interface Card {
  readonly index: number;
  readonly busId: string | null;
  /** Null where the line does not say it. */
  readonly name: string | null;
}

/** Totals since the miner began, with what this share was. */
interface Share {
  readonly accepted: number;
  readonly rejected: number;
  readonly difficulty: number | null;
  readonly latencyMs: number | null;
}

type Warning = 'msr' | 'huge-pages' | 'memory' | 'config';

/**
 * Says what a line is. Never fails: what it does not know is `other`.
 *
 * @param line  a whole line without escape sequences
 */
export function readXmrigLine(line: string): XmrigLine {
  const text = line.trimEnd();
  if (text === '') return { kind: 'empty' };
  const stamp = /^\[\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?\]\s+/.exec(text);
  if (!stamp) return readUndated(text);
  const rest = text.slice(stamp[0].length);
  const tagged = /^([a-z]+) {2,}(?=\S)/.exec(rest);
  if (!tagged) return readUntagged(rest);
  return readMessage(tagged[1] ?? '', rest.slice(tagged[0].length));
}

function readUndated(text: string): XmrigLine {
  // `* HTTP API     127.0.0.1:18333 address already in use`; names in small letters are a report's.
  const banner = /^ \* ([A-Z0-9][A-Z0-9 #]*?)(?: {2,}(.*))?$/.exec(text);
  if (banner) {
    const value = banner[2]?.trim() ?? '';
    const failed = banner[1] === 'HTTP API' && value.endsWith('already in use');
    return failed
      ? { kind: 'api-failed', text: value }
      : { kind: 'banner', name: banner[1] ?? '', value };
  }
  const continued = /^ {16,}(\S.*)$/.exec(text)?.[1];
  if (continued !== undefined) return { kind: 'banner', name: '', value: continued };
  const threads = /^\| +(CPU|CUDA|OPENCL) # \| AFFINITY \|/.exec(text)?.[1];
  if (threads !== undefined) return { kind: 'threads', device: threads === 'CPU' ? 'cpu' : 'gpu' };
  const thread = readThread(text);
  if (thread) return thread;
  const table =
    /^(?:\|.*\|$|\| {2}# \| GPU|\| *\d+ \| *\d+ \| *[0-9a-f]{2}:| - [A-Z][A-Z0-9 ]*$| \* [a-z]|\s*\d+ \|| {2}# \|)/.test(
      text,
    );
  return table ? { kind: 'table' } : { kind: 'other', text };
}

/** `|        0 |       -1 |   176.9 |     n/a |     n/a | #0 01:00.0 Name`; a dash for the sum. */
function readThread(text: string): XmrigLine | null {
  const row =
    /^\| +(\d{1,6}|-) \| +(?:-?\d{1,20}|-) \| +(\S+) \| +\S+ \| +\S+ \|(?: #(\d{1,3}) (\S+) (\S.*))?$/.exec(
      text,
    );
  if (!row) return null;
  const [, thread = '', amount = '', index, address = '', name = ''] = row;
  return {
    kind: 'thread',
    thread: thread === '-' ? null : Number(thread),
    hashrate: hashrateOf(amount, 'H/s'),
    card: index === undefined ? null : { index: Number(index), busId: busIdOf(address), name },
  };
}

function readUntagged(text: string): XmrigLine {
  const request = /^\S+ ([A-Z]{3,7} \S+) (\d{3}) \d+ \d+ms /.exec(text);
  if (request) {
    return { kind: 'api-request', request: request[1] ?? '', status: Number(request[2]) };
  }
  if (text === 'no active connection') return { kind: 'pool-lost', reason: text };
  if (text === 'no results yet') return { kind: 'table' };
  if (/^(?:unable to open|no valid configuration)/.test(text)) {
    return { kind: 'warning', about: 'config', text };
  }
  return { kind: 'other', text };
}

function readMessage(tag: string, text: string): XmrigLine {
  const share = text.startsWith('accepted (') || text.startsWith('rejected (');
  // An own name only: a line may call its tag `constructor`.
  const read = share ? readShare : Object.hasOwn(readers, tag) ? readers[tag] : undefined;
  return read?.(text) ?? { kind: 'other', text };
}

function readShare(text: string): XmrigLine | null {
  const match =
    /^(accepted|rejected) \((\d{1,15})\/(\d{1,15})\) diff (\S+)(?: "(.*)")?(?: \((\d+) ms\))?$/.exec(
      text,
    );
  if (!match) return null;
  const share: Share = {
    accepted: Number(match[2]),
    rejected: Number(match[3]),
    difficulty: scaledCount(match[4] ?? ''),
    latencyMs: match[6] === undefined ? null : Number(match[6]),
  };
  if (match[1] === 'accepted') return { kind: 'accepted', ...share };
  return { kind: 'rejected', ...share, reason: match[5] ?? '' };
}

const readers: Readonly<Record<string, (text: string) => XmrigLine | null>> = {
  miner(text) {
    if (text.startsWith('speed ')) return readSpeed(text);
    if (text.startsWith('paused')) return { kind: 'paused' };
    return text.startsWith('resumed') ? { kind: 'resumed' } : null;
  },
  net: readNet,
  cpu(text) {
    const ready = /^READY threads (\d{1,6})\//.exec(text);
    if (ready) return { kind: 'ready', threads: Number(ready[1]) };
    if (text.startsWith('stopped')) return { kind: 'stopped' };
    return /^use |^GhostRider algo/.test(text) ? { kind: 'warm-up', text } : null;
  },
  randomx(text) {
    if (/failed to allocate/.test(text)) return { kind: 'warning', about: 'memory', text };
    const pages = /huge pages (?:unavailable|0%)/i.test(text);
    return pages ? { kind: 'warning', about: 'huge-pages', text } : { kind: 'warm-up', text };
  },
  msr: (text) => (/fail|not |unable/i.test(text) ? { kind: 'warning', about: 'msr', text } : null),
  bench: (text) => (text.startsWith('start benchmark') ? { kind: 'warm-up', text } : null),
  config: (text) => ({ kind: 'config', text }),
  nvidia: readCard,
  opencl: readCard,
  signal(text) {
    const signal = /^(\S{1,20}) received/.exec(text)?.[1];
    return signal === undefined ? null : { kind: 'signal', signal };
  },
};

/** A card's threads are ready, stopped, about to begin, or its health was asked for with the key e. */
function readCard(text: string): XmrigLine | null {
  const health = /^#(\d{1,3}) (\S+) +(\d{1,5})W +(\d{1,3})C(?:.* fan0:(\d{1,3})%)?/.exec(text);
  if (health) {
    const [, index, address = '', power, celsius, fan] = health;
    return {
      kind: 'health',
      card: { index: Number(index), busId: busIdOf(address), name: null },
      power: printedSensor(power),
      temperature: printedSensor(celsius),
      fanPercent: printedPercent(fan),
    };
  }
  if (text.startsWith('stopped')) return { kind: 'stopped' };
  return /^(?:use|READY) /.test(text) ? { kind: 'warm-up', text } : null;
}

function readSpeed(text: string): XmrigLine | null {
  const match =
    /^speed 10s\/60s\/15m (\S+) (\S+) (\S+) (\S+) max (\S+) (\S+)(?: avg (\S+) (\S+))?$/.exec(text);
  if (!match) return null;
  const [, short = '', minute = '', quarter = '', unit = '', highest = '', highestUnit = ''] =
    match;
  return {
    kind: 'speed',
    hashrates: [hashrateOf(short, unit), hashrateOf(minute, unit), hashrateOf(quarter, unit)],
    highest: hashrateOf(highest, highestUnit),
    average: hashrateOf(match[7] ?? '', match[8] ?? ''),
  };
}

function readNet(text: string): XmrigLine | null {
  const job =
    /^new job from (\S+)(?: diff (\S+))?(?: algo (\S+))?(?: height (\d{1,15}))?(?: \(\d+ tx\))?$/.exec(
      text,
    );
  if (job) {
    return {
      kind: 'job',
      pool: job[1] ?? '',
      difficulty: scaledCount(job[2] ?? ''),
      algorithm: job[3] ?? null,
      height: job[4] === undefined ? null : Number(job[4]),
    };
  }
  const used = /^use (?:pool|daemon|proxy) (\S+)/.exec(text)?.[1];
  if (used !== undefined) return { kind: 'pool-used', pool: used };
  if (text.startsWith('HTTP API server failed')) return { kind: 'api-failed', text };
  const lost = /error(?: code)?: |^no active pools|reconnect$/.test(text);
  return lost ? { kind: 'pool-lost', reason: text } : null;
}
