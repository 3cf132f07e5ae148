import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startRealService } from '../../electron/testing/journeys/real-service.ts';
import { until } from '../../electron/testing/until.ts';
import { figureOf, type Suite } from './report.ts';
import { tempFolder } from '../../electron/testing/temp-folder.ts';

const starts = 5;
const watchedMs = 30_000;
/** Clock ticks of /proc a second; Linux fixes it at 100 for programs. */
const ticksPerSecond = 100;

/** How soon the service answers, and what it costs with one run. */
export async function serviceSuite(): Promise<Suite> {
  const firstAnswer: number[] = [];
  for (let count = 0; count < starts; count += 1) firstAnswer.push(await timeFirstAnswer());

  using folder = tempFolder();
  await using service = await startRealService({ folder: folder.path });
  const { id: profileId } = await service.api.call('profiles.createPractice', {});
  const { id: runId } = await service.api.call('runs.start', { profileId });
  await until('the run to hash', async () => {
    const run = await service.api.call('runs.get', { runId });
    return run.state === 'running';
  });
  const before = cpuSeconds(service.pid);
  await delay(watchedMs);
  const load = ((cpuSeconds(service.pid) - before) / (watchedMs / 1000)) * 100;
  return {
    name: 'service',
    figures: [
      figureOf('from “serve” to the first answer', 'ms', firstAnswer),
      figureOf('processor time of the service with one run, no page', '% of a core', [load]),
      figureOf('memory of the service with one run (RSS)', 'MB', [residentMegabytes(service.pid)]),
    ],
  };
}

async function timeFirstAnswer(): Promise<number> {
  using folder = tempFolder();
  const started = performance.now();
  await using service = await startRealService({ folder: folder.path });
  await service.api.call('system.info', {});
  return performance.now() - started;
}

function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold spaces; user and system time are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
