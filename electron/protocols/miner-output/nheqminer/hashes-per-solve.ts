/**
 * What nheqminer counts as one on VerusHash, and calls a megahash: VERUSHASHES_PER_SOLVE of
 * VerusCoin/nheqminer since August 2018.
 */
export const hashesPerSolve = 0x10_0000;
