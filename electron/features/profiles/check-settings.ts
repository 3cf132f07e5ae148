import type { Miner, MinerSetting } from '../../contract/values/miner.ts';
import type { MinerSettings } from '../../contract/values/profile.ts';
import { ProfileFieldError } from './profile-errors.ts';

type Value = MinerSettings[string];

/** @throws {ProfileFieldError} naming the setting and its limits where the miner has no such one */
export function checkSettings(settings: MinerSettings, miner: Miner): void {
  for (const [key, value] of Object.entries(settings)) {
    const path = `settings.${key}`;
    const setting = miner.settings.find((each) => each.key === key);
    if (!setting) {
      const known = miner.settings.map((each) => each.key).join(', ');
      const advice =
        known === '' ? 'It has none at all: remove it.' : `Its settings are: ${known}.`;
      throw new ProfileFieldError(path, `${miner.name} has no setting “${key}”.`, advice);
    }
    const wanted = misfit(setting, value);
    if (wanted === undefined) continue;
    const message = `“${setting.label}” of ${miner.name} cannot be ${shown(value)}.`;
    throw new ProfileFieldError(path, message, `It must be ${wanted}.`);
  }
}

/** @returns what the setting takes, as in "a whole number from 1 to 5"; undefined where it fits */
export function misfit(setting: MinerSetting, value: Value): string | undefined {
  const { fits, wanted } = kinds[setting.kind];
  return fits(value, setting) ? undefined : wanted(setting);
}

interface Kind {
  readonly fits: (value: Value, setting: MinerSetting) => boolean;
  readonly wanted: (setting: MinerSetting) => string;
}

const kinds: Readonly<Record<MinerSetting['kind'], Kind>> = {
  switch: {
    fits: (value) => typeof value === 'boolean',
    wanted: () => 'on or off (true or false)',
  },
  choice: {
    fits: (value, { choices }) => typeof value === 'string' && choices.includes(value),
    wanted: ({ choices }) => `one of: ${choices.join(', ')}`,
  },
  text: { fits: (value) => typeof value === 'string', wanted: () => 'a text' },
  integer: {
    fits: (value, setting) => Number.isInteger(value) && isWithin(setting, value),
    wanted: (setting) => `a whole number${limits(setting)}`,
  },
  number: {
    fits: (value, setting) => typeof value === 'number' && isWithin(setting, value),
    wanted: (setting) => `a number${limits(setting)}`,
  },
};

const isWithin = ({ min, max }: MinerSetting, value: Value): boolean =>
  Number(value) >= (min ?? -Infinity) && Number(value) <= (max ?? Infinity);

function limits({ min, max }: MinerSetting): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return `, ${min} or more`;
  return max === null ? '' : `, ${max} or less`;
}

const shown = (value: Value): string =>
  typeof value === 'string' ? `“${value.slice(0, 60)}”` : String(value);
