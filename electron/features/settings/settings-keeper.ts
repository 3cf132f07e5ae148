import type { Publish } from '../../base/event-hub.ts';
import type { JsonFile } from '../../base/json-file.ts';
import type { Notify } from '../../base/notify.ts';
import { Serial } from '../../base/serial.ts';
import { Settings, type SettingsPatch } from '../../contract/values/settings.ts';
import { readSettings } from './read-settings.ts';

export interface SettingsParts {
  readonly file: JsonFile;
  readonly publish: Publish;
  /** Told what in the file could not be used. */
  readonly notify: Notify;
}

/** The settings: always whole and right, whatever the file holds. */
export class SettingsKeeper {
  readonly #parts: SettingsParts;
  readonly #serial = new Serial();
  #settings: Settings;
  /** The file holds something that the next write would lose. */
  #isCopyNeeded: boolean;

  private constructor(parts: SettingsParts, settings: Settings, isCopyNeeded: boolean) {
    this.#parts = parts;
    this.#settings = settings;
    this.#isCopyNeeded = isCopyNeeded;
  }

  /** @throws {StorageError} where the file is there and the disk does not give it */
  static async open(parts: SettingsParts): Promise<SettingsKeeper> {
    const { file, notify } = parts;
    const found = await file.read();
    if (found === undefined) return new SettingsKeeper(parts, Settings.parse({}), false);
    if (!isRecord(found)) {
      await file.setAside('holds no settings');
      return new SettingsKeeper(parts, Settings.parse({}), false);
    }
    const { settings, problems } = readSettings(found, file.name);
    for (const { kind, text } of problems) {
      const severity = kind === 'broken' ? 'warning' : 'info';
      const suggestion = kind === 'broken' ? 'Set it anew on the Settings page.' : null;
      notify({ severity, text, suggestion });
    }
    return new SettingsKeeper(parts, settings, problems.length > 0);
  }

  current(): Settings {
    return this.#settings;
  }

  /**
   * Changes the named settings, all or none, and announces it.
   * @throws {StorageError} where they cannot be saved; then everything is as before
   */
  update(patch: SettingsPatch): Promise<Settings> {
    return this.#serial.run(async () => {
      const { file, publish } = this.#parts;
      const named = Object.entries(patch).filter(([, value]) => value !== undefined);
      const settings = Settings.parse({ ...this.#settings, ...Object.fromEntries(named) });
      if (this.#isCopyNeeded) await file.copyAside();
      this.#isCopyNeeded = false;
      await file.write(settings);
      this.#settings = settings;
      publish('settings.changed', settings);
      return settings;
    });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
