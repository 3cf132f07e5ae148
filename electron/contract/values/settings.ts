import { z } from 'zod';
import { ProfileId } from './ids.ts';

/** Everything a person can set that is no profile. Each field has a default of its own. */
export const Settings = z
  .object({
    theme: z.enum(['system', 'dark', 'light']).default('system'),
    firstRunDone: z.boolean().default(false),
    selectedProfileId: ProfileId.nullable()
      .default(null)
      .describe('what the Start button of the dashboard starts'),
    minuteRetentionDays: z.number().int().min(1).max(365).default(30),
    hourRetentionDays: z.number().int().min(1).max(3650).default(730),
    apiHost: z.string().min(1).max(255).default('127.0.0.1'),
    apiPort: z.number().int().min(0).max(65_535).default(9090).describe('0: any free port'),
    closeToTray: z.boolean().default(true),
    releaseMirror: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullable()
      .default(null)
      .describe('a server with the paths of GitHub, from which miners are installed instead'),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

const { shape } = Settings;

/** A change: only the fields that are named change. */
export const SettingsPatch = z
  .strictObject({
    theme: shape.theme.unwrap(),
    firstRunDone: shape.firstRunDone.unwrap(),
    selectedProfileId: shape.selectedProfileId.unwrap(),
    minuteRetentionDays: shape.minuteRetentionDays.unwrap(),
    hourRetentionDays: shape.hourRetentionDays.unwrap(),
    apiHost: shape.apiHost.unwrap(),
    apiPort: shape.apiPort.unwrap(),
    closeToTray: shape.closeToTray.unwrap(),
    releaseMirror: shape.releaseMirror.unwrap(),
  })
  .partial()
  .meta({ id: 'SettingsPatch' });
export type SettingsPatch = z.infer<typeof SettingsPatch>;
