import type { ShareResults } from './share-results.ts';

/** Colours a text; leaves it as it is where nobody wants colours. */
export type Paint = (code: string, text: string) => string;

export const colourful: Paint = (code, text) => `\u001b[${code}m${text}\u001b[0m`;
export const plain: Paint = (_code, text) => text;

// XMRig's colours, so that what reads or shows its lines does the same with ours.
const white = '1;37';
const cyan = '1;36';
const green = '1;32';
const red = '1;31';
const magenta = '1;35';
const dim = '1;30';
const backgrounds = { net: '44;1', cpu: '46;1', miner: '45;1', signal: '43;1' } as const;

type Tag = keyof typeof backgrounds;

/**
 * The miner's output line by line, in the shapes of XMRig 6: what reads those reads ours.
 * Hashrates are given in H/s.
 */
export class TerminalLines {
  readonly #write: (text: string) => void;
  readonly #paint: Paint;
  readonly #now: () => Date;

  constructor(write: (text: string) => void, paint: Paint, now: () => Date = () => new Date()) {
    this.#write = write;
    this.#paint = paint;
    this.#now = now;
  }

  /** What is said once, at the start. */
  banner(name: string, value: string): void {
    const paint = this.#paint;
    const [first = '', ...rest] = value.split(' ');
    const painted = [paint(cyan, first), ...rest.map((word) => paint(white, word))].join(' ');
    this.#line(` ${paint(green, '*')} ${paint(white, name.padEnd(13))}${painted}`);
  }

  ready(threads: number, elapsedMs: number): void {
    const paint = this.#paint;
    const count = paint(cyan, `${threads}/${threads} (${threads})`);
    this.#tagged('cpu', `${paint(green, 'READY')} threads ${count} ${this.#ms(elapsedMs)}`);
  }

  poolUsed(pool: string, ip: string): void {
    const paint = this.#paint;
    this.#tagged('net', `${paint(white, 'use pool')} ${paint(cyan, pool)} ${paint(dim, ip)}`);
  }

  job(pool: string, difficulty: number, algorithm: string): void {
    const paint = this.#paint;
    const what = `diff ${paint(white, difficultyText(difficulty))} algo ${paint(white, algorithm)}`;
    this.#tagged('net', `${paint(magenta, 'new job')} from ${paint(white, pool)} ${what}`);
  }

  /** @param what  "connect error: "connection refused"" and the like */
  poolFailed(pool: string, what: string): void {
    this.#tagged('net', this.#paint(red, `${pool} ${what}`));
  }

  noPools(): void {
    this.#tagged('net', this.#paint(red, 'no active pools, stop mining'));
  }

  accepted({ accepted, rejected }: ShareResults, difficulty: number, latencyMs: number): void {
    const paint = this.#paint;
    const counts = `(${accepted}/${rejected}) diff ${paint(white, difficultyText(difficulty))}`;
    this.#tagged('cpu', `${paint(green, 'accepted')} ${counts} ${this.#ms(latencyMs)}`);
  }

  rejected(
    { accepted, rejected }: ShareResults,
    difficulty: number,
    latencyMs: number,
    reason: string,
  ): void {
    const paint = this.#paint;
    const counts = `(${accepted}/${rejected}) diff ${paint(white, difficultyText(difficulty))}`;
    const why = paint(red, `"${reason}"`);
    this.#tagged('cpu', `${paint(red, 'rejected')} ${counts} ${why} ${this.#ms(latencyMs)}`);
  }

  /** @param rates  over ten seconds, a minute and a quarter of an hour */
  speed(rates: readonly (number | null)[], highest: number | null): void {
    const paint = this.#paint;
    const { unit, factor } = unitOf(highest ?? 0);
    const [short = 'n/a', ...longer] = rates.map((rate) => amountText(rate, factor));
    const all = `${paint(cyan, short)} ${longer.join(' ')} ${paint(cyan, unit)}`;
    const most = paint(cyan, `${amountText(highest, factor)} ${unit}`);
    this.#tagged('miner', `${paint(white, 'speed')} 10s/60s/15m ${all} max ${most}`);
  }

  paused(): void {
    const paint = this.#paint;
    this.#tagged('miner', `${paint('1;33', 'paused')}, press ${paint('45;1', 'r')} to resume`);
  }

  resumed(): void {
    this.#tagged('miner', this.#paint(green, 'resumed'));
  }

  /** Answers the key for results. */
  results({ accepted, rejected, best, latencyMs }: ShareResults): void {
    this.#line(` - RESULTS`);
    this.#line(` * accepted     ${accepted}`);
    this.#line(` * rejected     ${rejected}`);
    this.#line(` * best         ${best[0] === undefined ? 'n/a' : difficultyText(best[0])}`);
    this.#line(` * answer       ${latencyMs === null ? 'n/a' : `${latencyMs} ms`}`);
  }

  /** Answers the key for the connection. */
  connection(pool: string, seconds: number, failures: number): void {
    this.#line(` - CONNECTION`);
    this.#line(` * pool         ${pool}`);
    this.#line(` * connected    ${seconds} s`);
    this.#line(` * failures     ${failures}`);
  }

  noConnection(): void {
    this.#line(`${this.#stamp()} no active connection`);
  }

  signal(name: string): void {
    this.#tagged('signal', this.#paint('0;33', `${name} received, exiting`));
  }

  #ms(ms: number): string {
    return this.#paint(dim, `(${Math.round(ms)} ms)`);
  }

  #tagged(tag: Tag, text: string): void {
    const box = this.#paint(backgrounds[tag], ` ${tag.padEnd(8)}`);
    this.#line(`${this.#stamp()} ${box} ${text}`);
  }

  #stamp(): string {
    const now = this.#now();
    const two = (value: number): string => String(value).padStart(2, '0');
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
    const ms = `.${String(now.getMilliseconds()).padStart(3, '0')}`;
    return `[${day} ${time}${this.#paint(dim, ms)}]`;
  }

  #line(text: string): void {
    this.#write(`${text}\n`);
  }
}

/** A whole number as it is, a fraction with four digits that count and no exponent. */
export function difficultyText(difficulty: number): string {
  if (difficulty >= 1_000) return String(Math.round(difficulty));
  const digits = Number(difficulty.toPrecision(4)).toFixed(14);
  return digits.replace(/\.?0+$/, '');
}

/** So that the amount stays below 10,000. */
function unitOf(hashrate: number): { unit: string; factor: number } {
  if (hashrate < 1e4) return { unit: 'H/s', factor: 1 };
  if (hashrate < 1e7) return { unit: 'kH/s', factor: 1e3 };
  return hashrate < 1e10 ? { unit: 'MH/s', factor: 1e6 } : { unit: 'GH/s', factor: 1e9 };
}

function amountText(hashrate: number | null, factor: number): string {
  if (hashrate === null) return 'n/a';
  const amount = hashrate / factor;
  return amount.toFixed(amount < 100 ? 2 : 1);
}
