/** As far as browsers have it: <https://www.w3.org/TR/battery-status/>. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean;
}
interface BatteryNavigator {
  getBattery?(): Promise<BatteryManager>;
}

/**
 * Tells whether the device runs on its battery, now and whenever that changes.
 *
 * @param onChange  given null, once, where the browser does not tell
 */
export async function watchPower(onChange: (onBattery: boolean | null) => void): Promise<void> {
  try {
    const battery = await (navigator as BatteryNavigator).getBattery?.();
    if (!battery) {
      onChange(null);
      return;
    }
    const tell = (): void => onChange(!battery.charging);
    battery.addEventListener('chargingchange', tell);
    tell();
  } catch {
    // Forbidden by a policy of the browser.
    onChange(null);
  }
}
