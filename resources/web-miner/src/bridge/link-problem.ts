/** Why there is no connection to the bridge. */
export type LinkProblem =
  /** Nobody answers, or what answers is no bridge. */
  | 'unreachable'
  /** It was there and is gone. */
  | 'lost'
  | 'bridge-closed'
  | 'password-needed'
  | 'password-wrong'
  | 'banned'
  | 'not-allowed'
  | 'full'
  | 'too-many-messages'
  | 'nonsense';

/** Trying again would change nothing: the person has to do something first. */
const final: ReadonlySet<LinkProblem> = new Set([
  'password-needed',
  'password-wrong',
  'banned',
  'not-allowed',
]);

export function isFinal(problem: LinkProblem): boolean {
  return final.has(problem);
}

/** What the codes with which a bridge closes a WebSocket mean; others are a connection that broke. */
const closeCodes: Readonly<Record<number, LinkProblem>> = {
  1000: 'bridge-closed',
  1001: 'bridge-closed',
  1012: 'bridge-closed',
  1013: 'full',
  4001: 'password-needed',
  4002: 'password-wrong',
  4003: 'banned',
  4004: 'not-allowed',
  4005: 'too-many-messages',
};

export function problemOfClose(code: number, wasOpen: boolean): LinkProblem {
  return closeCodes[code] ?? (wasOpen ? 'lost' : 'unreachable');
}
