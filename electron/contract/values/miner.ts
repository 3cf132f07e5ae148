import { z } from 'zod';
import { MinerId } from './ids.ts';
import { Count, Time } from './units.ts';

/** What a miner can compute on. */
export const DeviceKind = z.enum(['cpu', 'nvidia', 'amd', 'intel']);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const MinerPlatform = z.enum(['linux-x64', 'linux-arm64', 'windows-x64', 'windows-arm64']);
export type MinerPlatform = z.infer<typeof MinerPlatform>;

/**
 * What speaks for an installed program, the strongest first.
 * `own`: part of Rigwright. `signed`: its publisher signed the checksum, and the key is the catalogue's.
 * `known`: the catalogue has this very checksum. Everything below was only compared with what its
 * source says of itself, so a person has to agree before it is started. `published`: the publisher's
 * unsigned checksum list. `stated`: the checksum that the download site states. `unverified`: nothing.
 */
export const VerificationLevel = z.enum([
  'own',
  'signed',
  'known',
  'published',
  'stated',
  'unverified',
]);
export type VerificationLevel = z.infer<typeof VerificationLevel>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits');

export const Verification = z
  .object({
    level: VerificationLevel,
    text: z.string().describe('one sentence: what was compared with what'),
    source: z.string().describe('where it came from: an address or a file name'),
    archiveSha256: sha256.nullable(),
    executableSha256: sha256.nullable(),
    signedBy: z.string().nullable().describe('fingerprint of the key, where there is a signature'),
    verifiedAt: Time,
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

/** One of the versions of a miner that lie side by side. */
export const InstalledVersion = z
  .object({
    version: z.string(),
    active: z.boolean().describe('the one that is started'),
    installedAt: Time,
    bytes: Count.describe('on disk'),
    executable: z.string().describe('path of the file that is started'),
    verification: Verification,
    consentedAt: Time.nullable().describe('when a person agreed to start it; null: not needed yet'),
    problem: z.string().nullable().describe('one sentence: why it cannot be started'),
    problemCode: z.string().nullable().optional().describe("of the problem: 'needs-consent', …"),
    suggestion: z.string().nullable().optional().describe('what to do about the problem'),
  })
  .meta({ id: 'InstalledVersion' });
export type InstalledVersion = z.infer<typeof InstalledVersion>;

/** A setting of a miner that profiles can carry. */
export const MinerSetting = z
  .object({
    key: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
    label: z.string(),
    help: z.string(),
    kind: z.enum(['integer', 'number', 'text', 'switch', 'choice']),
    min: z.number().nullable(),
    max: z.number().nullable(),
    choices: z.array(z.string()),
    default: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  })
  .meta({ id: 'MinerSetting' });
export type MinerSetting = z.infer<typeof MinerSetting>;

/** A release that is newer than what is started. */
export const NewerRelease = z.object({ version: z.string(), publishedAt: Time.nullable() });
export type NewerRelease = z.infer<typeof NewerRelease>;

/** A mining program this rig knows, installed or not. */
export const Miner = z
  .object({
    id: MinerId,
    name: z.string(),
    kind: z.enum(['builtin', 'catalogue', 'package']),
    version: z.string().describe("the active one; '' where none is installed"),
    algorithms: z.array(z.string()),
    canPause: z.boolean(),
    installed: z.boolean().describe('can be started'),
    description: z.string(),
    licence: z.string(),
    openSource: z.boolean(),
    homepage: z.string().nullable(),
    devFee: z.string().describe('what the author takes, in words; never empty'),
    devices: z.array(DeviceKind),
    platforms: z.array(MinerPlatform),
    supported: z.boolean().describe('there is a build for this rig'),
    settings: z.array(MinerSetting),
    notes: z.array(z.string()).optional().describe('what a person should know before using it'),
    verification: Verification.nullable().describe('of the active version'),
    folder: z.string().nullable().describe('where its versions lie'),
    versions: z.array(InstalledVersion).describe('newest first'),
    newer: NewerRelease.nullable().describe(
      'the newest release that is newer than the active version, as of the last look at its releases; null: none known',
    ),
    problem: z.string().nullable().describe('one sentence: why it cannot be started'),
  })
  .meta({ id: 'Miner' });
export type Miner = z.infer<typeof Miner>;

/** A release that can be installed. */
export const MinerRelease = z
  .object({
    version: z.string(),
    publishedAt: Time.nullable(),
    prerelease: z.boolean(),
    asset: z.string().nullable().describe('file for this rig; null where there is none'),
    bytes: Count.nullable(),
  })
  .meta({ id: 'MinerRelease' });
export type MinerRelease = z.infer<typeof MinerRelease>;

export const InstallState = z.enum([
  'looking-up',
  'downloading',
  'verifying',
  'unpacking',
  'done',
  'failed',
  'cancelled',
]);
export type InstallState = z.infer<typeof InstallState>;

/** An installation, from the press of the button on. One a miner; the last one is kept. */
export const InstallJob = z
  .object({
    minerId: MinerId,
    state: InstallState,
    version: z.string().nullable().describe('null until it is looked up'),
    asset: z.string().nullable(),
    receivedBytes: Count,
    totalBytes: Count.nullable(),
    bytesPerSecond: z.number().nonnegative().nullable(),
    attempt: z.number().int().min(1).describe('of the download; more than 1 after an interruption'),
    startedAt: Time,
    endedAt: Time.nullable(),
    verification: Verification.nullable(),
    problem: z
      .object({ code: z.string(), message: z.string(), suggestion: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'InstallJob' });
export type InstallJob = z.infer<typeof InstallJob>;
