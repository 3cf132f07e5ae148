import { once } from 'node:events';
import { join } from 'node:path';
import { createDataFolder, dataFolder } from '../../platform/files/data-folder.ts';
import { readableFingerprint } from '../../platform/net/certificate.ts';
import { ensureOwnCertificate, type OwnCertificate } from '../../platform/net/own-certificate.ts';
import type { PoolEvent } from '../../testing/practice-pool/pool-event.ts';
import type { PracticePoolStats } from '../../testing/practice-pool/pool-stats.ts';
import { startPracticePool } from '../../testing/practice-pool/practice-pool.ts';
import type { Output } from '../output.ts';
import { durationText } from '../words.ts';
import { eventText } from './event-text.ts';
import { checkWanted, spokenDialect, type Wanted } from './spoken.ts';

export interface PracticePoolCommand extends Wanted {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: boolean;
  /** Data folder that the person named. */
  readonly data: string | undefined;
  /** Ends the pool. */
  readonly signal: AbortSignal;
}

/**
 * Runs a practice pool of one dialect alone, and tells what happens there, until it is to end.
 *
 * @throws {UsageError}
 * @throws {PortInUseError}
 * @throws {StorageError}  where the certificate cannot be kept
 */
export async function practicePool(options: PracticePoolCommand, output: Output): Promise<void> {
  const { dialect, host, port, difficulty, signal } = options;
  const { algorithm } = checkWanted(options);
  const certificate = options.tls ? await ownCertificate(options.data) : null;
  const startedAt = Date.now();
  await using pool = await startPracticePool({
    ...(await spokenDialect(dialect, algorithm)),
    host,
    port,
    ...(difficulty !== undefined && { difficulty }),
    ...(certificate && { tls: certificate }),
    onEvent: (event) => tell(event, output),
  });
  const { checkedWith } = pool.stats();
  const url = `stratum+${certificate ? 'ssl' : 'tcp'}://${pool.address}`;
  const fingerprint = certificate?.fingerprint ?? null;
  output.event(
    { at: startedAt, kind: 'listening', url, dialect, algorithm, checkedWith, fingerprint },
    [
      `A practice pool for ${algorithm} listens at ${url} (dialect ${dialect}).`,
      ...(fingerprint ? [`Certificate, SHA-256: ${readableFingerprint(fingerprint)}`] : []),
      checkedText(checkedWith, algorithm),
      'Any user name will do, and nothing is paid. End it with Ctrl+C.',
    ].join('\n'),
  );
  if (!signal.aborted) await once(signal, 'abort');
  const durationMs = Date.now() - startedAt;
  const stats = pool.stats();
  output.event(
    { at: Date.now(), kind: 'summary', durationMs, ...stats },
    summaryText(stats, durationMs),
  );
}

async function ownCertificate(data: string | undefined): Promise<OwnCertificate> {
  const folder = dataFolder({ override: data });
  await createDataFolder(folder);
  return ensureOwnCertificate(join(folder, 'certificate.pem'));
}

function tell(event: PoolEvent, output: Output): void {
  const now = new Date();
  const time = now.toTimeString().slice(0, 8);
  output.event({ at: now.getTime(), ...event }, `${time}  ${eventText(event)}`);
}

function checkedText(checkedWith: string | null, algorithm: string): string {
  return checkedWith === null
    ? `Shares are not hashed, for want of a kernel of ${algorithm}: one counts when it is well formed, of an open job and new.`
    : `Every share is verified by the kernel ${checkedWith}.`;
}

function summaryText({ accepted, rejected, byReason }: PracticePoolStats, ms: number): string {
  const reasons = Object.entries(byReason)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`);
  const why = reasons.length > 0 ? ` (${reasons.join(', ')})` : '';
  return `Ran for ${durationText(ms)}: ${accepted} shares accepted, ${rejected} rejected${why}.`;
}
