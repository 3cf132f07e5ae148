import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../testing/temp-folder.ts';
import { testCertificate } from '../../testing/test-certificate.ts';
import { ensureOwnCertificate, readCertificate } from './own-certificate.ts';

const day = 24 * 60 * 60 * 1_000;

describe('ensureOwnCertificate', () => {
  it('makes one for this computer, once', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'certificate.pem');
    const made = await ensureOwnCertificate(file);
    const certificate = new X509Certificate(made.cert);
    const { subjectAltName, publicKey } = certificate;
    expect(publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(subjectAltName).toContain('DNS:localhost');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(publicKey)).toBe(true);
    expect(made.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    await expect(ensureOwnCertificate(file)).resolves.toMatchObject({
      fingerprint: made.fingerprint,
    });
  });

  it.runIf(process.platform !== 'win32')('keeps it for its owner alone', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'certificate.pem');
    await ensureOwnCertificate(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('makes another when the time of the first is nearly over', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'certificate.pem');
    const now = Date.now();
    const { fingerprint } = await ensureOwnCertificate(file, now);
    const kept = await ensureOwnCertificate(file, now + 700 * day);
    expect(kept.fingerprint).toBe(fingerprint);
    const renewed = await ensureOwnCertificate(file, now + 795 * day);
    expect(renewed.fingerprint).not.toBe(fingerprint);
  });

  it.each(['', 'no PEM', '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\nno cert'])(
    'replaces a file that is none: %j',
    async (content) => {
      using folder = tempFolder();
      const file = join(folder.path, 'certificate.pem');
      writeFileSync(file, content);
      const made = await ensureOwnCertificate(file);
      expect(readFileSync(file, 'utf8')).toContain(made.cert.trim());
    },
  );

  it('says where it cannot be kept', async () => {
    const file = join('/nowhere', 'certificate.pem');
    await expect(ensureOwnCertificate(file)).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

describe('readCertificate', () => {
  it('takes key and certificate from two files, and refuses those of others', async () => {
    using folder = tempFolder();
    const at = (name: string): string => join(folder.path, name);
    const [one, two] = [await testCertificate(), await testCertificate()];
    writeFileSync(at('one.crt'), one.cert);
    writeFileSync(at('one.key'), one.key);
    writeFileSync(at('two.key'), two.key);
    const files = { certFile: at('one.crt'), keyFile: at('one.key') };
    await expect(readCertificate(files)).resolves.toEqual(one);
    await expect(readCertificate({ ...files, keyFile: at('two.key') })).rejects.toMatchObject({
      userMessage: 'The key is not that of the certificate.',
    });
    await expect(readCertificate({ ...files, keyFile: at('one.crt') })).rejects.toMatchObject({
      name: 'BadCertificateError',
    });
    await expect(readCertificate({ ...files, keyFile: at('none') })).rejects.toMatchObject({
      userMessage: `There is no file ${at('none')}.`,
    });
  });
});
