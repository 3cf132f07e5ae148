/** What goes wrong with an answer. */
export type Fault =
  /** The connection ends in good order after so many bytes of the body, although more were announced. */
  | { readonly kind: 'truncated'; readonly at: number }
  /** The connection is reset after so many bytes of the body. */
  | { readonly kind: 'dropped'; readonly at: number }
  /** Nothing comes after so many bytes of the body. */
  | { readonly kind: 'stalled'; readonly at: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** As long as it should be, but with other bytes. */
  | { readonly kind: 'wrong-bytes' }
  /** Another ETag with every answer, as if the asset were replaced all the time. */
  | { readonly kind: 'new-etag' }
  /** Bytes without end, under a length that is not said. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'no-length' }
  | { readonly kind: 'no-ranges' }
  /** A piece of the file, but not the one that was asked for. */
  | { readonly kind: 'wrong-range' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** As GitHub does it. @param resetAt epoch ms */
  | { readonly kind: 'rate-limit'; readonly resetAt: number }
  | { readonly kind: 'redirect-loop' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The connection is accepted and the request read, but nothing is said. */
  | { readonly kind: 'silent' };

type HeadFault = Extract<
  Fault,
  { kind: 'status' | 'rate-limit' | 'redirect-loop' | 'redirect' | 'silent' }
>;
export type BodyFault = Exclude<Fault, HeadFault>;

const headKinds: readonly string[] = [
  'status',
  'rate-limit',
  'redirect-loop',
  'redirect',
  'silent',
] satisfies HeadFault['kind'][];

interface Entry {
  readonly part: string;
  readonly fault: Fault;
  times: number;
}

/** Which faults are on. */
export class FaultBook {
  readonly #entries: Entry[] = [];

  /**
   * @param part   of the paths that it is for
   * @param times  how many answers it spoils
   */
  add(part: string, fault: Fault, times: number): void {
    this.#entries.push({ part, fault, times });
  }

  clear(): void {
    this.#entries.length = 0;
  }

  /** The fault of the first line of an answer; used up by asking. */
  takeHead(path: string): HeadFault | undefined {
    return this.#take(path, (fault) => headKinds.includes(fault.kind)) as HeadFault | undefined;
  }

  /** The fault of a body; used up by asking. */
  takeBody(path: string): BodyFault | undefined {
    return this.#take(path, (fault) => !headKinds.includes(fault.kind)) as BodyFault | undefined;
  }

  #take(path: string, isMeant: (fault: Fault) => boolean): Fault | undefined {
    const entry = this.#entries.find(
      ({ part, fault, times }) => times > 0 && path.includes(part) && isMeant(fault),
    );
    if (entry) entry.times -= 1;
    return entry?.fault;
  }
}
