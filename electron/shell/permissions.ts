import type { Session } from 'electron';

/** What the page may ask the system for: to copy text, and to tell the person something. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications']);

/** Refuses camera, place, USB and everything else that no page of ours needs. */
export function limitPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(granted.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => granted.has(permission));
}
