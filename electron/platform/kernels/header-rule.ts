/** The rules in the order of the kernels' own numbers. */
export const headerRules = ['node', 'pool', 'miner'] as const;

/**
 * Which headers are rewritten before they are hashed, where a chain is merge-mined (Verus):
 * - `node`: what the network's nodes do: fields that a merge-mined chain commits to are cleared when
 *   the header carries that commitment, else the header is hashed as it is;
 * - `pool`: what pools do: only the first commitment counts, and a header without it is refused;
 * - `miner`: what miners do, who trust their pool: the fields are cleared without a look.
 * Other algorithms hash every header as it is.
 */
export type HeaderRule = (typeof headerRules)[number];
