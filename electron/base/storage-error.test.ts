import { describe, expect, it } from 'vitest';
import { errorBody } from './app-error.ts';
import { DiskFullError, storageError } from './storage-error.ts';

const errno = (code: string): Error => Object.assign(new Error(code), { code });

describe('storageError', () => {
  it.each([
    ['ENOSPC', 'disk-full', true],
    ['EDQUOT', 'disk-full', true],
    ['EACCES', 'storage-failed', false],
    ['EROFS', 'storage-failed', false],
    ['EIO', 'storage-failed', false],
  ])('tells %s as %s, where it happened and what to do', (code, told, retryable) => {
    const error = storageError(errno(code), '/data/file.json', '/data');
    const body = errorBody(error);
    expect(body).toMatchObject({ code: told, retryable });
    expect(body.message).toContain('/data');
    expect(body.suggestion).toMatch(/\w\.$/);
    expect(error.cause).toMatchObject({ code });
  });

  it('tells an error that is told already as it is', () => {
    const error = new DiskFullError('/data');
    expect(storageError(error, '/other', '/other')).toBe(error);
  });

  it('tells what carries no code, too', () => {
    expect(storageError('text', '/data/file', '/data').userMessage).toContain('unknown cause');
  });
});
