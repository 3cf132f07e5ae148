import { AppError } from '../base/app-error.ts';
import { createApp, type AppEntries } from '../app.ts';
import type { Api } from '../contract/index.ts';
import { readAccessToken } from '../platform/files/access-token.ts';
import { dataFolder } from '../platform/files/data-folder.ts';
import { readServiceFile } from '../platform/files/service-file.ts';
import { HttpApi } from './http-api.ts';

export interface ServiceOptions {
  /** Data folder as the person named it. */
  readonly data: string | undefined;
  readonly entries: AppEntries;
  readonly version: string;
}

export interface Connection extends AsyncDisposable {
  readonly api: Api;
}

/**
 * The service that runs on this data folder; with `orStart`, one inside this process where none runs.
 *
 * @throws {ServiceNotRunningError}
 */
export async function connect(
  options: ServiceOptions,
  { orStart }: { readonly orStart: boolean },
): Promise<Connection> {
  const folder = dataFolder({ override: options.data });
  const running = await readServiceFile(folder);
  const token = running && (await readAccessToken(folder));
  if (running && token !== undefined) {
    const api = new HttpApi({ url: running.url, token });
    return { api, [Symbol.asyncDispose]: async () => api[Symbol.dispose]() };
  }
  if (!orStart) throw new ServiceNotRunningError(folder);
  const { entries, version } = options;
  const app = await createApp({ host: 'headless', folder, entries, version, resume: false });
  return { api: app.api, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

class ServiceNotRunningError extends AppError {
  readonly code = 'service-not-running';
  readonly userMessage = 'Rigwright is not running.';
  override readonly suggestion =
    'Start it with “rigwright serve”, or open the desktop app. With another data folder, name it with --data.';
  override readonly retryable = true;
  constructor(folder: string) {
    super(`no service on ${folder}`);
  }
}
