/** The interfaces that this program can read; most are called after the miner that has them. */
export const apiKinds = [
  'xmrig',
  /** As XMRig 2 answered; WildRig still does. */
  'xmrig-2',
  'cpuminer',
  'ccminer',
  'nheqminer',
  /** Claymore's JSON-RPC with whole kH/s. */
  'ethminer',
  /** Claymore's JSON-RPC with H/s. */
  'tt-miner',
  't-rex',
  'lolminer',
  'rigel',
  'bzminer',
  'srbminer',
  'gminer',
  'nbminer',
  'teamredminer',
  'onezerominer',
] as const;
export type ApiKind = (typeof apiKinds)[number];

/** The manners of printing that this program can read. */
export const outputKinds = [
  'xmrig',
  'cpuminer',
  'cpuminer-opt',
  'minerd',
  'ccminer',
  'nheqminer',
  'ethminer',
  'tt-miner',
  't-rex',
  'lolminer',
  'rigel',
  'bzminer',
  'srbminer',
  'gminer',
  'nbminer',
  'teamredminer',
  'wildrig',
  'onezerominer',
] as const;
export type OutputKind = (typeof outputKinds)[number];
