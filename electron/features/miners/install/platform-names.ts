import type { MinerPlatform } from '../../../contract/values/miner.ts';

/** What a person calls a platform. */
export const platformNames: Readonly<Record<MinerPlatform, string>> = {
  'linux-x64': 'Linux (x64)',
  'linux-arm64': 'Linux (ARM64)',
  'windows-x64': 'Windows (x64)',
  'windows-arm64': 'Windows (ARM64)',
};

/** `a`, `a and b`, `a, b and c`, shortened after `limit`. */
export function listed(texts: readonly string[], limit = 12): string {
  const shown = texts.slice(0, limit);
  const left = texts.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  const last = shown.at(-1) ?? 'nothing';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
