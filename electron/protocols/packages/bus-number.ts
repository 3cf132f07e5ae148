/** Number of the bus of `0b:00.0`. */
export const busOf = (busId: string): number => Number.parseInt(busId.slice(0, 2), 16);

/** `0b:00.0` of 11; cards are the first device on their bus nearly always. */
export const busIdOf = (bus: number | null): string | null =>
  bus === null || bus > 255 ? null : `${bus.toString(16).padStart(2, '0')}:00.0`;
