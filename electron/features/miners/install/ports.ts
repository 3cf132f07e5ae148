import type { Clock } from '../../../base/clock.ts';
import type { JsonFile } from '../../../base/json-file.ts';
import type { Publish } from '../../../base/event-hub.ts';
import type { Log } from '../../../base/log.ts';
import type { Notify } from '../../../base/notify.ts';
import type { MinerId } from '../../../contract/values/ids.ts';
import type { MinerPlatform } from '../../../contract/values/miner.ts';
import type { ReleaseSource } from '../catalogue/release-source.ts';

/** What the catalogue says of a miner that can be installed. */
export interface InstallSource {
  /** For sentences: `XMRig`. */
  readonly name: string;
  readonly release: ReleaseSource;
  /** Armoured public keys by the file name that `release` gives. */
  readonly keys: Readonly<Record<string, string>>;
}

/** Something small over HTTP. */
export interface FetchOptions {
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DownloadProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  /** From 1. */
  readonly attempt: number;
}

/** A file over HTTP, which goes on where an earlier call for the same address was interrupted. */
export interface DownloadOptions {
  readonly url: string;
  /** Where it lies at the end; what came so far lies beside it under names that begin with this. */
  readonly file: string;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export interface DownloadedFile {
  readonly bytes: number;
  readonly sha256: string;
}

export interface UnpackOptions {
  readonly archive: string;
  /** A folder that does not exist yet; where unpacking fails it does not exist afterwards either. */
  readonly into: string;
  readonly signal?: AbortSignal;
}

export interface UnpackedFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

export interface VerifyOpenPgpOptions {
  readonly data: Uint8Array;
  /** Detached, armoured or binary. */
  readonly signature: Uint8Array;
  /** Armoured public keys. */
  readonly keys: readonly string[];
  /** Of the keys that count, 40 capital hexadecimal digits each. */
  readonly fingerprints: readonly string[];
}

/** Whatever an installation needs of the outside. */
export interface InstallPorts {
  /** Throws an AppError: offline, rate-limited, release-not-found, … */
  readonly fetchBytes: (url: string, options: FetchOptions) => Promise<Uint8Array>;
  /** The same of a list that changes seldom: what is known of it need not come again. */
  readonly fetchList: (url: string, options: FetchOptions) => Promise<Uint8Array>;
  readonly download: (options: DownloadOptions) => Promise<DownloadedFile>;
  readonly unpack: (options: UnpackOptions) => Promise<readonly UnpackedFile[]>;
  /** Of a file or folder; tries again where Windows refuses because a scanner has it open. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** Throws `signature-invalid`. */
  readonly verifyOpenPgp: (
    options: VerifyOpenPgpOptions,
  ) => Promise<{ readonly fingerprint: string }>;
  /** Throws what `node:fs` throws, or an AppError with that as its cause. */
  readonly sha256OfFile: (
    file: string,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<string>;
}

export interface InstallsOptions {
  /** Folder of all miners; made where there is none. */
  readonly folder: string;
  /** Which versions are installed. */
  readonly file: JsonFile;
  readonly platform: MinerPlatform;
  /** undefined: no such miner; null: there is nothing to install, because it is part of Rigwright. */
  readonly source: (minerId: MinerId) => InstallSource | null | undefined;
  readonly ports: InstallPorts;
  /** Such as `rigwright/1.0.0`; GitHub answers nobody without a name. */
  readonly userAgent: string;
  readonly isRunning: (minerId: MinerId, version: string) => boolean;
  readonly clock: Clock;
  readonly publish: Publish;
  /** Told after versions came, went or changed. */
  readonly changed: () => void;
  readonly notify: Notify;
  readonly log: Log;
}
