/** When a process last showed what. Epoch milliseconds; null: never so far. */
export interface VitalSigns {
  /** Begin of the present warm-up: of the process, or the end of a pause. */
  readonly warmUpSince: number;
  readonly outputAt: number;
  readonly apiAt: number | null;
  /** Last time it reported more than 0 H/s, or began to run. */
  readonly hashedAt: number;
  /** As it reported last. */
  readonly poolConnected: boolean | null;
}

export interface VitalLimits {
  readonly warmUpMs: number;
  /** Without a word from its API and its output. */
  readonly silenceMs: number;
  /** Reporting no hashrate. */
  readonly idleMs: number;
  /** Reporting no hashrate and no pool: a pool's outage is no fault of the miner, up to here. */
  readonly poollessMs: number;
}

export const usualLimits: VitalLimits = {
  warmUpMs: 10 * 60_000,
  silenceMs: 60_000,
  idleMs: 120_000,
  poollessMs: 10 * 60_000,
};

/**
 * Tells a process that hangs from one that works, warms up or rests.
 * One that is paused may be silent as long as it likes, unless its API used to answer.
 *
 * @returns  one sentence that says why it is taken to hang, or null
 */
export function hangReason(
  state: 'warming-up' | 'running' | 'paused',
  signs: VitalSigns,
  now: number,
  limits: VitalLimits,
): string | null {
  if (state === 'warming-up') {
    if (now - signs.warmUpSince < limits.warmUpMs) return null;
    return `The miner showed no hashrate within ${inWords(limits.warmUpMs)} of starting.`;
  }
  const heardAt = Math.max(signs.outputAt, signs.apiAt ?? 0);
  if (now - heardAt >= limits.silenceMs && (state === 'running' || signs.apiAt !== null)) {
    return `The miner hung: nothing came from it for ${inWords(limits.silenceMs)}.`;
  }
  const answers = signs.apiAt !== null && now - signs.apiAt < limits.silenceMs;
  if (state === 'paused' || !answers) return null;
  const limit = signs.poolConnected === false ? limits.poollessMs : limits.idleMs;
  if (now - signs.hashedAt < limit) return null;
  return signs.poolConnected === false
    ? `The miner found no pool for ${inWords(limit)}.`
    : `The miner hung: it reported 0 H/s for ${inWords(limit)}.`;
}

function inWords(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  if (seconds <= 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}
