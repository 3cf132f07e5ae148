import type { Session, WebContents } from 'electron';
import type { SendCommand } from '../chromium/devtools.ts';
import { protocol } from './protocol.ts';

type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];

let check: CheckHandler = null;
let request: RequestHandler = null;

const defaultSession = {
  protocol,
  setPermissionCheckHandler: (handler: CheckHandler) => void (check = handler),
  setPermissionRequestHandler: (handler: RequestHandler) => void (request = handler),
};

export const session = { defaultSession };

/** Chromium's names of permissions, and Electron's. */
const permissions = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  camera: 'media',
  microphone: 'media',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
} as const;

/** Gives Chromium's pages what both handlers of the app allow. */
export async function applyPermissions(
  contents: WebContents,
  origin: string,
  send: SendCommand,
): Promise<void> {
  await Promise.all(
    Object.entries(permissions).map(([name, permission]) =>
      send('Browser.setPermission', {
        permission: { name },
        setting: isAllowed(contents, permission, origin) ? 'granted' : 'denied',
        origin,
      }),
    ),
  );
}

type Permission = (typeof permissions)[keyof typeof permissions];

function isAllowed(contents: WebContents, permission: Permission, origin: string): boolean {
  const details = { isMainFrame: true, requestingUrl: `${origin}/` };
  // The check knows one name less than the request.
  const asked = permission as Parameters<NonNullable<CheckHandler>>[1];
  let granted = true;
  request?.(contents, permission, (answer) => (granted = answer), details);
  return granted && (check?.(contents, asked, origin, details) ?? true);
}
