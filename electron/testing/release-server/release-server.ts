import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createEncryptedServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { FaultBook, type Fault } from './faults.ts';
import { isKnown, weakEtag } from './list-etag.ts';
import { RateLimit, quota, type RateLimitOptions } from './rate-limit.ts';
import { sendBody } from './send-body.ts';
import {
  contentType,
  releaseAnswer,
  sha256,
  type ServedAsset,
  type ServedRelease,
  type ServedRepository,
} from './served-repository.ts';

export interface ReleaseServerOptions {
  readonly repositories: readonly ServedRepository[];
  /** Where the answers say that the assets are; this server unless said otherwise. */
  readonly assetBase?: string;
  /** Makes it speak TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A request as it came. */
export interface ServedRequest {
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A stand-in for GitHub on loopback: its API, its download addresses and its object store. */
export interface ReleaseServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`; stands for both https://api.github.com and https://github.com. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly ServedRequest[];
  /** Address of an asset as the API states it. */
  assetUrl(repository: ServedRepository, tag: string, asset: string): string;
  /**
   * Spoils answers from now on.
   *
   * @param part   of the paths meant, such as the name of an asset or `/releases/latest`
   * @param times  how many answers; all where it is left out
   */
  spoil(part: string, fault: Fault, times?: number): void;
  /** Ends all faults. */
  heal(): void;
  /** Counts the requests to the API from now on, and refuses those above the limit. */
  limitRate(options: RateLimitOptions): void;
  /** How long its answers say that the API's lists may be used without asking again; not at all unless told. */
  allowAge(seconds: number): void;
  /** Replaces what is served. */
  serve(repositories: readonly ServedRepository[]): void;
}

/** Starts one; it ends, with all its connections, at the end of the scope. */
export async function startReleaseServer(options: ReleaseServerOptions): Promise<ReleaseServer> {
  const faults = new FaultBook();
  const requests: ServedRequest[] = [];
  let { repositories } = options;
  let rate = new RateLimit({ limit: Infinity });
  let maxAge: number | undefined;
  const listener: RequestListener = (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    void answer(request, response, { repositories, faults, rate, maxAge, url, assetBase }).catch(
      () => response.destroy(),
    );
  };
  const server = options.tls
    ? createEncryptedServer(options.tls, listener)
    : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = options.tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  const assetBase = options.assetBase ?? url;
  return {
    url,
    requests,
    assetUrl: ({ owner, name }, tag, asset) =>
      `${url}/${owner}/${name}/releases/download/${encodeURIComponent(tag)}/${encodeURIComponent(asset)}`,
    spoil: (part, fault, times = Infinity) => faults.add(part, fault, times),
    heal: () => faults.clear(),
    limitRate: (limits) => {
      rate = new RateLimit(limits);
    },
    allowAge: (seconds) => {
      maxAge = seconds;
    },
    serve: (next) => {
      repositories = next;
    },
    async [Symbol.asyncDispose]() {
      const isClosed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await isClosed;
    },
  };
}

interface Served {
  readonly repositories: readonly ServedRepository[];
  readonly faults: FaultBook;
  readonly rate: RateLimit;
  readonly maxAge: number | undefined;
  readonly url: string;
  readonly assetBase: string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { repositories, faults, rate, maxAge, url, assetBase }: Served,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', url);
  const path = decodeURIComponent(pathname);
  if (!path.startsWith('/objects/')) {
    const fault = faults.takeHead(path);
    if (fault) return sendFault(response, fault, path);
  }
  const [first, owner, name, ...rest] = path.split('/').slice(1);
  const isApi = first === 'repos';
  const repository = repositories.find(
    (known) => known.owner === (isApi ? owner : first) && known.name === (isApi ? name : owner),
  );
  if (isApi && repository && rest[0] === 'releases') {
    const found = lookUp(repository, rest.slice(1), searchParams);
    const tell = (release: ServedRelease): unknown =>
      releaseAnswer(repository, release, { apiBase: url, assetBase });
    const told = found && ('tag' in found ? tell(found) : found.map(tell));
    const data = Buffer.from(JSON.stringify(told ?? null));
    const etag = weakEtag(data);
    const isUnchanged = told !== undefined && isKnown(request, etag);
    if (!rate.admit({ isUnchanged })) return sendRateLimit(response, Date.now() + hourMs);
    if (told === undefined) return sendNotFound(response);
    const headers = {
      etag,
      'content-type': 'application/json; charset=utf-8',
      ...(maxAge !== undefined && {
        'cache-control': `public, max-age=${maxAge}, s-maxage=${maxAge}`,
      }),
      ...quota(rate.remaining),
    };
    if (isUnchanged) {
      response.writeHead(304, headers).end();
      return undefined;
    }
    return sendBody(request, response, { data, headers, fault: faults.takeBody(path) });
  }
  if (repository && path.includes('/releases/download/')) {
    const [tag, assetName] = path.split('/').slice(5);
    const asset = assetOf(repository, tag, assetName);
    if (!asset) return sendNotFound(response);
    const location = `${url}/objects/${sha256(asset.data).slice(0, 16)}/${encodeURIComponent(asset.name)}?sig=abc&se=2026`;
    response.writeHead(302, { location, 'content-length': 0 }).end();
    return undefined;
  }
  const asset = path.startsWith('/objects/') ? objectOf(repositories, owner, name) : undefined;
  if (!asset) return sendNotFound(response);
  return sendBody(request, response, {
    data: asset.data,
    headers: {
      'content-type': contentType(asset.name),
      'content-disposition': `attachment; filename=${asset.name}`,
    },
    fault: faults.takeBody(path),
  });
}

/** One release, a page of them, or undefined where there is none such. */
function lookUp(
  { releases }: ServedRepository,
  [which, tag]: readonly string[],
  query: URLSearchParams,
): ServedRelease | readonly ServedRelease[] | undefined {
  const published = releases.filter(({ draft }) => draft !== true);
  if (which === undefined) {
    const size = Math.min(Number(query.get('per_page') ?? 30), 100);
    const page = Number(query.get('page') ?? 1);
    return published.slice((page - 1) * size, page * size);
  }
  if (which === 'latest') return published.find(({ prerelease }) => prerelease !== true);
  return which === 'tags' ? published.find((release) => release.tag === tag) : undefined;
}

function assetOf(
  { releases }: ServedRepository,
  tag: string | undefined,
  name: string | undefined,
): ServedAsset | undefined {
  const release = releases.find((known) => known.tag === tag);
  return release?.assets.find((asset) => asset.name === name);
}

function objectOf(
  repositories: readonly ServedRepository[],
  hash: string | undefined,
  name: string | undefined,
): ServedAsset | undefined {
  return repositories
    .flatMap(({ releases }) => releases.flatMap(({ assets }) => assets))
    .find((asset) => asset.name === name && sha256(asset.data).startsWith(hash ?? ' '));
}

function sendFault(
  response: ServerResponse,
  fault: NonNullable<ReturnType<FaultBook['takeHead']>>,
  path: string,
): void {
  switch (fault.kind) {
    case 'silent':
      return;
    case 'status':
      response.writeHead(fault.status, fault.headers ?? {}).end('fault');
      return;
    case 'rate-limit':
      return sendRateLimit(response, fault.resetAt);
    case 'redirect-loop':
      response.writeHead(302, { location: encodeURI(path) }).end();
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
  }
}

const hourMs = 3_600_000;

/** @param resetAt  epoch ms */
function sendRateLimit(response: ServerResponse, resetAt: number): void {
  const reset = Math.ceil(resetAt / 1_000);
  response.writeHead(403, { ...quota(0, reset), 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: 'API rate limit exceeded for 127.0.0.1.' }));
}

function sendNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json; charset=utf-8', ...quota(58) });
  response.end(
    JSON.stringify({
      message: 'Not Found',
      documentation_url: 'https://docs.github.com/rest/releases/releases',
      status: '404',
    }),
  );
}
