import { describe, expect, it } from 'vitest';
import { decodeProcessList } from './windows-processes.ts';

const row = {
  ProcessId: 4242,
  ParentProcessId: 17,
  ExecutablePath: 'C:\\Miners\\xmrig.exe',
  StartedAt: 1_790_000_000_123,
};
const entry = {
  pid: 4242,
  parentPid: 17,
  executable: 'C:\\Miners\\xmrig.exe',
  startedAt: 1_790_000_000_123,
  boot: '',
  sessionPid: null,
  mark: null,
};

describe('decodeProcessList', () => {
  it('reads a list, a single process and none', () => {
    expect(decodeProcessList(JSON.stringify([row, { ...row, ProcessId: 5 }]))).toEqual([
      entry,
      { ...entry, pid: 5 },
    ]);
    expect(decodeProcessList(JSON.stringify(row))).toEqual([entry]);
    expect(decodeProcessList('[]')).toEqual([]);
    expect(decodeProcessList('\r\n')).toEqual([]);
  });

  it('leaves out the pseudo processes, which have no start', () => {
    expect(decodeProcessList(JSON.stringify([{ ...row, StartedAt: null }, row]))).toEqual([entry]);
  });

  it('refuses what is no such list', () => {
    expect(() => decodeProcessList('[{"ProcessId":"x"}]')).toThrow('ProcessId');
    expect(() => decodeProcessList('not json')).toThrow(SyntaxError);
  });
});
