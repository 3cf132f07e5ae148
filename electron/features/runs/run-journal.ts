import type { JournalKind } from '../../contract/values/history.ts';
import type { EndReason, Run } from '../../contract/values/run.ts';
import type { RunParts } from './ports.ts';

/** Writes one run down: its begin and end, its counts, and what happened in between. */
export class RunJournal {
  readonly #runId: Run['id'];
  readonly #parts: Pick<RunParts, 'recorder' | 'clock'>;

  constructor(runId: Run['id'], parts: Pick<RunParts, 'recorder' | 'clock'>) {
    this.#runId = runId;
    this.#parts = parts;
  }

  opened({ profileId, profileName, minerId, algorithm, poolUrl, startedAt }: Run): void {
    const runId = this.#runId;
    this.#parts.recorder.opened({
      runId,
      profileId,
      profileName,
      minerId,
      algorithm,
      poolUrl,
      startedAt,
    });
    this.note('start', `Started “${profileName}”.`);
  }

  counted(
    shares: { readonly accepted: number; readonly rejected: number },
    restarts: number,
  ): void {
    const { accepted, rejected } = shares;
    this.#parts.recorder.counted({ runId: this.#runId, accepted, rejected, restarts });
  }

  note(kind: JournalKind, text: string): void {
    this.#parts.recorder.note({ runId: this.#runId, at: this.#parts.clock.now(), kind, text });
  }

  /** @param reason  why it failed, where it did */
  ended(endedAt: number, endReason: EndReason, reason: string | null): void {
    if (endReason === 'failed') this.note('failed', reason ?? 'Failed.');
    else this.note('stop', endReason === 'user' ? 'Stopped.' : 'Stopped: Rigwright was closed.');
    this.#parts.recorder.ended({ runId: this.#runId, endedAt, endReason });
  }
}
