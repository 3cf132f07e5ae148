import { describe, expect, it } from 'vitest';
import { ApiError } from '../../connection/api-error.ts';
import { emptyUrl, newPoolForm } from './pool-form.ts';
import { refusalOf } from './pool-refusal.ts';

const refused = (details: unknown) =>
  new ApiError({
    code: 'invalid-input',
    message: 'It has no port.',
    error: '',
    suggestion: 'Write one.',
    details,
    retryable: false,
  });
const form = {
  ...newPoolForm(),
  urls: [emptyUrl(), { ...emptyUrl(), url: 'a.example:1' }, { ...emptyUrl(), url: 'b.example' }],
};

describe('what the rig has against a pool', () => {
  it('stands at its field, with what to do', () => {
    const refusal = refused([{ path: 'walletTemplate', message: 'x' }]);
    expect(refusalOf(refusal, form, 'walletTemplate')).toBe('It has no port. Write one.');
    expect(refusalOf(refusal, form, 'urlTemplate')).toBe(false);
  });

  it('stands at the right address, though empty ones were not sent', () => {
    const refusal = refused([{ path: 'urls.1.url', message: 'x' }]);
    expect(refusalOf(refusal, form, 'urls.2.url')).toBe('It has no port. Write one.');
    expect(refusalOf(refusal, form, 'urls.1.url')).toBe(false);
  });

  it.each([undefined, 'odd', [], [{ path: 7 }]])('stands nowhere for %j', (details) => {
    expect(refusalOf(refused(details), form, 'urls.1.url')).toBe(false);
  });
});
