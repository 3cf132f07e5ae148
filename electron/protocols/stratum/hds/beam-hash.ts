/** Which of Beam's three proofs of work. */
export type BeamGeneration = 1 | 2 | 3;

/** Heights from which on the second and the third are used. */
export interface BeamForks {
  readonly second: number;
  readonly third: number;
}

/** Those of the main networks of Beam and Hds. */
export const mainForks: BeamForks = { second: 321_321, third: 777_777 };

/**
 * Which BeamHash a block is solved with.
 *
 * @param height  of the block; null: not known, which is said of new blocks only
 * @param forks   as the login told them, or those of the main network
 */
export function beamGeneration(
  height: number | null,
  forks: BeamForks = mainForks,
): BeamGeneration {
  if (height === null || height >= forks.third) return 3;
  return height < forks.second ? 1 : 2;
}
