/** Clients of each kind. */
export const clientCount = 10_000;

/** One hash in four is a share: finding them costs next to nothing, and not every nonce is one. */
export const poolDifficulty = 1 / 2_048;

/** So easy that every hash is a share. */
export const easiestDifficulty = 1 / 8_192;
