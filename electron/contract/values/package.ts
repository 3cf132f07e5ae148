import { z } from 'zod';
import { MinerId, UploadId } from './ids.ts';
import { DeviceKind } from './miner.ts';
import { Count, Time } from './units.ts';

export const PackageFormat = z.enum(['raveos', 'hiveos', 'mmpos']);
export type PackageFormat = z.infer<typeof PackageFormat>;

/** A file that is being sent in pieces; forgotten an hour after the last piece. */
export const Upload = z
  .object({ uploadId: UploadId, name: z.string(), bytes: Count, receivedBytes: Count })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof Upload>;

/** Something about a package that a person should know; an `error` keeps it from being used. */
export const PackageFinding = z
  .object({
    severity: z.enum(['error', 'warning']),
    where: z.string().describe('file, and field where there is one: RAVINOS/manifest.json: algo'),
    text: z.string(),
  })
  .meta({ id: 'PackageFinding' });
export type PackageFinding = z.infer<typeof PackageFinding>;

/** A miner that somebody packed for RaveOS, HiveOS or mmpOS. Its id is that of its miner. */
export const CustomPackage = z
  .object({
    id: MinerId,
    format: PackageFormat,
    package: z.string().describe('its full name, such as nbminer-21.0'),
    name: z.string(),
    version: z.string(),
    description: z.string(),
    maintainer: z.string(),
    revision: z.number().int().nullable(),
    devices: z.array(DeviceKind),
    dualCoin: z.boolean(),
    algorithms: z.array(z.string()).describe('empty: it does not say'),
    executables: z.array(z.string()),
    archive: z.string().describe('file name'),
    archiveSha256: z.string(),
    bytes: Count.describe('unpacked'),
    importedAt: Time,
    consentedAt: Time.nullable().describe('when a person agreed that its scripts run'),
    scripts: z
      .array(z.object({ path: z.string(), bytes: Count }))
      .describe('what Rigwright executes itself'),
    findings: z.array(PackageFinding).max(200),
  })
  .meta({ id: 'CustomPackage' });
export type CustomPackage = z.infer<typeof CustomPackage>;
