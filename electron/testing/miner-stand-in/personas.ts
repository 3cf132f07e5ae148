import type { Persona } from './persona.ts';

/** By the id of the catalogue; each is loaded only where it is played. */
const personas: Readonly<Record<string, () => Promise<Persona>>> = {
  xmrig: async () => (await import('./personas/xmrig.ts')).xmrig,
  'cpuminer-opt': async () => (await import('./personas/cpuminer-opt.ts')).cpuminerOpt,
  'ccminer-verus': async () => (await import('./personas/ccminer-verus.ts')).ccminerVerus,
  nheqminer: async () => (await import('./personas/nheqminer.ts')).nheqminer,
  'tt-miner': async () => (await import('./personas/tt-miner.ts')).ttMiner,
  't-rex': async () => (await import('./personas/t-rex.ts')).tRex,
  lolminer: async () => (await import('./personas/lolminer.ts')).lolminer,
  gminer: async () => (await import('./personas/gminer.ts')).gminer,
  nbminer: async () => (await import('./personas/nbminer.ts')).nbminer,
  rigel: async () => (await import('./personas/rigel.ts')).rigel,
  bzminer: async () => (await import('./personas/bzminer.ts')).bzminer,
  'srbminer-multi': async () => (await import('./personas/srbminer-multi.ts')).srbminerMulti,
  teamredminer: async () => (await import('./personas/teamredminer.ts')).teamredminer,
  wildrig: async () => (await import('./personas/wildrig.ts')).wildrig,
  onezerominer: async () => (await import('./personas/onezerominer.ts')).onezerominer,
};

export const personaIds: readonly string[] = Object.keys(personas);

/** @throws {TypeError} where nobody plays it */
export async function personaOf(id: string): Promise<Persona> {
  const load = personas[id];
  if (!load) throw new TypeError(`nobody plays ${id}`);
  return load();
}
