import { describe, expect, it } from 'vitest';
import { isOwnAddress } from './app-address.ts';
import { isTrustedSender } from './trusted-sender.ts';

const developerUrl = 'http://localhost:5173';

describe('an address', () => {
  it.each(['app://rigwright/', 'app://rigwright/assets/a.js', 'app://rigwright/?x#/profiles'])(
    'of the app is its own: %s',
    (url) => expect(isOwnAddress(url)).toBe(true),
  );

  it.each([
    'app://other/',
    'app://rigwright.example/',
    'app://rigwright:1/',
    'https://rigwright/',
    'file:///rigwright/',
    'about:blank',
    'data:text/html,app://rigwright/',
    developerUrl,
    'no address',
    '',
  ])('of another is foreign: %s', (url) => expect(isOwnAddress(url)).toBe(false));

  it("of the developer's server is its own while that serves the pages", () => {
    expect(isOwnAddress('http://localhost:5173/src/x', developerUrl)).toBe(true);
    expect(isOwnAddress('http://localhost:5174/', developerUrl)).toBe(false);
  });
});

describe('a sender', () => {
  const mainFrame = { url: 'app://rigwright/#/profiles' };
  const message = (sender: object, senderFrame: object | null) =>
    ({ sender, senderFrame }) as never;

  it('is trusted as the top frame with an address of ours', () => {
    expect(isTrustedSender(message({ mainFrame }, mainFrame))).toBe(true);
  });

  it('is not trusted as a frame within the page, whatever its address', () => {
    expect(isTrustedSender(message({ mainFrame }, { url: 'app://rigwright/' }))).toBe(false);
  });

  it('is not trusted with a foreign address', () => {
    const foreign = { url: 'https://example.invalid/' };
    expect(isTrustedSender(message({ mainFrame: foreign }, foreign))).toBe(false);
  });

  it('is not trusted once its frame has gone', () => {
    expect(isTrustedSender(message({ mainFrame }, null))).toBe(false);
  });
});
