import type { Handlers } from '../../contract/index.ts';
import type { History } from './history.ts';

export function historyHandlers(
  history: History,
): Pick<Handlers, 'history.hashrate' | 'history.sessions' | 'history.journal'> {
  return {
    'history.hashrate': (query) => history.query(query),
    'history.sessions': (page) => history.sessions(page),
    'history.journal': (page) => history.journal(page),
  };
}
