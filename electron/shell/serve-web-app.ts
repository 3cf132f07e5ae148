import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { appScheme } from './app-address.ts';
import { contentSecurityPolicy } from '../base/content-security-policy.ts';
import { servedFile } from './served-file.ts';

/** Gives the app's scheme the standing of https. Electron wants it said before it is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Serves the window its pages. @param root  folder of the built web app */
export function serveWebApp(root: string): void {
  protocol.handle(appScheme, (request) => respond(request, root));
}

async function respond({ method, url }: Request, root: string): Promise<Response> {
  if (method !== 'GET') return answer(405, 'text/plain', 'Only GET is served here.');
  const served = servedFile(url, root);
  if (!served) return answer(404, 'text/plain', 'There is no such file.');
  try {
    return answer(200, served.type, await readFile(served.file));
  } catch {
    return answer(404, 'text/plain', 'There is no such file.');
  }
}

function answer(status: number, type: string, body: string | Buffer<ArrayBuffer>): Response {
  const headers = {
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  return new Response(body, { status, headers });
}
