import { TransferError } from './transfer-error.ts';

/**
 * Where an answer sends us.
 *
 * @param from      address that answered
 * @param location  header of the answer
 * @throws {TransferError}  where it says nothing, leads away from the web or from encryption
 */
export function redirectTarget(from: URL, location: string | undefined): URL {
  const target = location === undefined ? null : URL.parse(location, from);
  if (target === null) throw wrongRedirect(from, 'sends the download on without saying where to.');
  if (target.protocol === 'https:') return target;
  if (target.protocol === 'http:' && from.protocol === 'http:') return target;
  throw wrongRedirect(
    from,
    target.protocol === 'http:'
      ? 'sends the download on to a connection without encryption, which was not followed.'
      : `sends the download on to an address that is no web address (${target.protocol}).`,
  );
}

export function wrongRedirect(from: URL, sentence: string): TransferError {
  return new TransferError(from.host, {
    code: 'download-failed',
    sentence,
    suggestion: 'Check the address of the mirror if there is one; otherwise try again later.',
    again: 'no',
  });
}
