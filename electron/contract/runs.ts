import { z } from 'zod';
import { operation } from './operation.ts';
import { ProfileId, RunId } from './values/ids.ts';
import { LogLine, Run } from './values/run.ts';

export const runOperations = {
  'runs.list': operation({
    summary: 'Runs of this start of the program, newest first',
    input: z.object({}),
    output: z.array(Run),
    permission: 'view',
    route: 'GET /runs',
  }),
  'runs.get': operation({
    summary: 'One run',
    input: z.object({ runId: RunId }),
    output: Run,
    permission: 'view',
    route: 'GET /runs/:runId',
  }),
  'runs.start': operation({
    summary: 'Start a profile',
    input: z.object({ profileId: ProfileId }),
    output: Run,
    permission: 'control',
    route: 'POST /profiles/:profileId/start',
  }),
  'runs.stop': operation({
    summary: 'Stop a run; answers when its processes have ended',
    input: z.object({ runId: RunId }),
    output: Run,
    permission: 'control',
    route: 'POST /runs/:runId/stop',
  }),
  'runs.pause': operation({
    summary: 'Pause a run, for a time or until it is resumed',
    input: z.object({
      runId: RunId,
      durationMs: z
        .number()
        .int()
        .min(1_000)
        .max(7 * 86_400_000)
        .optional(),
    }),
    output: Run,
    permission: 'control',
    route: 'POST /runs/:runId/pause',
  }),
  'runs.resume': operation({
    summary: 'Resume a paused run',
    input: z.object({ runId: RunId }),
    output: Run,
    permission: 'control',
    route: 'POST /runs/:runId/resume',
  }),
  'runs.retry': operation({
    summary: 'Start a run that backs off at once',
    input: z.object({ runId: RunId }),
    output: Run,
    permission: 'control',
    route: 'POST /runs/:runId/retry',
  }),
  'runs.sendKeys': operation({
    summary: "Type into the miner's terminal",
    input: z.object({ runId: RunId, keys: z.string().min(1).max(256) }),
    output: z.object({}),
    permission: 'control',
    route: 'POST /runs/:runId/stdin',
  }),
  'runs.config': operation({
    summary: 'What the present process was started with; secrets are masked',
    input: z.object({ runId: RunId }),
    output: z.object({
      executable: z.string(),
      folder: z.string(),
      arguments: z.array(z.string()),
      files: z.array(z.object({ name: z.string(), text: z.string() })),
      apiUrl: z.string().nullable(),
    }),
    permission: 'view',
    route: 'GET /runs/:runId/config',
  }),
  'runs.log': operation({
    summary: 'Lines of the output, oldest first; the newest ones unless told where to begin',
    input: z.object({
      runId: RunId,
      after: z.number().int().min(-1).optional().describe('only lines with a larger seq'),
      limit: z.number().int().min(1).max(5_000).default(500),
      search: z.string().min(1).max(200).optional().describe('only lines with this text, any case'),
    }),
    output: z.object({
      lines: z.array(LogLine),
      firstSeq: z.number().int().nonnegative().describe('seq of the oldest line still kept'),
      nextSeq: z.number().int().nonnegative().describe('seq that the next line will get'),
    }),
    permission: 'view',
    route: 'GET /runs/:runId/log',
  }),
} as const;
