/** One open connection: bytes in, text out. Ends with {@link AsyncDisposable}. */
export interface LineConnection extends AsyncDisposable {
  /** The other side, `host:port`. */
  readonly name: string;
  /** Address that the other side had when it was connected. */
  readonly remoteAddress: string;
  /** null: not encrypted. The fingerprint is the SHA-256 of the other side's certificate, lower case; empty where it showed none. */
  readonly tls: { readonly fingerprint: string } | null;
  /**
   * Bytes as they come, for one reader. Ends when either side has closed.
   * @throws {AppError}  when the connection breaks
   */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Does nothing once the connection is gone: its reader hears of that. */
  send(text: string): void;
  /** Breaks it off at once; what was not yet sent is lost. */
  abort(): void;
}

/** What has been done on the way to a connection: the name looked up, the connection made, TLS agreed upon. */
export type ConnectStep = 'name' | 'connection' | 'encryption';
