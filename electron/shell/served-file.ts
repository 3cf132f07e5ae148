import { extname, join, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface ServedFile {
  readonly file: string;
  readonly type: string;
}

/**
 * File of the web app that an address of the window names. A path without an extension is a page,
 * and all pages are index.html.
 *
 * @param root  folder of the built web app
 * @returns     undefined where the address leads out of the folder, or to a kind of file that the
 *              web app does not have
 */
export function servedFile(url: string, root: string): ServedFile | undefined {
  const path = decodePath(new URL(url).pathname);
  // A backslash separates folders on Windows, and a colon names a drive or a stream there.
  if (path === undefined || /[\\:\0]/.test(path)) return undefined;
  const extension = extname(path);
  const file = resolve(root, extension === '' ? 'index.html' : join('.', path));
  const type = types[extension === '' ? '.html' : extension];
  if (type === undefined || !file.startsWith(resolve(root) + sep)) return undefined;
  return { file, type };
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
