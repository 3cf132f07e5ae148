import { describe, expect, it } from 'vitest';
import { exitReason } from './exit-reason.ts';

const none = { exitCode: null, signal: null, lost: false };

describe('exitReason', () => {
  it.each([
    [{ exitCode: 0 }, 'The miner ended by itself (exit code 0).'],
    [{ exitCode: 7 }, 'The miner ended with exit code 7.'],
    [{ exitCode: 3221225477 }, 'The miner ended with exit code 0xC0000005.'],
    [{ exitCode: -1073741819 }, 'The miner ended with exit code 0xC0000005.'],
    [
      { signal: 'SIGKILL' },
      'The miner was killed (SIGKILL), by somebody or because memory ran out.',
    ],
    [{ signal: 'SIGABRT' }, 'The miner gave up on an error of its own (SIGABRT).'],
    [{ signal: 'SIGBUS' }, 'The miner crashed on a wrong memory access (SIGBUS).'],
    [{ signal: 'SIGILL' }, 'The miner used an instruction this processor does not have (SIGILL).'],
    [{ signal: 'SIGHUP' }, 'The miner was ended by the signal SIGHUP.'],
    [{ lost: true }, 'The terminal host was lost, and the miner with it.'],
    [{}, 'The miner ended in an unknown way.'],
  ])('says of %j what happened', (exit, reason) => {
    expect(exitReason({ ...none, ...exit })).toBe(reason);
  });
});
