import type { Handlers } from '../../contract/index.ts';
import type { Runs } from './runs.ts';

type RunHandlers = Pick<
  Handlers,
  | 'runs.list'
  | 'runs.get'
  | 'runs.start'
  | 'runs.stop'
  | 'runs.pause'
  | 'runs.resume'
  | 'runs.retry'
  | 'runs.sendKeys'
  | 'runs.config'
  | 'runs.log'
>;

/** The contract's operations on runs. */
export function runHandlers(runs: Runs): RunHandlers {
  return {
    'runs.list': () => runs.list(),
    'runs.get': ({ runId }) => runs.get(runId),
    'runs.start': ({ profileId }) => runs.start(profileId),
    'runs.stop': ({ runId }) => runs.stop(runId),
    'runs.pause': ({ runId, durationMs }) => runs.pause(runId, durationMs),
    'runs.resume': ({ runId }) => runs.resume(runId),
    'runs.retry': ({ runId }) => runs.retry(runId),
    'runs.sendKeys': ({ runId, keys }) => {
      runs.sendKeys(runId, keys);
      return {};
    },
    'runs.config': ({ runId }) => runs.config(runId),
    'runs.log': ({ runId, after, limit, search }) => runs.log(runId, { after, limit, search }),
  };
}
