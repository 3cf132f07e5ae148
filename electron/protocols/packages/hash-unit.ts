const powers: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1e3],
  ['m', 1e6],
  ['g', 1e9],
  ['t', 1e12],
  ['p', 1e15],
]);

/**
 * What a unit of hashrate stands for, in H/s: hs, khs, mhs, ghs, ths; as well H/s, MH/s, kSol/s,
 * g/s or it/s, as some scripts write them.
 *
 * @returns null where it is none
 */
export function hashesPerUnit(unit: unknown): number | null {
  if (typeof unit !== 'string' || unit.length > 20) return null;
  const plain = unit.toLowerCase().replaceAll(/[\s/]/g, '');
  const found = /^([kmgtp]?)(?:h|hs|hps|hash|hashes|sol|sols|solps|it|its|s|gs|gps)$/.exec(plain);
  return found ? (powers.get(found[1] ?? '') ?? null) : null;
}
