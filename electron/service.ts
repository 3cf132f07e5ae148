import { fileURLToPath } from 'node:url';
import { createApp, type App, type AppOptions } from './app.ts';
import { errorBody } from './base/app-error.ts';
import { StorageError } from './base/storage-error.ts';
import { PortInUseError, startHttpServer, type HttpServer } from './endpoints/http/server.ts';
import { ensureAccessToken } from './platform/files/access-token.ts';
import { writeServiceFile } from './platform/files/service-file.ts';

export interface ServiceOptions extends AppOptions {
  /** Where to listen; what is left out comes from the settings. */
  readonly listen: { readonly host?: string | undefined; readonly port?: number | undefined };
  /** Folder of the built web app. */
  readonly webRoot: string;
}

export interface Service extends AsyncDisposable {
  readonly app: App;
  /** What a person opens: the address with the token in it. */
  readonly openUrl: string;
  readonly url: string;
}

/** Folder of the built web app, seen from an entry, built or not. */
export const webRootFrom = (entry: string): string =>
  fileURLToPath(new URL(entry.endsWith('.ts') ? '../out/renderer' : '../renderer', entry));

/** The whole program with its HTTP door: what both hosts run. */
export async function startService(options: ServiceOptions): Promise<Service> {
  await using starting = new AsyncDisposableStack();
  const app = starting.use(await createApp(options));
  const token = await ensureAccessToken(options.folder);
  app.hideSecret(token);
  const http = starting.use(await openDoor(app, token, options));
  starting.use(await announce(app, http.url, options));
  app.log.info('serving', { url: http.url });
  const kept = starting.move();
  return {
    app,
    url: http.url,
    openUrl: `${http.url}?token=${token}`,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Lets the command line find the service. On a full disk it cannot, and everything else still works. */
async function announce(
  { startedAt, notify }: App,
  url: string,
  { folder, version }: ServiceOptions,
): Promise<AsyncDisposable> {
  try {
    return await writeServiceFile(folder, { pid: process.pid, startedAt, url, version });
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const { message, suggestion } = errorBody(error);
    const text = `${message} Until the next start the command line does not find this service.`;
    notify({ severity: 'problem', text, suggestion: suggestion ?? null });
    return { [Symbol.asyncDispose]: () => Promise.resolve() };
  }
}

/**
 * Opens the HTTP door. A port the person named on the command line must be free; one from the
 * settings may be taken, then any free port serves and a notice says so: the program stays usable.
 */
async function openDoor(app: App, token: string, options: ServiceOptions): Promise<HttpServer> {
  const { listen, version, webRoot } = options;
  const { apiHost, apiPort } = app.settings.current();
  const { dispatch, hub, log } = app;
  const host = listen.host ?? apiHost;
  const start = (port: number): Promise<HttpServer> =>
    startHttpServer({ dispatch, hub, token, version, host, port, webRoot, log });
  try {
    return await start(listen.port ?? apiPort);
  } catch (error) {
    if (!(error instanceof PortInUseError) || listen.port !== undefined) throw error;
    const server = await start(0);
    const { message, suggestion } = errorBody(error);
    app.notify({
      severity: 'warning',
      text: `${message} Rigwright listens on ${server.url} instead.`,
      suggestion: suggestion ?? null,
    });
    return server;
  }
}
