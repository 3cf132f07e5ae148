import type { Method, Route } from './operation.ts';

export interface RestRequest {
  readonly method: Method;
  /** Below the API's base path, query included. */
  readonly path: string;
  /** JSON value, or undefined where the request has no body. */
  readonly body: Record<string, unknown> | undefined;
}

/**
 * How an operation's input travels over REST: `:name` segments take their fields, the rest goes
 * into the query of GET and DELETE and into the JSON body of the others.
 */
export function restRequest(route: Route, input: Readonly<Record<string, unknown>>): RestRequest {
  const [method, template] = splitRoute(route);
  const rest = { ...input };
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  if (method !== 'GET' && method !== 'DELETE') return { method, path, body: rest };
  const query = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return { method, path: query === '' ? path : `${path}?${query}`, body: undefined };
}

export function splitRoute(route: Route): [Method, string] {
  const space = route.indexOf(' ');
  return [route.slice(0, space) as Method, route.slice(space + 1)];
}
