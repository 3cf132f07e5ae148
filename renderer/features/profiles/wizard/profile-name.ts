/** The longest name of the contract. */
const maxName = 80;

/** A name that no other profile has: "Monero", then "Monero 2" and so on. */
export function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = wanted.slice(0, maxName - suffix.length) + suffix;
    if (!taken.includes(name)) return name;
  }
}
