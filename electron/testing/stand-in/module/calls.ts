/** What the app asked of the desktop, oldest first: what, and with which arguments. */
export const calls: [what: string, ...args: unknown[]][] = [];

/** More than any test asks for; a long session of a developer forgets the oldest. */
const maxCalls = 1_000;

export function note(what: string, ...args: unknown[]): void {
  calls.push([what, ...args]);
  if (calls.length > maxCalls) calls.shift();
}
