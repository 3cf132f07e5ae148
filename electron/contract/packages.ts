import { z } from 'zod';
import { operation } from './operation.ts';
import { MinerId, UploadId } from './values/ids.ts';
import { CustomPackage, Upload } from './values/package.ts';

const ofPackage = z.object({ packageId: MinerId });

export const packageOperations = {
  'uploads.begin': operation({
    summary: 'Announce a file that follows in pieces',
    input: z.object({
      name: z.string().min(1).max(255),
      bytes: z.number().int().min(1).max(2_147_483_648),
    }),
    output: Upload,
    permission: 'configure',
    route: 'POST /uploads',
  }),
  'uploads.append': operation({
    summary: 'The next piece of a file, at most 1 MiB before base64',
    input: z.object({
      uploadId: UploadId,
      offset: z.number().int().min(0).describe('bytes sent so far'),
      data: z.base64().max(1_398_104),
    }),
    output: Upload,
    permission: 'configure',
    route: 'POST /uploads/:uploadId',
  }),
  'uploads.cancel': operation({
    summary: 'Forget an upload before it was used',
    input: z.object({ uploadId: UploadId }),
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /uploads/:uploadId',
  }),
  'packages.list': operation({
    summary: 'Custom packages, by name',
    input: z.object({}),
    output: z.array(CustomPackage),
    permission: 'view',
    route: 'GET /packages',
  }),
  'packages.import': operation({
    summary: 'Take in an uploaded package of RaveOS, HiveOS or mmpOS; nothing in it is run',
    input: z.object({ uploadId: UploadId }),
    output: CustomPackage,
    permission: 'configure',
    route: 'POST /packages',
  }),
  'packages.script': operation({
    summary: 'The text of a script of a package, as it would be run',
    input: ofPackage.extend({ path: z.string().min(1).max(300) }),
    output: z.object({ path: z.string(), text: z.string(), truncated: z.boolean() }),
    permission: 'view',
    route: 'GET /packages/:packageId/script',
  }),
  'packages.consent': operation({
    summary: 'Agree that the scripts of a package run',
    input: ofPackage.extend({
      archiveSha256: z.string().length(64).describe('of the package that was looked at'),
    }),
    output: CustomPackage,
    permission: 'configure',
    route: 'POST /packages/:packageId/consent',
  }),
  'packages.remove': operation({
    summary: 'Remove a package whose miner does not run',
    input: ofPackage,
    output: z.object({}),
    permission: 'configure',
    route: 'DELETE /packages/:packageId',
  }),
} as const;
