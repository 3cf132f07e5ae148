import { describe, expect, it } from 'vitest';
import { InstallJob } from '../../contract/values/miner.ts';
import { capturedOutput } from '../../testing/command-rig.ts';
import { StatusLine } from '../status-line.ts';
import { InstallProgress, progressText, stepText } from './install-progress.ts';

const job = (fields: Partial<InstallJob> = {}): InstallJob =>
  InstallJob.parse({
    minerId: 'xmrig',
    state: 'downloading',
    version: '6.23.0',
    asset: 'xmrig-6.23.0-linux-static-x64.tar.gz',
    receivedBytes: 1_258_291,
    totalBytes: 2_812_345,
    bytesPerSecond: 1_048_576,
    attempt: 1,
    startedAt: 1,
    endedAt: null,
    verification: null,
    problem: null,
    ...fields,
  });

const lookingUp = job({ state: 'looking-up', asset: null, totalBytes: null, bytesPerSecond: null });

/** What a terminal or a file gets. */
function stream({ isTTY = true, columns = 80 } = {}) {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  return { written, line: new StatusLine({ isTTY, columns, write }) };
}

describe('the progress of an installation', () => {
  it.each([
    [
      job(),
      'Downloading 44 %  1.20 MiB of 2.68 MiB  1.00 MiB/s  about 2 s left  xmrig-6.23.0-linux-static-x64.tar.gz',
    ],
    [job({ totalBytes: null, asset: null }), 'Downloading 1.20 MiB  1.00 MiB/s'],
    [
      job({ bytesPerSecond: 0, attempt: 3, asset: null }),
      'Downloading 44 %  1.20 MiB of 2.68 MiB  0 B/s  attempt 3',
    ],
    [lookingUp, 'Looking up the release'],
    [job({ state: 'unpacking' }), 'Unpacking  xmrig-6.23.0-linux-static-x64.tar.gz'],
  ])('is told in a line', (told, text) => {
    expect(progressText(told)).toBe(text);
  });

  it('is one line of a terminal that changes, and never breaks', () => {
    const { written, line } = stream({ columns: 20 });
    const output = capturedOutput();
    {
      using progress = new InstallProgress(output, line);
      progress.tell(lookingUp);
      progress.tell(job());
    }
    expect(written).toEqual([
      '\r\u001b[2KLooking up the rele',
      '\r\u001b[2KDownloading 44 %  1',
      '\n',
    ]);
    expect(output.notes).toEqual([]);
  });

  it('is a line for each step elsewhere', () => {
    const { written, line } = stream({ isTTY: false });
    const output = capturedOutput();
    using progress = new InstallProgress(output, line);
    for (const told of [
      lookingUp,
      job({ receivedBytes: 0 }),
      job(),
      job({ attempt: 2 }),
      job({ state: 'verifying' }),
      job({ state: 'done', endedAt: 2 }),
    ]) {
      progress.tell(told);
    }
    expect(written).toEqual([]);
    expect(output.notes).toEqual([
      'Looking up the release',
      'Downloading xmrig-6.23.0-linux-static-x64.tar.gz (2.68 MiB)',
      'Downloading xmrig-6.23.0-linux-static-x64.tar.gz (2.68 MiB), attempt 2: it goes on where it was interrupted',
      'Verifying',
    ]);
    expect(stepText(job({ totalBytes: null, asset: 'a' }))).toBe('Downloading a');
  });

  it('is not told where JSON is wanted', () => {
    const { written, line } = stream();
    const output = capturedOutput({ json: true });
    using progress = new InstallProgress(output, line);
    progress.tell(job());
    expect([written, output.notes]).toEqual([[], []]);
  });
});
