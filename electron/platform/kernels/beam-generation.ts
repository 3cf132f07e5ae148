/** Heights from which on Beam's second and third proof of work are used. */
export interface BeamForks {
  readonly second: number;
  readonly third: number;
}

/** Those of Beam's and Hds' main networks. */
export const mainBeamForks: BeamForks = { second: 321_321, third: 777_777 };

export type BeamGeneration = 1 | 2 | 3;

/**
 * Which BeamHash the block of a height is solved with.
 *
 * @param height  whole number from 0 on
 * @throws {RangeError}  when the height is not
 */
export function beamGeneration(height: number, forks: BeamForks = mainBeamForks): BeamGeneration {
  if (!Number.isSafeInteger(height) || height < 0) {
    throw new RangeError(`height must be a whole number from 0 on, not ${height}`);
  }
  if (height < forks.second) return 1;
  return height < forks.third ? 2 : 3;
}
