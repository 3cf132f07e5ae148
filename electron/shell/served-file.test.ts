import { join, resolve } from 'node:path';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servedFile } from './served-file.ts';

const root = resolve('web');

describe('the file of an address', () => {
  it.each([
    ['app://rigwright/', 'index.html', 'text/html; charset=utf-8'],
    ['app://rigwright/profiles', 'index.html', 'text/html; charset=utf-8'],
    ['app://rigwright/index.html?a=1#/b', 'index.html', 'text/html; charset=utf-8'],
    ['app://rigwright/assets/a-1.js', 'assets/a-1.js', 'text/javascript; charset=utf-8'],
    ['app://rigwright/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
    ['app://rigwright/fonts/x.woff2', 'fonts/x.woff2', 'font/woff2'],
    ['app://rigwright/kernels.wasm', 'kernels.wasm', 'application/wasm'],
  ])('%s is %s', (url, file, type) => {
    expect(servedFile(url, root)).toEqual({ file: join(root, file), type });
  });

  it.each([
    'app://rigwright/..%2f..%2fpackage.json',
    'app://rigwright/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://rigwright/a/..%2f..%2f..%2fsecret.json',
    'app://rigwright/..%5c..%5cpackage.json',
    'app://rigwright/C:%5cWindows%5cwin.png',
    'app://rigwright/index.html%00.png',
    'app://rigwright/index.html:stream.js',
    'app://rigwright/%E0%A4%A.js',
    'app://rigwright/run.sh',
    'app://rigwright/data.db',
  ])('is none for %s', (url) => expect(servedFile(url, root)).toBeUndefined());

  it('is within the folder, whatever is asked for', () => {
    const part = oneof(
      constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', 'a.js'),
      string({ maxLength: 8 }),
    );
    const urls = array(part, { maxLength: 8 })
      .map((parts) => `app://rigwright/${parts.join('/')}`)
      .filter((url) => URL.canParse(url));
    const isOutside = (url: string): boolean =>
      servedFile(url, root)?.file.startsWith(join(root, '/')) === false;
    expect(() => assert(property(urls, (url) => !isOutside(url)))).not.toThrow();
  });
});
