/** What a graphics card measures of itself; null where the system does not tell. */
export interface CardFigures {
  /** Of the core, °C. */
  readonly temperature: number | null;
  /** °C */
  readonly memoryTemperature: number | null;
  /** Of the hottest spot of the core, which AMD calls junction, °C. */
  readonly hotSpotTemperature: number | null;
  readonly fanPercent: number | null;
  /** W */
  readonly power: number | null;
  /** % */
  readonly load: number | null;
}

export const unknownFigures: CardFigures = {
  temperature: null,
  memoryTemperature: null,
  hotSpotTemperature: null,
  fanPercent: null,
  power: null,
  load: null,
};

/** What the second tells fills where the first does not. */
export const filledFrom = (first: CardFigures, second: CardFigures): CardFigures => ({
  temperature: first.temperature ?? second.temperature,
  memoryTemperature: first.memoryTemperature ?? second.memoryTemperature,
  hotSpotTemperature: first.hotSpotTemperature ?? second.hotSpotTemperature,
  fanPercent: first.fanPercent ?? second.fanPercent,
  power: first.power ?? second.power,
  load: first.load ?? second.load,
});
