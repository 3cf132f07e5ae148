import { HashrateMeter } from '../../../electron/builtin-miner/hashrate-meter.ts';
import type { Clock } from '../../../electron/base/clock.ts';
import type { BridgeLink, LinkListener } from './bridge/bridge-link.ts';
import { HashrateHistory } from './mining/hashrate-history.ts';
import type { MiningJob } from './mining/mining-job.ts';
import type { ScanTeam, TeamListener } from './mining/scan-team.ts';
import { ShareTally, type ShareCounts } from './mining/share-tally.ts';
import { paceOf, type Pace, type Rules, type Surroundings } from './rules/pace.ts';
import { SlowWatch } from './rules/slow-watch.ts';

/** How the person wants to mine. */
export interface MiningWishes extends Rules {
  readonly threads: number;
}

export interface MinerParts {
  readonly clock: Clock;
  readonly openLink: (listener: LinkListener) => BridgeLink;
  readonly openTeam: (listener: TeamListener) => ScanTeam;
  readonly wishes: MiningWishes;
  readonly around: Surroundings;
  /** Something other than a figure has changed. */
  readonly onChange: () => void;
}

/** Why mining ended by itself. */
export type Breakdown =
  { readonly kind: 'slow' } | { readonly kind: 'failed'; readonly message: string };

/** A bridge takes a job away just before it gives the next: that is no break, ms. */
const betweenJobsMs = 2_000;

/** Figures are sampled no more often, ms. */
const sampleMs = 500;

/** Mines for the bridge from Start to Stop, as fast as the rules allow. */
export class Miner {
  readonly link: BridgeLink;
  readonly #parts: MinerParts;
  readonly #team: ScanTeam;
  readonly #meter = new HashrateMeter();
  readonly #history = new HashrateHistory();
  readonly #tally = new ShareTally();
  readonly #slowWatch = new SlowWatch();
  #wishes: MiningWishes;
  #around: Surroundings;
  #wanted = false;
  #breakdown: Breakdown | null = null;
  #job: MiningJob | null = null;
  #exhausted = false;
  #hashes = 0;
  #sampledAt = 0;
  #since: number | null = null;
  /** When the last job was taken away without another, epoch ms. */
  #jobLostAt = 0;
  #stopWatching: () => void = () => undefined;

  constructor(parts: MinerParts) {
    this.#parts = parts;
    this.#wishes = parts.wishes;
    this.#around = parts.around;
    this.link = parts.openLink({
      onChange: () => this.#linkChanged(),
      onJob: (job) => this.#take(job),
      onShareResult: (result) => {
        this.#tally.answered(result);
        parts.onChange();
      },
    });
    this.#team = parts.openTeam({
      onHashes: (count) => this.#count(count),
      onFound: (job, nonce) => {
        if (this.link.share(job, nonce)) this.#tally.sent();
        parts.onChange();
      },
      onExhausted: () => {
        this.#exhausted = true;
        parts.onChange();
      },
      onFailed: (message) => this.#breakOff({ kind: 'failed', message }),
    });
  }

  /** Whether the person has pressed Start. */
  get isWanted(): boolean {
    return this.#wanted;
  }

  get breakdown(): Breakdown | null {
    return this.#breakdown;
  }

  get job(): MiningJob | null {
    return this.#job;
  }

  get isExhausted(): boolean {
    return this.#exhausted;
  }

  get pace(): Pace {
    return paceOf(this.#wishes, this.#around);
  }

  get shares(): ShareCounts {
    return this.#tally.counts;
  }

  /** Since when hashes are computed without a break, epoch ms. */
  get since(): number | null {
    return this.#since;
  }

  /** Of the last ten seconds and of the last minute, H/s; null while it is not known. */
  get hashrates(): { readonly now: number | null; readonly average: number | null } {
    const [now, average] = this.#since === null ? [null, null] : this.#meter.rates;
    return { now, average };
  }

  /** H/s of the last minutes, oldest first; null where nothing was computed. */
  get history(): readonly (number | null)[] {
    return this.#history.rates(this.#parts.clock.now());
  }

  start(): void {
    this.#breakdown = null;
    this.#wanted = true;
    this.#slowWatch.reset();
    this.#stopWatching();
    this.#stopWatching = this.#parts.clock.every(SlowWatch.periodMs, () => this.#watch());
    this.#team.setPace(this.pace.workPercent);
    this.#team.resize(this.#wishes.threads);
    this.link.open();
    this.#parts.onChange();
  }

  stop(): void {
    this.#wanted = false;
    this.#stopWatching();
    this.link.close();
    this.#take(null);
    this.#team.resize(0);
    this.#parts.onChange();
  }

  wish(wishes: MiningWishes): void {
    this.#wishes = wishes;
    if (this.#wanted) this.#team.resize(wishes.threads);
    this.#adapt();
  }

  feel(around: Surroundings): void {
    this.#around = around;
    this.#slowWatch.reset();
    this.#adapt();
  }

  #adapt(): void {
    this.#team.setPace(this.pace.workPercent);
    this.#settle();
    this.#parts.onChange();
  }

  #linkChanged(): void {
    if (this.link.state === 'backing-off' || this.link.state === 'refused') {
      this.#tally.disconnected();
    }
    this.#parts.onChange();
  }

  #take(job: MiningJob | null): void {
    if (job === null && this.#job !== null) this.#jobLostAt = this.#parts.clock.now();
    this.#job = job;
    this.#exhausted = false;
    this.#team.work(job);
    this.#settle();
  }

  /** Begins the figures anew wherever hashing begins anew. */
  #settle(): void {
    const now = this.#parts.clock.now();
    const isBetweenJobs = this.link.state === 'waiting' && now - this.#jobLostAt < betweenJobsMs;
    if (this.pace.workPercent === 0 || (!this.#job && !isBetweenJobs)) this.#since = null;
    else if (this.#job && this.#since === null) {
      this.#since = now;
      this.#meter.restart(now, this.#hashes);
    }
  }

  /** Bells of hidden pages ring late, messages of threads do not. */
  #count(hashes: number): void {
    const now = this.#parts.clock.now();
    this.#hashes += hashes;
    this.#history.add(now, hashes);
    if (this.#since === null || now - this.#sampledAt < sampleMs) return;
    this.#sampledAt = now;
    this.#meter.sample(now, this.#hashes);
  }

  #watch(): void {
    this.#settle();
    if (this.#around.hidden || this.#since === null) this.#slowWatch.reset();
    else if (this.#slowWatch.ring(this.#parts.clock.now())) this.#breakOff({ kind: 'slow' });
  }

  #breakOff(breakdown: Breakdown): void {
    this.stop();
    this.#breakdown = breakdown;
    this.#parts.onChange();
  }
}
