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
  /** Replaces what is served. */
  serve(repositories: readonly ServedRepository[]): void;
}

/** Starts one; it ends, with all its connections, at the end of the scope. */
export async function startReleaseServer(options: ReleaseServerOptions): Promise<ReleaseServer> {
  const faults = new FaultBook();
  const requests: ServedRequest[] = [];
  let { repositories } = options;
  const listener: RequestListener = (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    void answer(request, response, { repositories, faults, url, assetBase }).catch(() =>
      response.destroy(),
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
  readonly url: string;
  readonly assetBase: string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { repositories, faults, url, assetBase }: Served,
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
    if (found === undefined) return sendNotFound(response);
    const tell = (release: ServedRelease): unknown =>
      releaseAnswer(repository, release, { apiBase: url, assetBase });
    const told = 'tag' in found ? tell(found) : found.map(tell);
    return sendBody(request, response, {
      data: Buffer.from(JSON.stringify(told)),
      headers: { 'content-type': 'application/json; charset=utf-8', ...quota(59) },
      fault: faults.takeBody(path),
    });
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
    case 'rate-limit': {
      const reset = Math.ceil(fault.resetAt / 1_000);
      response.writeHead(403, { ...quota(0, reset), 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'API rate limit exceeded for 127.0.0.1.' }));
      return;
    }
    case 'redirect-loop':
      response.writeHead(302, { location: encodeURI(path) }).end();
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
  }
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

/** What GitHub tells of the quota of an address that does not log in. */
function quota(remaining: number, reset = 1_767_323_045): Record<string, string> {
  return {
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(60 - remaining),
    'x-ratelimit-resource': 'core',
  };
}
