import type { IncomingMessage } from 'node:http';
import { sha256 } from './served-repository.ts';

/** As GitHub's API tags its answers: weak, because they may be packed on their way. */
export const weakEtag = (data: Buffer): string => `W/"${sha256(data)}"`;

/** Whether whoever asks has this already. Source: RFC 9110, "If-None-Match", compared weakly */
export function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  const plain = (tag: string): string => tag.trim().replace(/^W\//, '');
  return known.split(',').some((tag) => plain(tag) === plain(etag));
}
