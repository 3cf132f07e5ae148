import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { systemClock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { linkMaker, loadShareKernels } from '../../bridge-parts.ts';
import { RunningBridge } from '../../features/bridge/running-bridge.ts';
import type { BridgeSettings } from '../../features/bridge/settings.ts';
import { createDataFolder, dataFolder } from '../../platform/files/data-folder.ts';
import { readableFingerprint } from '../../platform/net/certificate.ts';
import { connectLine } from '../../platform/net/connect-line.ts';
import { listenLines } from '../../platform/net/listen-lines.ts';
import { listen } from '../../platform/net/listen.ts';
import { ensureOwnCertificate, type OwnCertificate } from '../../platform/net/own-certificate.ts';
import { MemoryPins } from '../../platform/net/pin-store.ts';
import type { Connect } from '../../pool-session/line-connection.ts';
import { recordingConnect } from '../../pool-session/recorded-connection.ts';
import type { Output } from '../output.ts';
import { BridgeTeller } from './bridge-teller.ts';
import { PoolTeller } from './pool-teller.ts';
import { shownMessage } from './shown-message.ts';
import { TranscriptFile } from './transcript-file.ts';
import { wantedBridge, type BridgeOptions } from './wanted.ts';

export interface BridgeCommand extends BridgeOptions {
  /** File for what is said to the pool. */
  readonly record?: string;
  /** Data folder that the person named; only a certificate is kept there. */
  readonly data: string | undefined;
  readonly version: string;
  /** Folder of the built web miner. */
  readonly pageFolder: string;
  /** Ends the bridge. */
  readonly signal: AbortSignal;
}

const tickMs = 1_000;

/**
 * Runs a bridge alone, and tells what happens there, until it is to end.
 *
 * @throws {UsageError}
 * @throws {AppError}  where a port is taken, or a file cannot be written
 */
export async function bridge(options: BridgeCommand, output: Output): Promise<void> {
  const { signal, pageFolder } = options;
  const { settings, debug } = wantedBridge(options, process.env);
  const { dialect, algorithm } = settings;
  const clock = systemClock;
  const now = (): number => clock.now();
  const teller = new BridgeTeller({ settings, output, now });
  const secrets = secretsOf(settings);
  const show = (text: string): string => shownMessage(dialect, text, secrets);
  await using running = new AsyncDisposableStack();
  const certificate = options.tls ? await ownCertificate(options.data) : null;

  let connect: Connect = (address, waiting) => connectLine(address, { ...waiting, pins });
  const pins = new MemoryPins();
  if (options.record !== undefined) {
    const onEnd = (problem: string): void => teller.warning(problem);
    const transcript = { file: options.record, dialect, secrets, now, onEnd };
    connect = running.use(new TranscriptFile(transcript)).recording(connect);
  }
  if (debug) {
    connect = recordingConnect(connect, () => (direction, line) => {
      teller.message('pool', direction, show(line));
    });
  }
  const makeLink = linkMaker({ connect, clock, userAgent: `rigwright/${options.version}` });

  let logins = 0;
  let opened: RunningBridge | undefined;
  const hashrate = (): number | null => opened?.status().hashrate || null;
  const made = await RunningBridge.open({
    settings,
    kernels: await loadShareKernels(algorithm),
    network: {
      listen,
      listenLines,
      certificate: async () => certificate ?? (await ownCertificate(options.data)),
    },
    makeLink(pools, listener) {
      logins += 1;
      const parts = { dialect, algorithm, now, tell: teller.tell, hashrate };
      return makeLink(dialect, pools, new PoolTeller(parts, logins).following(listener));
    },
    pageFolder: existsSync(pageFolder) ? pageFolder : null,
    clock,
    log: tellingLog((text) => teller.warning(text)),
    onSettled: (share) => teller.share(share),
    onClient: (change, client) => teller.client(change, client),
    ...(debug && {
      overhear: (client, direction, text) => {
        for (const line of text.trim().split('\n'))
          teller.message(client.id, direction, show(line));
      },
    }),
  });
  opened = running.use(made);
  teller.listening(made.status(), certificate && readableFingerprint(certificate.fingerprint));
  running.defer(clock.every(tickMs, () => teller.tick(made.status())));
  if (!signal.aborted) await once(signal, 'abort');
  // What is answered while it closes counts, too.
  await running.disposeAsync();
  teller.summary(made.status());
}

async function ownCertificate(data: string | undefined): Promise<OwnCertificate> {
  const folder = dataFolder({ override: data });
  await createDataFolder(folder);
  return ensureOwnCertificate(join(folder, 'bridge-certificate.pem'));
}

/** Accounts with and without their worker, and passwords. */
function secretsOf({ pools, guard }: BridgeSettings): readonly string[] {
  const accounts = pools.flatMap(({ user, password }) => [user, user.split('.', 1)[0], password]);
  return [...accounts, guard.password].filter((text): text is string => Boolean(text));
}

/** Tells warnings and failures; the rest is told in better words elsewhere. */
function tellingLog(tell: (text: string) => void): Log {
  const write = (message: string, fields: Record<string, unknown> = {}): void => {
    const { error } = fields;
    const cause = error instanceof AppError ? error.userMessage : undefined;
    const text = cause ?? (error instanceof Error ? error.message : undefined);
    tell(text === undefined ? message : `${message}: ${text}`);
  };
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: write,
    error: write,
    with: () => log,
  };
  return log;
}
