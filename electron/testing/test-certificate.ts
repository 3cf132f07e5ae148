import { generate } from 'selfsigned';
import { certificateFingerprint } from '../platform/net/certificate.ts';
import type { OwnCertificate } from '../platform/net/own-certificate.ts';

export interface TestCertificateOptions {
  /** Names that it is for. */
  readonly names?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

/** A self-signed certificate for this computer, unless said otherwise. */
export async function testCertificate({
  names = ['localhost'],
  validFrom = new Date(Date.now() - 60_000),
  validTo = new Date(Date.now() + 3_600_000),
}: TestCertificateOptions = {}): Promise<OwnCertificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: validFrom,
    notAfterDate: validTo,
    extensions: [{ name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) }],
  });
  return { key, cert, fingerprint: certificateFingerprint(cert) };
}
