/** What is wrong with a text that looks like an address of a form. */
export type Fault =
  | { readonly what: 'checksum' | 'too-short' | 'too-long' | 'case' | 'version' }
  | { readonly what: 'letter'; readonly letter: string }
  /** What has to stand in front and does not. */
  | { readonly what: 'prefix'; readonly prefix: string };

/** What a form of addresses makes of a text. */
export type Reading =
  | {
      readonly is: 'address';
      /** In words: `main address`. */
      readonly kind: string;
      readonly network: Network;
      /** Whether a mistyped letter would have been noticed. */
      readonly summed: boolean;
    }
  | { readonly is: 'broken'; readonly fault: Fault }
  | { readonly is: 'other' };

export type Network = 'main' | 'test';

/** Reads a text without spaces around it. */
export type AddressReader = (text: string) => Reading;

export const other: Reading = { is: 'other' };

export const broken = (what: Exclude<Fault['what'], 'letter' | 'prefix'>): Reading => ({
  is: 'broken',
  fault: { what },
});

export const strange = (letter: string): Reading => ({
  is: 'broken',
  fault: { what: 'letter', letter },
});

export const address = (kind: string, network: Network = 'main', summed = true): Reading => ({
  is: 'address',
  kind,
  network,
  summed,
});

/** Whether two runs of bytes are the same. */
export function sameBytes(one: Uint8Array, another: Uint8Array): boolean {
  return one.length === another.length && one.every((byte, index) => byte === another[index]);
}

/** What a decoder gives, or undefined where it refuses: libraries say so by throwing. */
export function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
