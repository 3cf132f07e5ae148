/** 32 letters and digits that nobody mistakes for one another, so that each is worth 5 bits. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A password that can be read out and typed on a phone: 80 bits as `xxxx-xxxx-xxxx-xxxx`. */
export function suggestPassword(): string {
  const letters = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => alphabet[byte % alphabet.length] ?? '')
    .join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}
