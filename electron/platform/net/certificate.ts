import { X509Certificate } from 'node:crypto';
import type { PeerCertificate, TLSSocket } from 'node:tls';

/** SHA-256 of a certificate, 64 digits in lower case. @param certificate  PEM or DER */
export function certificateFingerprint(certificate: string | Buffer): string {
  return plainDigits(new X509Certificate(certificate).fingerprint256);
}

/**
 * That of the certificate that the other side has shown; empty where it has shown none.
 *
 * Not by `getPeerX509Certificate`: in Node 24 it gives the certificate once, and nothing after that.
 */
export function fingerprintOf(socket: TLSSocket): string {
  // Of a socket that is destroyed it is null, whatever the types say.
  const shown: Partial<PeerCertificate> | null = socket.getPeerCertificate();
  return plainDigits(shown?.fingerprint256 ?? '');
}

function plainDigits(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}

/** A fingerprint as people compare it: `ab:cd:…`. */
export function readableFingerprint(fingerprint: string): string {
  return fingerprint.match(/../g)?.join(':') ?? '';
}
