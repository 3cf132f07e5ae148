import type { BuiltinAlgorithm } from '../../contract/values/profile.ts';
import { bitcoin } from './bitcoin.ts';
import type { Dialect } from './dialect.ts';
import { verus } from './verus.ts';

/** How each algorithm is mined. */
export const dialects: Readonly<Record<BuiltinAlgorithm, Dialect>> = {
  sha256d: bitcoin,
  verushash: verus,
};
