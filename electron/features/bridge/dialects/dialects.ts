import type { BridgeDialect } from '../../../contract/values/bridge.ts';
import { cryptonote } from './cryptonote.ts';
import type { Dialect } from './dialect.ts';
import { hds } from './hds.ts';
import { stratum1 } from './stratum1.ts';
import { verus } from './verus.ts';

export const dialects: Readonly<Record<BridgeDialect, Dialect>> = {
  verus,
  stratum1,
  cryptonote,
  hds,
};
