/** What a share has to reach. */
export interface Aim {
  /** In the pool's own scale. */
  readonly difficulty: number;
  /** Hashes that a share stands for, on average. */
  readonly hashes: number;
  /** 32 bytes, least significant first; of what only knows packed difficulties, all ones. */
  readonly target: Uint8Array;
  /** The difficulty as Beam packs it; 0 elsewhere. */
  readonly packed: number;
}

/** Halvings of the difficulty that are as good as none at all: one hash in 2 ** 224 would be a share. */
export const mostEase = 31;

/** Aims of one job by how much easier than the pool's they are, made when first asked for. */
export class Aims {
  readonly #make: (factor: number) => Aim;
  readonly #eased: Aim[] = [];
  #fixed: { readonly difficulty: number; readonly aim: Aim } | undefined;

  /** @param make  the aim of the pool's difficulty times a factor of 1 or less */
  constructor(make: (factor: number) => Aim) {
    this.#make = make;
  }

  /** What the pool asks. */
  get pool(): Aim {
    return this.eased(0);
  }

  /** @param ease  how often the pool's difficulty is halved, 0 to {@link mostEase} */
  eased(ease: number): Aim {
    return (this.#eased[ease] ??= this.#make(2 ** -ease));
  }

  /** A difficulty in the pool's scale, or the pool's own where that is lower. */
  fixed(difficulty: number): Aim {
    if (this.#fixed?.difficulty === difficulty) return this.#fixed.aim;
    const factor = difficulty / this.pool.difficulty;
    const aim = factor >= 1 ? this.pool : this.#make(factor);
    this.#fixed = { difficulty, aim };
    return aim;
  }
}

/** Whether a hash is not above a target; both 32 bytes, least significant first. */
export function isWithin(hash: Uint8Array, target: Uint8Array): boolean {
  for (let index = 31; index >= 0; index -= 1) {
    const [one = 0, other = 0] = [hash[index], target[index]];
    if (one !== other) return one < other;
  }
  return true;
}
