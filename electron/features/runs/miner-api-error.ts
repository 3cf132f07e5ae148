/** The API gave no usable answer; the message says why. */
export class MinerApiError extends Error {
  override readonly name = 'MinerApiError';
  /** The HTTP status, where that is what was wrong. */
  readonly status: number | null;

  constructor(message: string, status: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
