/** Scheme of the window's own pages: no file and no server of another can have this origin. */
export const appScheme = 'app';

/** Address of the window's page. */
export const appUrl = `${appScheme}://rigwright/`;

/**
 * Whether an address is one of the app's own pages.
 *
 * @param developerUrl  address of the developer's server, where that serves the pages
 */
export function isOwnAddress(url: string, developerUrl?: string): boolean {
  const own = [appUrl, ...(developerUrl === undefined ? [] : [developerUrl])];
  return own.some((ours) => isSameOrigin(ours, url));
}

/** `URL.origin` knows no scheme of an app's own, so that the parts are compared. */
function isSameOrigin(one: string, other: string): boolean {
  if (!URL.canParse(other)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.protocol === b.protocol && a.host === b.host;
}
