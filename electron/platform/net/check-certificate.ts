import type { TLSSocket } from 'node:tls';
import { CertificateChangedError, CertificateExpiredError } from './certificate-errors.ts';
import { fingerprintOf } from './certificate.ts';
import { ConnectionError, noCertificate } from './connection-error.ts';
import type { PinStore } from './pin-store.ts';

/** How OpenSSL names a certificate whose time is over or to come. */
const outOfTime = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

/**
 * Decides whether the other side may be talked to. A certificate that an authority vouches for is good
 * for its host. Any other, also one for another name, is remembered the first time and must be the same
 * from then on; one whose time is over must be known already.
 *
 * @param name  `host:port`
 * @throws {CertificateChangedError}
 * @throws {CertificateExpiredError}
 * @throws {ConnectionError}  where it has shown none
 */
export function checkCertificate(socket: TLSSocket, name: string, pins: PinStore): void {
  if (socket.authorized) return;
  const shown = fingerprintOf(socket);
  if (shown === '') throw new ConnectionError(name, noCertificate);
  const hostPort = name.toLowerCase();
  const known = pins.get(hostPort);
  if (known === shown) return;
  if (known !== undefined) {
    throw new CertificateChangedError(name, { known, shown }, pins.howToForget);
  }
  // The types have an error there; it is the code of one.
  if (outOfTime.includes(String(socket.authorizationError))) {
    const { valid_from: from, valid_to: to } = socket.getPeerCertificate();
    throw new CertificateExpiredError(name, {
      validFrom: new Date(from),
      validTo: new Date(to),
      fingerprint: shown,
      now: Date.now(),
    });
  }
  pins.set(hostPort, shown);
}
