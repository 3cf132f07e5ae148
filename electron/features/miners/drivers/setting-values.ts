import type { MinerSetting } from '../../../contract/values/miner.ts';
import type { MinerSettings } from '../../../contract/values/profile.ts';
import { LaunchError } from './launch-error.ts';
import type { LaunchValue } from './launch-values.ts';

/**
 * The values of a miner's settings, as its templates name them. Settings that the miner does not
 * have are of another miner that the profile had before.
 *
 * @throws {LaunchError} where a value is not one that the setting can have
 */
export function settingValues(
  settings: readonly MinerSetting[],
  chosen: MinerSettings,
): Record<string, LaunchValue> {
  return Object.fromEntries(
    settings.map((setting) => {
      const value = chosen[setting.key] ?? setting.default ?? undefined;
      const problem = value === undefined || value === '' ? null : problemOf(setting, value);
      if (problem !== null) throw new LaunchError(`"${setting.label}" ${problem}`);
      return [`setting.${setting.key}`, value];
    }),
  );
}

/** @returns what a value of a setting has to be and is not; null: it is well */
function problemOf(setting: MinerSetting, value: string | number | boolean): string | null {
  const { kind, choices } = setting;
  if (kind === 'switch') return typeof value === 'boolean' ? null : 'must be on or off';
  if (kind === 'text') return typeof value === 'string' ? null : 'must be a text';
  if (kind !== 'choice') return numberProblem(setting, value);
  return choices.includes(String(value)) ? null : `must be one of ${choices.join(', ')}`;
}

function numberProblem(setting: MinerSetting, value: string | number | boolean): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (setting.kind === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
  const { min, max } = setting;
  if (min !== null && value < min) return `must be at least ${min}`;
  return max !== null && value > max ? `must be at most ${max}` : null;
}
