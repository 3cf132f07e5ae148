/** Sensors that sleep or are not connected say 0, -1, 255 or 511 °C. */
export const plausibleDegrees = (degrees: number | null): number | null =>
  degrees !== null && degrees > 0 && degrees < 150 ? degrees : null;

/** No card that is on takes nothing, and none takes 5 kW. */
export const plausibleWatts = (watts: number | null): number | null =>
  watts !== null && watts > 0 && watts < 5_000 ? watts : null;

/** A fan may stand still, and a card may have nothing to do. */
export const plausiblePercent = (percent: number | null): number | null =>
  percent !== null && percent >= 0 && percent <= 100 ? percent : null;
