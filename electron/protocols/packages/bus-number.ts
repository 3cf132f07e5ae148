/** Number of the bus of `0b:00.0`. */
export const busOf = (busId: string): number => Number.parseInt(busId.slice(0, 2), 16);
