import { z } from 'zod';
import { NoticeId } from './ids.ts';
import { PracticeAlgorithm } from './profile.ts';
import { Time } from './units.ts';

export const SystemInfo = z
  .object({
    name: z.literal('rigwright'),
    version: z.string(),
    host: z.enum(['desktop', 'headless']),
    hostname: z.string(),
    addresses: z
      .array(z.string())
      .max(16)
      .describe('under which other computers of the network find it, the likeliest first'),
    platform: z.string(),
    arch: z.string(),
    cpu: z.string().describe('as the processor names itself'),
    cores: z.number().int().positive().describe('logical processors'),
    memory: z.number().positive().describe('bytes'),
    graphicsCards: z
      .array(z.object({ kind: z.enum(['nvidia', 'amd', 'intel']), name: z.string() }))
      .optional()
      .describe('cards with memory of their own, as far as the system tells of them'),
    kernelBackend: z.enum(['native', 'wasm']),
    startedAt: Time,
    dataFolder: z.string(),
    practicePools: z
      .array(
        z.object({
          algorithm: PracticeAlgorithm,
          address: z.string(),
          checkedWith: z
            .string()
            .nullable()
            .describe('what it checks shares with: backend and path; null: it believes them'),
        }),
      )
      .describe('the practice pools that run'),
  })
  .meta({ id: 'SystemInfo' });
export type SystemInfo = z.infer<typeof SystemInfo>;

/** Something a person should know and may put away: a repaired file, an ended orphan. */
export const Notice = z
  .object({
    id: NoticeId,
    at: Time,
    severity: z.enum(['info', 'warning', 'problem']),
    text: z.string(),
    suggestion: z.string().nullable(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof Notice>;

export const DoctorCheck = z
  .object({
    id: z.string(),
    title: z.string(),
    status: z.enum(['ok', 'warning', 'problem']),
    text: z.string(),
    suggestion: z.string().nullable(),
  })
  .meta({ id: 'DoctorCheck' });
export type DoctorCheck = z.infer<typeof DoctorCheck>;
