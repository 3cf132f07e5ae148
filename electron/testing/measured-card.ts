import type { CardSensors } from '../protocols/packages/hiveos-cards.ts';

/** What the sensors of a card tell; nothing but for what is given. */
export const measuredCard = (busId: string, told: Partial<CardSensors> = {}): CardSensors => ({
  busId,
  temperature: null,
  memoryTemperature: null,
  hotSpotTemperature: null,
  fanPercent: null,
  power: null,
  load: null,
  ...told,
});
