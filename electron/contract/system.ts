import { z } from 'zod';
import { operation } from './operation.ts';
import { NoticeId } from './values/ids.ts';
import { Sensors } from './values/reading.ts';
import { Settings, SettingsPatch } from './values/settings.ts';
import { DoctorCheck, Notice, SystemInfo } from './values/system.ts';

export const systemOperations = {
  'system.info': operation({
    summary: 'What this program and this computer are',
    input: z.object({}),
    output: SystemInfo,
    permission: 'view',
    route: 'GET /info',
  }),
  'system.sensors': operation({
    summary: 'Load, temperature, power and memory, where known',
    input: z.object({}),
    output: Sensors,
    permission: 'view',
    route: 'GET /sensors',
  }),
  'system.doctor': operation({
    summary: 'Check that everything mining needs is in order',
    input: z.object({}),
    output: z.array(DoctorCheck),
    permission: 'view',
    route: 'GET /doctor',
  }),
  'system.notices': operation({
    summary: 'What a person should know, newest first',
    input: z.object({}),
    output: z.array(Notice),
    permission: 'view',
    route: 'GET /notices',
  }),
  'system.dismissNotice': operation({
    summary: 'Put a notice away',
    input: z.object({ noticeId: NoticeId }),
    output: z.object({}),
    permission: 'control',
    route: 'DELETE /notices/:noticeId',
  }),
  'settings.get': operation({
    summary: 'All settings',
    input: z.object({}),
    output: Settings,
    permission: 'view',
    route: 'GET /settings',
  }),
  'settings.update': operation({
    summary: 'Change the named settings',
    input: SettingsPatch,
    output: Settings,
    permission: 'configure',
    route: 'PATCH /settings',
  }),
} as const;
