/** How the page stands with the bridge. */
export const linkStates = {
  closed: { open: 'connecting' },
  connecting: { opened: 'waiting', lost: 'backing-off', refused: 'refused', close: 'closed' },
  waiting: { work: 'working', lost: 'backing-off', refused: 'refused', close: 'closed' },
  working: {
    work: 'working',
    interrupt: 'waiting',
    lost: 'backing-off',
    refused: 'refused',
    close: 'closed',
  },
  'backing-off': { retry: 'connecting', close: 'closed' },
  /** Until the person changes something. */
  refused: { open: 'connecting', close: 'closed' },
} as const satisfies Record<string, Record<string, string>>;

export type LinkState = keyof typeof linkStates;

type EventOf<State extends LinkState> = State extends LinkState
  ? keyof (typeof linkStates)[State]
  : never;
export type LinkEvent = EventOf<LinkState>;

/** @returns null where the event changes nothing in this state */
export function nextLinkState(state: LinkState, event: LinkEvent): LinkState | null {
  const moves: Partial<Record<LinkEvent, LinkState>> = linkStates[state];
  return moves[event] ?? null;
}
