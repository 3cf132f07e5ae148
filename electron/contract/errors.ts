import { z } from 'zod';

/**
 * Every failure a caller can be told about, with the HTTP status it travels under.
 * A new code is added here first: doors, the command line and the window all read this table.
 */
export const errorStatus = {
  'invalid-input': 400,
  'malformed-json': 400,
  'no-token': 401,
  'wrong-token': 401,
  'wrong-host': 421,
  'foreign-origin': 403,
  'not-permitted': 403,
  'not-found': 404,
  'no-such-operation': 404,
  'no-such-profile': 404,
  'no-such-run': 404,
  'no-such-miner': 404,
  'no-such-notice': 404,
  'no-such-bridge': 404,
  'no-such-client': 404,
  'already-running': 409,
  'not-running': 409,
  'profile-in-use': 409,
  'bridge-in-use': 409,
  'cannot-pause': 409,
  'too-large': 413,
  'wrong-content-type': 415,
  'too-many-requests': 429,
  'miner-not-installed': 409,
  'no-such-coin': 404,
  'no-such-pool': 404,
  'no-such-package': 404,
  'no-such-upload': 404,
  'no-such-version': 404,
  'coin-in-use': 409,
  'miner-in-use': 409,
  'install-running': 409,
  'needs-consent': 409,
  'executable-changed': 409,
  'executable-missing': 409,
  'wrong-passphrase': 400,
  'bad-file': 400,
  'bad-package': 400,
  'bad-archive': 400,
  'checksum-mismatch': 502,
  'signature-invalid': 502,
  'release-not-found': 404,
  'no-build-for-this-rig': 409,
  'rate-limited': 503,
  offline: 503,
  'download-failed': 502,
  'python-missing': 409,
  'script-failed': 500,
  'start-failed': 500,
  'pty-host-lost': 503,
  'disk-full': 507,
  'storage-failed': 500,
  'pool-unreachable': 502,
  'bad-pool-url': 400,
  'port-in-use': 409,
  'secret-unreadable': 500,
  'service-not-running': 503,
  'already-served': 409,
  'shutting-down': 503,
  timeout: 504,
  cancelled: 499,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/**
 * The one shape of every error that leaves the program, whatever the door.
 * `error` repeats `message`, because spec 003 promises clients exactly that field.
 */
export const ErrorBody = z
  .object({
    code: z.enum(codes),
    message: z.string().describe('One sentence for a person: what happened.'),
    error: z.string().describe('The same text as `message`.'),
    suggestion: z.string().optional().describe('What to do about it.'),
    details: z.unknown().optional(),
    retryable: z.boolean().describe('Whether the same call may succeed later.'),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;
