import type { RunState } from '../../contract/values/run.ts';

/**
 * Every move a run can make. `exited` is an exit nobody asked for, but for the one that stopping
 * waits for. A run whose pause ends has to show a hashrate before it counts as running again. What
 * is started after it was over is a new run, with an id of its own.
 */
export const lifecycle = {
  stopped: { start: 'starting' },
  starting: { spawned: 'warming-up', exited: 'backing-off', stop: 'stopping' },
  'warming-up': {
    hashed: 'running',
    paused: 'paused',
    exited: 'backing-off',
    stop: 'stopping',
  },
  running: { paused: 'paused', exited: 'backing-off', stop: 'stopping' },
  paused: { resumed: 'warming-up', exited: 'backing-off', stop: 'stopping' },
  'backing-off': { retry: 'starting', giveUp: 'failed', stop: 'stopped' },
  stopping: { exited: 'stopped' },
  failed: { start: 'starting' },
} as const satisfies Readonly<Record<RunState, Readonly<Record<string, RunState>>>>;

/** What can happen to a run. */
export type RunEvent = { [State in RunState]: keyof (typeof lifecycle)[State] }[RunState];

/** @throws {Error} where the table has no such move: that is a bug of the caller */
export function next(state: RunState, event: RunEvent): RunState {
  const to = movesFrom(state)[event];
  if (to === undefined) throw new Error(`a run that is ${state} has no move “${event}”`);
  return to;
}

/** Whether the table has the move. */
export const allows = (state: RunState, event: RunEvent): boolean =>
  movesFrom(state)[event] !== undefined;

/** The whole table as a Mermaid diagram. */
export function lifecycleDiagram(): string {
  const states = Object.keys(lifecycle) as RunState[];
  const names = states.map((state) => `  state "${state}" as ${diagramId(state)}`);
  const moves = states.flatMap((state) =>
    Object.entries(movesFrom(state)).map(
      ([event, to]) => `  ${diagramId(state)} --> ${diagramId(to)}: ${event}`,
    ),
  );
  return ['stateDiagram-v2', ...names, '  [*] --> stopped', ...moves].join('\n');
}

/** Mermaid takes the hyphen of a name for the beginning of an arrow. */
const diagramId = (state: string): string => state.replaceAll('-', '_');

const movesFrom = (state: RunState): Readonly<Partial<Record<RunEvent, RunState>>> =>
  lifecycle[state];
