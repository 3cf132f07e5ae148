import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

/** Kinds of file that the page consists of; others are not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** What the page may load and reach: itself, and nothing else. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

const year = 'public, max-age=31536000, immutable';

/** Answers with a file of the page. @param path  of the request, without its query */
export async function servePage(
  response: ServerResponse,
  root: string | null,
  path: string,
): Promise<void> {
  const found = root === null ? undefined : pageFile(root, path);
  const body = found && (await readFile(found.file).catch(() => undefined));
  if (!found || !body) {
    const isPage = path === '/';
    const text = isPage ? 'The web miner is not built: run `npm run build`.\n' : 'Not found.\n';
    answer(response, isPage ? 200 : 404, 'text/plain; charset=utf-8', text);
    return;
  }
  // Names in assets/ carry a hash of what is in them; all else must be asked for each time.
  const cache = path.includes('/assets/') ? year : 'no-cache';
  answer(response, 200, found.type, body, { 'cache-control': cache });
}

export function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': type, ...headers });
  response.end(body);
}

/** @returns undefined where the path leads out of the folder, or to what the page does not have */
export function pageFile(
  root: string,
  path: string,
): { readonly file: string; readonly type: string } | undefined {
  const decoded = decodePath(path === '/' ? '/index.html' : path);
  // A backslash separates folders on Windows, and a colon names a drive or a stream there.
  if (decoded === undefined || /[\\:\0]/.test(decoded)) return undefined;
  const file = resolve(root, join('.', decoded));
  const type = types[extname(file)];
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
