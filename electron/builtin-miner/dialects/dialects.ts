import { bitcoin } from './bitcoin.ts';
import type { Dialect } from './dialect.ts';
import { verus } from './verus.ts';

/** What the miner can mine, the usual first. */
export const algorithms = ['sha256d', 'verushash'] as const;

export type Algorithm = (typeof algorithms)[number];

export const dialects: Readonly<Record<Algorithm, Dialect>> = {
  sha256d: bitcoin,
  verushash: verus,
};
