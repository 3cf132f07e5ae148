/** The longest name of the contract. */
const maxName = 80;

/**
 * Name of a copy that no other profile has: "Rig copy", then "Rig copy 2" and so on; a copy of a copy
 * is counted on.
 */
export function copyName(name: string, taken: ReadonlySet<string>): string {
  const original = name.replace(/ copy( \d+)?$/, '');
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? ' copy' : ` copy ${number}`;
    const candidate = original.slice(0, maxName - suffix.length).trimEnd() + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
