import type { Protocol } from 'electron';

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme, handler) => void handlers.set(scheme, handler),
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Partial<Protocol>;

/** Chromium's request patterns for every scheme that is handled. */
export const handledPatterns = (): { urlPattern: string }[] =>
  [...handlers.keys()].map((scheme) => ({ urlPattern: `https://*.${scheme}.standin/*` }));

/**
 * Plain Chromium opens no scheme of an app's own, so that `app://host/path` is shown as
 * `https://host.app.standin/path`, an origin that exists nowhere else.
 */
export function toChromium(url: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url);
  const name = scheme.slice(0, -1);
  return handlers.has(name) ? `https://${host}.${name}.standin${pathname}${search}${hash}` : url;
}

/** The address as the app knows it. */
export function fromChromium(url: string): string {
  const match = /^https:\/\/([^/]+)\.([a-z0-9+-]+)\.standin(\/.*)$/.exec(url);
  const [, host, scheme, rest] = match ?? [];
  return scheme !== undefined && handlers.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/** @returns undefined where no handler of the app serves the address */
export function answerRequest(request: Request): Promise<Response> | undefined {
  const handler = handlers.get(new URL(request.url).protocol.slice(0, -1));
  return handler && Promise.resolve(handler(request));
}
