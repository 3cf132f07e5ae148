import type { CatalogueCase } from './catalogue-case.ts';
import { bzminerCase } from './cases/bzminer.ts';
import { ccminerVerusCase } from './cases/ccminer-verus.ts';
import { cpuminerOptCase } from './cases/cpuminer-opt.ts';
import { gminerCase } from './cases/gminer.ts';
import { lolminerCase } from './cases/lolminer.ts';
import { nbminerCase } from './cases/nbminer.ts';
import { nheqminerCase } from './cases/nheqminer.ts';
import { onezerominerCase } from './cases/onezerominer.ts';
import { rigelCase } from './cases/rigel.ts';
import { srbminerMultiCase } from './cases/srbminer-multi.ts';
import { tRexCase } from './cases/t-rex.ts';
import { teamredminerCase } from './cases/teamredminer.ts';
import { ttMinerCase } from './cases/tt-miner.ts';
import { wildrigCase } from './cases/wildrig.ts';
import { xmrigCase } from './cases/xmrig.ts';

/** One for each miner of the catalogue that can be installed. */
export const catalogueCases: readonly CatalogueCase[] = [
  xmrigCase,
  cpuminerOptCase,
  ccminerVerusCase,
  nheqminerCase,
  ttMinerCase,
  tRexCase,
  lolminerCase,
  gminerCase,
  nbminerCase,
  rigelCase,
  bzminerCase,
  srbminerMultiCase,
  teamredminerCase,
  wildrigCase,
  onezerominerCase,
];
