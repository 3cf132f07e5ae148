import { expect, it } from 'vitest';
import { networkError } from './network-error.ts';

it.each([
  ['ENOTFOUND', 'offline', 'cannot be found: this computer seems to be offline'],
  ['EAI_AGAIN', 'offline', 'cannot be found: this computer seems to be offline'],
  ['ENETUNREACH', 'offline', 'cannot be reached: this computer seems to be offline'],
  ['ECONNREFUSED', 'download-failed', 'refused the connection'],
  ['ECONNRESET', 'download-failed', 'broke the connection off'],
  ['ETIMEDOUT', 'timeout', 'does not answer'],
  ['CERT_HAS_EXPIRED', 'download-failed', 'cannot be trusted (it has expired)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'download-failed', 'cannot be trusted (it is for another name)'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'download-failed', 'cannot be trusted (SELF_SIGNED_CERT_IN_CHAIN)'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'download-failed', 'cannot be trusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'download-failed', 'could not agree on an encrypted connection'],
  ['EPROTO', 'download-failed', 'could not agree on an encrypted connection'],
  ['HPE_INVALID_CONSTANT', 'download-failed', 'does not answer like a web server'],
  ['ESTRANGE', 'download-failed', 'could not be asked (ESTRANGE)'],
])('says what %s means', (errno, code, says) => {
  const error = networkError('github.com', Object.assign(new Error('x'), { code: errno }));
  expect(error.code).toBe(code);
  expect(error.userMessage).toMatch(/^github\.com .*\.$/);
  expect(error.userMessage).toContain(says);
  expect(error.suggestion).toMatch(/\.$/);
});
