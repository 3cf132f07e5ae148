import { z } from 'zod';
import { PackageFinding } from '../../../electron/contract/values/package.ts';
import { ApiError } from '../../connection/api-error.ts';
import { formatBytes } from '../../format/bytes.ts';
import { t } from '../../locales/t.ts';

/** A file on its way to the rig. */
export interface Transfer {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly sentBytes: number;
  readonly stage: 'waiting' | 'sending' | 'checking' | 'failed';
  readonly failure: ApiError | null;
}

/** As much as the rig takes. */
const maxBytes = 2_147_483_648;

/** Why a file need not be sent at all, or null. */
export function uselessFile({ name, size }: File): ApiError | null {
  if (size > maxBytes) {
    const message = t('packages.too-large', { name, limit: formatBytes(maxBytes) });
    return localError('too-large', message, t('packages.too-large-suggestion'));
  }
  if (size > 0) return null;
  const message = t('packages.empty-file', { name });
  return localError('bad-file', message, t('packages.empty-file-suggestion'));
}

/** What the rig found wrong with a package that it did not take. */
export function findingsOf({ details }: ApiError): readonly PackageFinding[] {
  return z.array(PackageFinding).safeParse(details).data ?? [];
}

const localError = (
  code: 'too-large' | 'bad-file',
  message: string,
  suggestion: string,
): ApiError => new ApiError({ code, message, error: message, suggestion, retryable: false });
