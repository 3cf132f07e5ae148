/** Fields of a profile that are folded away, in groups. */
export type ProfileGroup = 'work' | 'miner' | 'when';

/** Where a field is found; null: always in sight. */
export function groupOf(field: string): ProfileGroup | null {
  if (/^(?:threads|throttle|devices)$/.test(field)) return 'work';
  if (/^(?:settings|extraArguments)/.test(field)) return 'miner';
  return /^(?:schedule|resumeAfterRestart)/.test(field) ? 'when' : null;
}
