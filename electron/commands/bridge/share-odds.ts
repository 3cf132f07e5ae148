import { hashrateText } from '../../base/hashrate-text.ts';
import type { BridgeAlgorithm, BridgeDialect } from '../../contract/values/bridge.ts';
import { hashesPerDifficulty } from '../../protocols/stratum/verus/target.ts';
import { durationText } from '../words.ts';

/** What browsers and small computers reach, H/s, where nothing is measured yet. */
const usualHashrate = 1e6;

/** Hashes that a share of difficulty 1 stands for, on average. */
export function hashesPerUnit(dialect: BridgeDialect, algorithm: BridgeAlgorithm): number {
  if (dialect === 'verus') return hashesPerDifficulty;
  // As Litecoin's pools count; 2 ** 32 is Bitcoin's.
  if (dialect === 'stratum1') return algorithm === 'scrypt' ? 2 ** 16 : 2 ** 32;
  return 1;
}

/**
 * How often a share is to be expected.
 *
 * @param difficulty  what the pool asks, in its own scale
 * @param hashes      that a share stands for, on average
 * @param hashrate    H/s as measured from the shares so far; null: there were none
 */
export function oddsText(difficulty: number, hashes: number, hashrate: number | null): string {
  const speed = hashrate ?? usualHashrate;
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
