import type { Miner, MinerSetting } from '../../../electron/contract/values/miner.ts';
import type { MinerSettings, Profile } from '../../../electron/contract/values/profile.ts';

/** What of a profile belongs to one miner and is no use to another. */
export interface MinerForm {
  allDevices: boolean;
  /** Numbers as the miner counts them, between commas or blanks; counts unless it is all of them. */
  devices: string;
  settings: MinerSettings;
  /** One a line. */
  extraArguments: string;
}

export type SettingValue = MinerSettings[string];

export const emptyMinerForm = (): MinerForm => ({
  allDevices: true,
  devices: '',
  settings: {},
  extraArguments: '',
});

export const minerFormOf = ({ devices, settings, extraArguments }: Profile): MinerForm => ({
  allDevices: devices === null,
  devices: (devices ?? []).join(', '),
  settings: { ...settings },
  extraArguments: extraArguments.join('\n'),
});

/** What the form says, not yet checked. */
export function minerInput({ allDevices, devices, settings, extraArguments }: MinerForm): object {
  const numbers = devices.split(/[\s,;]+/).filter((part) => part !== '');
  return {
    devices: allDevices ? null : numbers.map(Number),
    settings,
    extraArguments: extraArguments
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

/** A setting as it stands: what was set, else what the miner takes by itself. */
export const settingValue = (form: MinerForm, { key, default: usual }: MinerSetting) =>
  form.settings[key] ?? usual;

/** Settings with one of them changed. What is as usual needs no saying. */
export function withSetting(
  settings: MinerSettings,
  { key, default: usual }: MinerSetting,
  value: SettingValue | null,
): MinerSettings {
  const { [key]: _before, ...others } = settings;
  return value === null || value === '' || value === usual ? others : { ...others, [key]: value };
}

/** How many settings are not as usual, of those that the miner has. */
export const changedSettings = (form: MinerForm, miner: Miner | undefined): number =>
  (miner?.settings ?? []).filter(({ key }) => form.settings[key] !== undefined).length;
