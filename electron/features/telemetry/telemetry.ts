import type { Clock } from '../../base/clock.ts';
import type { EventHub } from '../../base/event-hub.ts';
import type { Sample } from '../../contract/values/history.ts';
import type { RunId } from '../../contract/values/ids.ts';
import type { Run } from '../../contract/values/run.ts';
import { IntervalTimer } from './interval-timer.ts';
import type { RecordSamples, RunFilter } from './ports.ts';
import { RunMeter } from './run-meter.ts';

/** Length of a sample, ms. */
export const sampleMs = 10_000;
/** Five minutes, and one sample more because a window seldom begins where a sample does. */
const keptSamples = 31;

interface Parts {
  readonly events: Pick<EventHub, 'on' | 'publish'>;
  readonly clock: Clock;
  readonly record: RecordSamples;
}

/** Makes samples of ten seconds from what miners say, keeps the newest and hands all to history. */
export class Telemetry implements Disposable {
  /** Since when samples are taken, epoch ms. */
  readonly startedAt: number;
  /** How far back {@link totals} reaches, ms. */
  readonly reachMs = keptSamples * sampleMs;
  readonly #parts: Parts;
  readonly #meters = new Map<RunId, RunMeter>();
  readonly #timer: IntervalTimer;
  readonly #subscriptions: readonly (() => void)[];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#timer = new IntervalTimer(parts.clock, sampleMs, (start) => this.#close(start));
    this.startedAt = this.#timer.start;
    this.#subscriptions = [
      parts.events.on('run.changed', (run) => this.#follow(run)),
      parts.events.on('run.reading', (reading) => this.#meters.get(reading.runId)?.read(reading)),
    ];
  }

  /** Hashrate of each of the newest intervals, of all runs that fit together, in no certain order. */
  totals({ runId, profileId }: RunFilter): { readonly at: number; readonly hashrate: number }[] {
    const totals = new Map<number, number>();
    for (const { run, samples } of this.#meters.values()) {
      if (runId !== undefined && run.id !== runId) continue;
      if (profileId !== undefined && run.profileId !== profileId) continue;
      for (const [at, hashrate] of samples) {
        if (hashrate !== null) totals.set(at, (totals.get(at) ?? 0) + hashrate);
      }
    }
    return [...totals].map(([at, hashrate]) => ({ at, hashrate }));
  }

  /** Hands over the unfinished interval and ends. */
  [Symbol.dispose](): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.#timer[Symbol.dispose]();
    this.#close(this.#timer.start);
    this.#meters.clear();
  }

  #follow(run: Run): void {
    const meter = this.#meters.get(run.id);
    if (!meter) {
      if (run.endedAt === null) this.#meters.set(run.id, new RunMeter(run, keptSamples));
      return;
    }
    const ends = !meter.isOver && run.endedAt !== null;
    meter.change(run);
    if (ends) this.#end(meter);
  }

  /** A run's last seconds count only where no other goes on: they are no interval of all runs. */
  #end(meter: RunMeter): void {
    if (meter.hasMeasured && !this.#going().some(({ hasMeasured }) => hasMeasured)) {
      this.#record([meter.close(this.#timer.start)]);
    }
    meter.drop();
  }

  #close(at: number): void {
    const going = this.#going();
    if (going.some(({ hasMeasured }) => hasMeasured)) {
      // Two runs one after the other must not look like two side by side.
      for (const meter of this.#meters.values()) if (meter.isOver) meter.forget(at);
    }
    this.#record(going.map((meter) => meter.close(at)));
    this.#forgetOld(at);
  }

  #going(): RunMeter[] {
    return [...this.#meters.values()].filter(({ isOver }) => !isOver);
  }

  #record(samples: readonly Sample[]): void {
    if (samples.length > 0) this.#parts.record(samples);
    for (const sample of samples) this.#parts.events.publish('history.sample', sample);
  }

  #forgetOld(at: number): void {
    for (const [runId, { isOver, samples }] of this.#meters) {
      const isNear = (time: number): boolean => Math.abs(at - time) < this.reachMs;
      if (isOver && ![...samples.keys()].some(isNear)) this.#meters.delete(runId);
    }
  }
}
