/** How much an archive may hold. Bytes are counted as they come; what the archive says is not believed. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Of all files together. */
  readonly totalBytes: number;
  readonly fileBytes: number;
  /** How many times larger than the archive its files may be, counted from `ratioFromBytes` on. */
  readonly ratio: number;
  /** Small files may be nothing but zeros. */
  readonly ratioFromBytes: number;
}

/**
 * The largest miners ship libraries of CUDA: 2 GiB in some dozen files, packed to a third. Programs never
 * pack to less than a tenth; a bomb does to a thousandth.
 */
export const usualLimits: ArchiveLimits = {
  entries: 20_000,
  totalBytes: 4 * 1024 ** 3,
  fileBytes: 2 * 1024 ** 3,
  ratio: 50,
  ratioFromBytes: 64 * 1024 ** 2,
};
