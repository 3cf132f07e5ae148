import type { PoolLinkState } from '../contract/values/bridge.ts';

/**
 * Every move a link can make. `next`: this pool does not work, another one is tried at once; `wait`:
 * none does, or the only one has to be left alone for a while. A pool further up that takes over from
 * one that works changes the session, not the state.
 */
export const linkStates = {
  idle: { start: 'connecting' },
  connecting: { connected: 'logging-in', next: 'connecting', wait: 'backing-off', stop: 'idle' },
  'logging-in': {
    loggedIn: 'waiting-for-work',
    next: 'connecting',
    wait: 'backing-off',
    stop: 'idle',
  },
  'waiting-for-work': { job: 'working', next: 'connecting', wait: 'backing-off', stop: 'idle' },
  working: { next: 'connecting', wait: 'backing-off', stop: 'idle' },
  'backing-off': { next: 'connecting', stop: 'idle' },
} as const satisfies Readonly<Record<PoolLinkState, Readonly<Record<string, PoolLinkState>>>>;

/** What can happen to a link. */
export type LinkEvent = {
  [State in PoolLinkState]: keyof (typeof linkStates)[State];
}[PoolLinkState];

/** @throws {Error} where the table has no such move: that is a bug of the caller */
export function nextLinkState(state: PoolLinkState, event: LinkEvent): PoolLinkState {
  const to = movesFrom(state)[event];
  if (to === undefined) throw new Error(`a link that is ${state} has no move “${event}”`);
  return to;
}

/** Whether the table has the move. */
export const linkAllows = (state: PoolLinkState, event: LinkEvent): boolean =>
  movesFrom(state)[event] !== undefined;

/** The whole table as a Mermaid diagram. */
export function linkDiagram(): string {
  const states = Object.keys(linkStates) as PoolLinkState[];
  const names = states.map((state) => `  state "${state}" as ${diagramId(state)}`);
  const moves = states.flatMap((state) =>
    Object.entries(movesFrom(state)).map(
      ([event, to]) => `  ${diagramId(state)} --> ${diagramId(to)}: ${event}`,
    ),
  );
  return ['stateDiagram-v2', ...names, '  [*] --> idle', ...moves].join('\n');
}

/** Mermaid takes the hyphen of a name for the beginning of an arrow. */
const diagramId = (state: string): string => state.replaceAll('-', '_');

const movesFrom = (state: PoolLinkState): Readonly<Partial<Record<LinkEvent, PoolLinkState>>> =>
  linkStates[state];
