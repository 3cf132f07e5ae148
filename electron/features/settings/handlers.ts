import type { Handlers } from '../../contract/index.ts';
import type { SettingsKeeper } from './settings-keeper.ts';

export function settingsHandlers(
  settings: SettingsKeeper,
): Pick<Handlers, 'settings.get' | 'settings.update'> {
  return {
    'settings.get': () => settings.current(),
    'settings.update': (patch) => settings.update(patch),
  };
}
