/** Which of Beam's three proofs of work; a job's height tells (protocols/stratum/hds/beam-hash.ts). */
export type BeamGeneration = 1 | 2 | 3;
