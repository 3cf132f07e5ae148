import { describe, expect, it } from 'vitest';
import { silentLog } from '../../base/log.ts';
import { unknownReport, type MinerApiDialect } from '../../protocols/miner-output/miner-report.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { ApiLink } from './api-link.ts';
import { MinerApiError } from './miner-api-error.ts';

const dialect: MinerApiDialect = {
  queries: [
    { over: 'tcp', text: 'summary', until: 'nul' },
    { over: 'tcp', text: 'threads', until: 'nul' },
  ],
  optional: [1],
  read: ([summary, threads]) =>
    typeof summary === 'object' && summary !== null
      ? { ...unknownReport, ...summary, threads: typeof threads === 'number' ? threads : null }
      : null,
  proof: 'age',
  control: null,
};

/** A process that began ten seconds ago. Answers that are errors are thrown. */
function open(
  answers: readonly unknown[],
  isOurPort: boolean | null | (() => boolean | null) = null,
) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const ports: [pid: number, port: number][] = [];
  const warnings: string[] = [];
  const link = new ApiLink({
    api: { url: 'tcp://127.0.0.1:4028', token: '' },
    dialect,
    pid: 77,
    startedAt: clock.now() - 10_000,
    parts: {
      clock,
      callApi: async (_, query) => {
        asked.push(query.over === 'tcp' ? query.text : query.path);
        const answer = answers[(asked.length - 1) % answers.length];
        if (answer instanceof Error) throw answer;
        return answer;
      },
      ownsPort: async (pid, port) => {
        ports.push([pid, port]);
        return typeof isOurPort === 'function' ? isOurPort() : isOurPort;
      },
      log: { ...silentLog, warn: (message) => void warnings.push(message) },
    },
    signal: new AbortController().signal,
  });
  return { link, asked, ports, warnings };
}

const report = { ...unknownReport, hashrate: 5, uptimeMs: 9_000 };

describe('ApiLink', () => {
  it('puts all questions in turn and reads the answers together', async () => {
    const { link, asked } = open([report, 4]);
    expect(await link.ask()).toEqual({ ...report, threads: 4 });
    expect(asked).toEqual(['summary', 'threads']);
    expect(link.api).toEqual({ url: 'tcp://127.0.0.1:4028', token: '' });
  });

  it('does without the answer to an optional question, but not without the others', async () => {
    const refused = new MinerApiError('no answer');
    expect(await open([report, refused]).link.ask()).toEqual(report);
    expect(await open([refused, 4]).link.ask()).toBeNull();
  });

  it('does not hide a bug behind an optional question', async () => {
    await expect(open([report, new TypeError('bug')]).link.ask()).rejects.toThrow('bug');
  });

  it('believes nobody who is no such miner', async () => {
    const { link } = open(['<html>', 4]);
    expect(await link.ask()).toBeNull();
    expect({ api: link.api, isStranger: link.isStranger }).toEqual({
      api: null,
      isStranger: false,
    });
  });

  it.each([
    ['as old as the process', 10_000, null, true],
    ['a little older, as it rounds', 15_000, null, true],
    ['older than the process', 15_001, null, false],
    ['older than the process, at a port of its own', 3_600_000, true, false],
    ['young, at a port of its own', 1_000, true, true],
    ['young, at the port of another', 1_000, false, false],
    ['of unknown age', null, null, false],
    ['of unknown age, at a port of its own', null, true, true],
    ['of unknown age, at the port of another', null, false, false],
  ])('asked by age, takes one that is %s: %s ms, %s', async (_, uptimeMs, isOurPort, isOurs) => {
    const { link, warnings } = open([{ ...report, uptimeMs }, 4], isOurPort);
    expect((await link.ask()) !== null).toBe(isOurs);
    expect(link.isStranger).toBe(!isOurs);
    expect(warnings).toHaveLength(isOurs ? 0 : 1);
  });

  it('asks for the owner of the port once, as long as it goes on answering', async () => {
    const { link, ports } = open([report, 4], true);
    for (let times = 0; times < 3; times += 1) await link.ask();
    expect(ports).toEqual([[77, 4028]]);
  });

  it('has it proved again after a silence, and until then has no API', async () => {
    const refused = new MinerApiError('no answer');
    const { link, ports } = open([report, 4, refused, report, 4], true);
    await link.ask();
    expect(await link.ask()).toBeNull();
    expect(link.api).toBeNull();
    expect(await link.ask()).toEqual({ ...report, threads: 4 });
    expect(ports).toHaveLength(2);
  });

  it('notices who took its port without a silence by an uptime that went back', async () => {
    const owners = [true, false];
    const young = { ...report, uptimeMs: 2_000 };
    const { link, warnings } = open([report, 4, report, 4, young, 4], () => owners.shift() ?? null);
    expect(await link.ask()).not.toBeNull();
    expect(await link.ask()).not.toBeNull();
    expect(await link.ask()).toBeNull();
    expect(link.isStranger).toBe(true);
    expect(warnings).toHaveLength(1);
  });
});
