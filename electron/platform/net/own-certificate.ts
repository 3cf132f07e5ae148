import { createPrivateKey, X509Certificate } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { dirname } from 'node:path';
import { generate } from 'selfsigned';
import { AppError } from '../../base/app-error.ts';
import { storageError } from '../../base/storage-error.ts';
import { readLimited } from '../files/read-limited.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import { certificateFingerprint } from './certificate.ts';

/** What a server over TLS shows and proves itself with. */
export interface OwnCertificate {
  /** PEM; `cert` may have the chain behind it. */
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the certificate, 64 digits in lower case. */
  readonly fingerprint: string;
}

const day = 24 * 60 * 60 * 1_000;
/** Phones of Apple take none of more than 825 days. */
const validityMs = 820 * day;
/** One that is about to end is made anew. */
const leastRestMs = 30 * day;
/** A clock of a client may be behind. */
const backdatedMs = day;
/** A key and a long chain of certificates together have some 20 kB. */
const maxBytes = 256 * 1024;

/** The files named as key and certificate cannot be used. */
export class BadCertificateError extends AppError {
  readonly code = 'invalid-input';
  readonly userMessage: string;
  override readonly suggestion =
    'Name a file with the certificate (and its chain) and one with its key, both as PEM, the key without a password.';

  constructor(userMessage: string, options?: ErrorOptions) {
    super(userMessage, options);
    this.userMessage = userMessage;
  }
}

/**
 * The certificate of this program: made when it is first asked for, kept in a file that only its owner
 * can read. It stays the same, so that clients can remember it, until its time is nearly over.
 *
 * @param file  holds key and certificate
 * @param now   epoch ms
 * @throws {StorageError}
 */
export async function ensureOwnCertificate(
  file: string,
  now: number = Date.now(),
): Promise<OwnCertificate> {
  try {
    const found = await readLimited(file, maxBytes);
    const kept = found && usable(found.bytes.toString(), now);
    if (kept) return kept;
    const made = await makeCertificate(now);
    await writeAtomically(file, `${made.key.trim()}\n${made.cert.trim()}\n`, 0o600);
    return made;
  } catch (error) {
    throw storageError(error, file, dirname(file));
  }
}

function usable(text: string, now: number): OwnCertificate | undefined {
  const key = /-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----\n?/s.exec(text)?.[0];
  const cert = key && text.slice(text.indexOf(key) + key.length);
  if (!key || !cert) return undefined;
  try {
    const own = checked(key, cert);
    const rest = Date.parse(new X509Certificate(cert).validTo) - now;
    return rest > leastRestMs ? own : undefined;
  } catch {
    return undefined;
  }
}

/** @throws {Error}  where they are no key and certificate, or not of each other */
function checked(key: string, cert: string): OwnCertificate {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    throw new BadCertificateError('The key is not that of the certificate.');
  }
  return { key, cert, fingerprint: certificateFingerprint(cert) };
}

async function makeCertificate(now: number): Promise<OwnCertificate> {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const ips = addresses
    // With an interface's name behind it (fe80::1%eth0) an address is good on one computer only.
    .filter(({ scopeid = 0 }) => scopeid === 0)
    .map(({ address }) => address);
  const names = new Set(['localhost', hostname().toLowerCase()].filter(isDnsName));
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Rigwright' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - backdatedMs),
    notAfterDate: new Date(now - backdatedMs + validityMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...[...names].map((value) => ({ type: 2 as const, value })),
          ...new Set(['127.0.0.1', '::1', ...ips]),
        ].map((each) => (typeof each === 'string' ? { type: 7 as const, ip: each } : each)),
      },
    ],
  });
  return checked(key, cert);
}

function isDnsName(name: string): boolean {
  return /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(name);
}

/**
 * A certificate that the person has got from elsewhere.
 *
 * @throws {BadCertificateError}
 * @throws {StorageError}
 */
export async function readCertificate(files: {
  readonly certFile: string;
  readonly keyFile: string;
}): Promise<OwnCertificate> {
  const [cert, key] = await Promise.all([files.certFile, files.keyFile].map(readText));
  try {
    return checked(key ?? '', cert ?? '');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new BadCertificateError(
      `${files.certFile} and ${files.keyFile} are no certificate and key that can be used.`,
      { cause: error },
    );
  }
}

async function readText(file: string): Promise<string> {
  let found;
  try {
    found = await readLimited(file, maxBytes);
  } catch (error) {
    throw storageError(error, file, dirname(file));
  }
  if (!found) throw new BadCertificateError(`There is no file ${file}.`);
  return found.bytes.toString();
}
