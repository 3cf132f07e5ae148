import { hashrateText } from '../../base/hashrate-text.ts';
import type { BridgeAlgorithm, BridgeDialect } from '../../contract/values/bridge.ts';
import { hashesPerDifficulty } from '../../protocols/stratum/verus/target.ts';
import { durationText } from '../words.ts';

/** What one usual miner of a dialect reaches, H/s, where nothing is measured yet. */
const usualHashrates: Readonly<Record<BridgeDialect, number>> = {
  verus: 1e6,
  stratum1: 1e12,
  cryptonote: 1e3,
  hds: 10,
};

export interface Odds {
  readonly dialect: BridgeDialect;
  readonly algorithm: BridgeAlgorithm;
  /** What the pool asks, in its own scale. */
  readonly difficulty: number;
  /** H/s as measured from the shares so far; null: there were none. */
  readonly hashrate: number | null;
}

/** Hashes that a share stands for, on average. */
export function hashesPerShare({ dialect, algorithm, difficulty }: Omit<Odds, 'hashrate'>): number {
  if (dialect === 'verus') return difficulty * hashesPerDifficulty;
  // As Litecoin's pools count; 2 ** 32 is Bitcoin's.
  if (dialect === 'stratum1') return difficulty * (algorithm === 'scrypt' ? 2 ** 16 : 2 ** 32);
  return difficulty;
}

/** How often a share is to be expected. */
export function oddsText(odds: Odds): string {
  const { dialect, difficulty, hashrate } = odds;
  const hashes = hashesPerShare(odds);
  const speed = hashrate ?? usualHashrates[dialect];
  const each = spanText((hashes / speed) * 1_000);
  const at = hashrate === null ? 'With' : 'At the measured';
  return `Difficulty ${count(difficulty)}: a share takes ${count(hashes)} hashes on average. ${at} ${hashrateText(speed)} that is one in ${each}.`;
}

function spanText(ms: number): string {
  if (ms < 1_000) return `${count(ms / 1_000)} s`;
  return Number.isFinite(ms) ? durationText(ms) : 'an endless time';
}

const count = (value: number): string =>
  (value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('en', {
    maximumFractionDigits: 9,
  });
