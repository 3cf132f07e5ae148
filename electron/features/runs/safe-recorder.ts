import type { Log } from '../../base/log.ts';
import type { RunRecorder } from './ports.ts';

/** A recorder whose failures are logged and go no further: a full disk must not stop a miner. */
export function safeRecorder(recorder: RunRecorder, log: Log): RunRecorder {
  const attempt = (what: string, write: () => void): void => {
    try {
      write();
    } catch (error) {
      log.warn('a run could not be written down', { what, error });
    }
  };
  return {
    opened: (run) => attempt('opened', () => recorder.opened(run)),
    counted: (counts) => attempt('counted', () => recorder.counted(counts)),
    ended: (end) => attempt('ended', () => recorder.ended(end)),
    note: (entry) => attempt('note', () => recorder.note(entry)),
  };
}
