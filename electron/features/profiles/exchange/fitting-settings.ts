import type { Miner, MinerSetting } from '../../../contract/values/miner.ts';
import type { MinerSettings } from '../../../contract/values/profile.ts';
import { misfit } from '../check-settings.ts';

/** A value of another program's configuration, and how a setting of ours may be called that is it. */
export interface Candidate {
  /** As in the file: `cpu.huge-pages`. */
  readonly path: string;
  readonly value: unknown;
  readonly keys: readonly string[];
}

export interface FittingSettings {
  readonly settings: MinerSettings;
  readonly notes: readonly string[];
}

/** Takes over what the miner has a setting for; of the rest says why not, never what it was. */
export function fittingSettings(candidates: readonly Candidate[], miner: Miner): FittingSettings {
  const settings: MinerSettings = {};
  const notes: string[] = [];
  for (const { path, value, keys } of candidates) {
    if (isLeftOut(value)) continue;
    const setting = miner.settings.find(({ key }) => keys.includes(key));
    const fitting = setting && fittingValue(setting, value);
    if (!setting) notes.push(`“${path}” has no place among the settings of ${miner.name}.`);
    else if (fitting === undefined) {
      notes.push(`“${path}” does not fit the setting “${setting.label}” and was left out.`);
    } else settings[setting.key] = fitting;
  }
  return { settings, notes };
}

/** XMRig writes null and negative numbers for "as you like". */
const isLeftOut = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (typeof value === 'number' && value < 0);

function fittingValue(setting: MinerSetting, value: unknown): MinerSettings[string] | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  const isWord = setting.kind === 'text' || setting.kind === 'choice';
  const candidate = isWord ? String(value) : value;
  return misfit(setting, candidate) === undefined ? candidate : undefined;
}

/** `huge-pages` and `1gb-pages` as keys of settings are written: `hugePages`, `1gbPages`. */
export const camelCase = (words: string): string =>
  words.replace(/[-_. ]+(\w)/g, (_, letter: string) => letter.toUpperCase());
