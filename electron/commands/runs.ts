import { setTimeout as delay } from 'node:timers/promises';
import type { Api } from '../contract/index.ts';
import type { Run } from '../contract/values/run.ts';
import { chooseProfile, chooseRun, isActive } from './choose.ts';
import { columns, type Output } from './output.ts';
import { hashrateText } from '../base/hashrate-text.ts';
import { durationText } from './words.ts';

export async function status(api: Api, output: Output): Promise<void> {
  const [info, runs, notices] = await Promise.all([
    api.call('system.info', {}),
    api.call('runs.list', {}),
    api.call('system.notices', {}),
  ]);
  const active = runs.filter(isActive);
  output.result({ info, runs, notices }, [
    `Rigwright ${info.version} on ${info.hostname}, up ${durationText(Date.now() - info.startedAt)}`,
    ...(active.length === 0 ? ['Nothing is mining.'] : columns(active.map(runRow))),
    ...notices.map((notice) => `! ${[notice.text, notice.suggestion].filter(Boolean).join(' ')}`),
  ]);
}

export async function start(api: Api, named: string | undefined, output: Output): Promise<void> {
  const profile = await chooseProfile(api, named);
  const run = await api.call('runs.start', { profileId: profile.id });
  output.result(run, [`Started ${profile.name}: ${run.id}`]);
}

export async function stop(
  api: Api,
  { named, all }: { readonly named: string | undefined; readonly all: boolean },
  output: Output,
): Promise<void> {
  const chosen = all
    ? (await api.call('runs.list', {})).filter(isActive)
    : [await chooseRun(api, named, { active: true })];
  const stopped = await Promise.all(chosen.map((run) => api.call('runs.stop', { runId: run.id })));
  output.result(
    stopped,
    stopped.length === 0
      ? ['Nothing was running.']
      : stopped.map((run) => `Stopped ${run.profileName}: ${run.id}`),
  );
}

export interface LogOptions {
  readonly named: string | undefined;
  readonly lines: number;
  readonly search: string | undefined;
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

export async function log(api: Api, options: LogOptions, output: Output): Promise<void> {
  const run = await chooseRun(api, options.named, { active: false });
  const { search } = options;
  const query = { runId: run.id, ...(search !== undefined && { search }) };
  let { lines, nextSeq } = await api.call('runs.log', { ...query, limit: options.lines });
  if (!options.follow) {
    output.result(
      lines,
      lines.map((line) => line.text),
    );
    return;
  }
  const show = (): void => {
    for (const line of lines) {
      process.stdout.write(output.json ? `${JSON.stringify(line)}\n` : `${line.text}\n`);
    }
  };
  show();
  // Asked before its lines, so that the last ones of a run that ends meanwhile are shown as well.
  const isOver = async (): Promise<boolean> =>
    options.signal.aborted || !isActive(await api.call('runs.get', { runId: run.id }));
  for (let over = await isOver(); !over;) {
    await delay(500, undefined, { signal: options.signal }).catch(() => undefined);
    over = await isOver();
    const page = { ...query, after: nextSeq - 1, limit: 5000 };
    ({ lines, nextSeq } = await api.call('runs.log', page));
    show();
  }
}

const runRow = (run: Run): string[] => [
  run.profileName,
  run.state,
  hashrateText(run.reading?.hashrate ?? null),
  `${run.reading?.accepted ?? 0} accepted`,
  `${run.reading?.rejected ?? 0} rejected`,
  durationText(Date.now() - run.startedAt),
  run.id,
  run.reason ?? '',
];
